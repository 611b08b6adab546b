import {
  type CaptureQuery,
  type Cell,
  type IdentityColumn,
  type Lead,
  lastingKey,
  REACHING_KINDS,
  rowId,
  type StorePlan,
} from "@troth/core/subject-graph";
import type { Connector, ReadSession, Row } from "../connectors/index.ts";
import { askStore, countStore } from "./ask-store.ts";
import { captureRows } from "./capture-rows.ts";
import type { ErasureRecord } from "./erasure-record.ts";
import { LeftRows } from "./left-rows.ts";
import { hashOfCell } from "./new-cells.ts";
import { isSameValue } from "./same-value.ts";

/** What a read-back found. `remaining` rows should not be there; the notes say which tiers ran and what they passed over. */
export interface ReadBack {
  readonly remaining: number;
  /** Where: `contacts.email`, a dataset; never a value. */
  readonly where: readonly string[];
  readonly notes: readonly string[];
  /** Columns in which one of the person's identifiers stands in rows to which nothing else leads. Empty where anything else was found. */
  readonly byIdentifier: readonly string[];
}

/** A part of a read-back: its rows may be found by another part, too. */
export interface ReadBackPart extends Omit<ReadBack, "byIdentifier"> {
  readonly left: LeftRows;
}

const partOf = (left: LeftRows, notes: readonly string[]): ReadBackPart => ({
  ...{ left, notes, remaining: left.remaining, where: left.where },
});

/** Several parts as one: a row that more than one of them found is told once. `identities`: what identity columns alone found. */
export function joinedParts(
  parts: readonly ReadBackPart[],
  at: { readonly identities: ReadBackPart; readonly more?: readonly string[] },
): ReadBack {
  const { identities, more = [] } = at;
  const left = new LeftRows();
  for (const part of parts) left.join(part.left);
  const isAlone = left.remaining === 0;
  left.join(identities.left);
  return {
    ...{ remaining: left.remaining, where: left.where },
    notes: [...parts.flatMap((part) => part.notes), ...identities.notes, ...more],
    byIdentifier: isAlone ? identities.where : [],
  };
}

/**
 * Tier 1: the touched datasets. Asks every question of the capture again, looks for the deleted keys, and reads the
 * changed values. Rows written since the erasure show up here too.
 */
export const readBackTouched = (connector: Connector, plan: StorePlan, record: Touched): Promise<ReadBackPart> =>
  connector.read(async (session) => {
    const { questions, notes } = await readTouched(session, record, countStore);
    const left = new LeftRows();
    // What others stay to answer comes last: of its rows those that are known by then are left out.
    for (const { query, expected, found, place } of questions.toSorted((one, other) => one.expected - other.expected)) {
      if (found <= 0) continue;
      const { rowKey = [] } = plan.datasets[query.dataset] ?? {};
      const rows = await askStore(session, { ...query, columns: [...new Set([...rowKey, ...query.columns])] });
      const ids = rowKey.length === 0 ? [] : rows.map((row) => rowId(row.slice(0, rowKey.length)));
      if (expected === 0 && ids.length > 0) left.add(query.dataset, ids, place);
      else left.addSome(query.dataset, { count: found, ids }, place);
    }
    for (const change of lasting(record.changedRows)) left.add(change.dataset, await differing(session, change), change.dataset);
    return partOf(left, notes);
  });

/**
 * The same for an act of which nobody knows how it ended. Its COMMIT may still be on its way, and until it is there a snapshot
 * shows the rows as they were: here they are locked, which waits for whoever has them, and fails as busy where that is too long.
 * Nothing is changed.
 */
export async function isUndone(connector: Connector, record: Touched, name: string): Promise<boolean> {
  const look = async (session: ReadSession, count: typeof countStore) => {
    const { questions } = await readTouched(session, record, count);
    if (questions.some((one) => one.found > 0)) return true;
    for (const change of lasting(record.changedRows)) if ((await differing(session, change)).length > 0) return true;
    return false;
  };
  return connector.capabilities.locks === "none"
    ? connector.read((session) => look(session, countStore))
    : connector.act({ name, rollback: true, journal: async () => undefined }, (session) =>
        // Counting locks nothing.
        look(session, async (_, query) => (await askStore(session, query)).length),
      );
}

type Touched = Pick<ErasureRecord, "asked" | "gone" | "changedRows">;

/** A question, and how many rows answer it that should not. */
interface Asked {
  readonly query: CaptureQuery;
  readonly expected: number;
  readonly found: number;
  readonly place: string;
}

const lasting = <T extends { readonly rowKey: readonly string[] }>(all: readonly T[]): readonly T[] =>
  all.filter((one) => lastingKey(one.rowKey));

async function readTouched(
  session: ReadSession,
  record: Touched,
  count: typeof countStore,
): Promise<{ readonly questions: readonly Asked[]; readonly notes: readonly string[] }> {
  const gone = lasting(record.gone).map(({ dataset, rowKey, keys }) => ({
    query: { dataset, columns: rowKey, where: {}, match: { columns: rowKey, values: keys, fold: false } },
    expected: 0,
    place: dataset,
  }));
  const asked = record.asked.map(({ query, expected }) => {
    const place = `${query.dataset}.${query.match.columns.join(", ")}`;
    return { query, expected, place };
  });
  const all = [...asked, ...gone];
  const answering = await Promise.all(all.map(({ query }) => count(session, query)));
  const questions = all.map((one, at) => ({ ...one, found: (answering[at] ?? 0) - one.expected }));
  const passed = [...record.gone, ...record.changedRows].filter((one) => !lastingKey(one.rowKey)).map((one) => one.dataset);
  const notes = ["tier 1: the touched datasets"];
  if (passed.length > 0) notes.push(`tier 1 read ${[...new Set(passed)].join(", ")} by its links alone: its rows have no key`);
  return { questions, notes };
}

/** The rows in which something else stands than was put there. */
async function differing(session: ReadSession, change: ErasureRecord["changedRows"][number]): Promise<readonly string[]> {
  const columns = change.values.map((one) => one.column);
  const rows = await session.capture({
    dataset: change.dataset,
    columns: [...change.rowKey, ...columns],
    match: { columns: change.rowKey, values: change.keys, fold: false },
  });
  const expected = new Map(change.keys.map((key, at) => [rowId(key), change.values.map((one) => one.values[at] ?? null)]));
  const width = change.rowKey.length;
  const differs = (row: Row) => {
    const values = expected.get(rowId(row.slice(0, width)));
    return (
      values !== undefined && row.slice(width).some((cell, at) => !isSame(cell, values[at] ?? null, change.values[at]?.hashed))
    );
  };
  return rows.filter(differs).map((row) => rowId(row.slice(0, width)));
}

const isSame = (cell: Cell, expected: Cell, hashed = false): boolean =>
  hashed ? hashOfCell(cell) === expected : isSameValue(cell, expected);

/** By what a person is known in a column: in a dataset of tenants, only by what their own rows said of theirs. */
function valuesFor(identity: IdentityColumn, record: ErasureRecord): readonly (readonly Cell[])[] {
  const named = record.identifiers.filter((one) => one.kind === identity.kind);
  if (identity.tenant === undefined) return named.map((one) => [one.value]);
  return named.flatMap((one) => (one.tenant === undefined ? [] : [[one.tenant, one.value]]));
}

const placeOf = ({ dataset, column }: IdentityColumn): string => `${dataset}.${column}`;

/** The keys of the rows in which one of the person's identifiers stands, without what a law keeps and what is known to be another's. */
async function rowsOfIdentity(
  session: ReadSession,
  identity: IdentityColumn,
  record: ErasureRecord,
): Promise<{ readonly rows: readonly Row[]; readonly notTheirs: number }> {
  const values = valuesFor(identity, record);
  if (values.length === 0) return { rows: [], notTheirs: 0 };
  const columns = [...(identity.tenant === undefined ? [] : [identity.tenant]), identity.column];
  const match = { columns, values, fold: identity.fold };
  const found = await session.capture({ dataset: identity.dataset, columns: identity.rowKey, match });
  const idsIn = (all: readonly { readonly dataset: string; readonly keys: readonly (readonly Cell[])[] }[]) =>
    new Set(all.filter((one) => one.dataset === identity.dataset).flatMap((one) => one.keys.map(rowId)));
  const kept = idsIn(record.kept);
  const others = idsIn(record.notTheirs ?? []);
  const here = found.filter((row) => !kept.has(rowId(row)));
  const rows = here.filter((row) => !others.has(rowId(row)));
  return { rows, notTheirs: here.length - rows.length };
}

/** The same in one column, `customers.phone`; undefined where the plan searches no such column, or its rows have no key to name them by. */
export async function rowsByIdentifier(
  connector: Connector,
  at: { readonly plan: StorePlan; readonly record: ErasureRecord; readonly place: string },
): Promise<{ readonly dataset: string; readonly keys: readonly Row[] } | undefined> {
  const identity = searchedIn(at.plan).find((one) => placeOf(one) === at.place);
  if (identity === undefined || !lastingKey(identity.rowKey)) return undefined;
  const { rows } = await connector.read((session) => rowsOfIdentity(session, identity, at.record));
  return { dataset: identity.dataset, keys: rows };
}

const searchedIn = ({ identities }: StorePlan): readonly IdentityColumn[] =>
  identities.filter((one) => REACHING_KINDS.has(one.kind) && one.indexed);

/** Tier 2: the indexed identity columns of a store, whether the plan touched them or not. */
export function readBackIdentities(connector: Connector, plan: StorePlan, record: ErasureRecord): Promise<ReadBackPart> {
  return connector.read(async (session) => {
    const left = new LeftRows();
    const skipped = plan.identities.filter((one) => REACHING_KINDS.has(one.kind) && !one.indexed).map(placeOf);
    let passed = 0;
    for (const identity of searchedIn(plan)) {
      const { rows, notTheirs } = await rowsOfIdentity(session, identity, record);
      passed += notTheirs;
      left.add(identity.dataset, rows.map(rowId), placeOf(identity));
    }
    const notes = [`tier 2: the indexed identity columns of ${plan.store}`];
    if (skipped.length > 0) notes.push(`tier 2 passed over ${skipped.join(", ")}: no index`);
    if (passed > 0)
      notes.push(`tier 2 passed over ${passed} ${passed === 1 ? "row" : "rows"} of another person, by the word of who looked`);
    return partOf(left, notes);
  });
}

/** Copies that a store keeps of its rows until it is asked to make them anew: what stands there is nobody else's. */
export async function readBackCopies(connector: Connector, plan: StorePlan, record: ErasureRecord): Promise<ReadBackPart> {
  const left = new LeftRows();
  const { copies = [] } = plan;
  if (copies.length === 0) return partOf(left, []);
  return connector.read(async (session) => {
    const sought = record.identifiers.filter((one) => REACHING_KINDS.has(one.kind)).map((one) => [one.value]);
    for (const copy of copies) {
      for (const column of copy.columns) {
        const count = await session.count({ dataset: copy.dataset, match: { columns: [column], values: sought, fold: true } });
        left.addSome(copy.dataset, { count, ids: [] }, `${copy.dataset}.${column}, a materialized view: refresh it`);
      }
    }
    return partOf(left, []);
  });
}

/** Rows that other stores' late rows lead to: nobody knew of them when this store was acted on. */
export async function readBackArrived(connector: Connector, plan: StorePlan, arrived: readonly Lead[]): Promise<ReadBackPart> {
  const left = new LeftRows();
  if (plan.arriving.length === 0 || arrived.length === 0) return partOf(left, []);
  return connector.read(async (session) => {
    const captured = await captureRows(session, plan, [], { arrived });
    for (const [dataset, rows] of captured.rows) left.add(dataset, [...rows.keys()], dataset);
    return partOf(left, []);
  });
}
