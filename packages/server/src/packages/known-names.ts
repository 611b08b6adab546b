// Whose names may stand in the shared texts of a request: looked up in the stores, a bounded number of them.
import type { DatasetRule, LinkRule, Program } from "@troth/core/program";
import { type Captured, rowId, type StorePlan, type StoreSchema } from "@troth/core/subject-graph";
import { type Connector, ConnectorError, type ReadSession, type Row, type Value } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import { type MadePlan, openLeads, openSubject, type RequestRow } from "../requests/index.ts";
import { captureRows } from "../subject-graph/index.ts";
import type { KnownNames } from "./mark-names.ts";

/** More names, or people to ask for theirs, than these are not looked up for one request. */
const MOST_NAMES = 5000;
const BATCH = 500;

interface Looking {
  readonly connector: Connector;
  readonly session: ReadSession;
  readonly plan: StorePlan;
  readonly schema: StoreSchema;
  readonly rules: Readonly<Record<string, DatasetRule>>;
  readonly captured: Captured;
  readonly own: Set<string>;
  readonly others: Set<string>;
  /** To be told that some names are not looked up. */
  readonly lack: () => void;
}

/** Names that were looked up. */
export interface LookedUpNames extends KnownNames {
  /** Not all of them: they are too many, or where they stand cannot be read. */
  readonly isPartial: boolean;
}

/**
 * The person's own names, addresses and numbers, from the rows that are the person; and others' names: those in the shared
 * rows themselves, and of the people to whom these rows point.
 */
export async function knownNames(inst: Installation, row: RequestRow): Promise<LookedUpNames> {
  const subject = await openSubject(inst.keys, row);
  const arrived = await openLeads(inst, row);
  const own = new Set(subject.map((one) => one.value));
  const others = new Set<string>();
  let isPartial = false;
  const lack = () => {
    isPartial = true;
  };
  for (const plan of (row.plan as unknown as MadePlan).plan.stores) {
    const connector = await inst.connector(plan.store);
    const schema = await connector.inspect();
    const rules = inst.program.stores[plan.store]?.datasets ?? {};
    await connector.read(async (session) => {
      const captured = await captureRows(session, plan, subject, { arrived });
      const looking = { connector, session, plan, schema, rules, captured, own, others, lack };
      for (const dataset of captured.rows.keys()) {
        await ownNames(looking, dataset);
        await sharedNames(looking, dataset);
        for (const link of peopleLinks(looking, dataset)) await linkedNames(looking, dataset, link);
        if (sharedKeys(looking, dataset).length > 0 && pointsElsewhere(inst.program, rules[dataset])) lack();
      }
    });
  }
  return { own: [...own], others: [...others], isPartial };
}

/** Whether rows point at people of another store: their names are not looked up. */
const pointsElsewhere = (program: Program, rule: DatasetRule | undefined): boolean =>
  (rule?.links ?? []).some((link) =>
    link.targets.some(
      ({ store, dataset }) =>
        store !== rule?.store &&
        program.stores[store]?.datasets[dataset]?.fields.some(
          (field) => !field.secret && field.categories.some((id) => id.startsWith("name.")),
        ),
    ),
  );

const columnsOf = (rule: DatasetRule | undefined, schema: StoreSchema, kinds: readonly string[]): string[] => {
  const there = new Set(schema.datasets[rule?.name ?? ""]?.columns.map((one) => one.name) ?? []);
  const named = (rule?.fields ?? []).filter(
    (field) =>
      !field.secret && field.path.length === 0 && field.categories.some((id) => kinds.some((kind) => id.startsWith(kind))),
  );
  return [...new Set(named.map((field) => field.column).filter((column) => there.has(column)))];
};

const NAMES = ["name."];
const OWN = ["name.", "contact.email", "contact.phone"];

async function ownNames(at: Looking, dataset: string): Promise<void> {
  const roots = [...(at.captured.rows.get(dataset)?.values() ?? [])].filter((one) => one.root).map((one) => one.key);
  const columns = columnsOf(at.rules[dataset], at.schema, OWN);
  await collect(at, { dataset, columns, keyColumns: at.plan.datasets[dataset]?.rowKey ?? [], keys: roots }, at.own);
}

const sharedKeys = (at: Looking, dataset: string): Row[] =>
  [...(at.captured.rows.get(dataset)?.values() ?? [])].filter((one) => one.link === "shared").map((one) => one.key);

async function sharedNames(at: Looking, dataset: string): Promise<void> {
  const columns = columnsOf(at.rules[dataset], at.schema, NAMES);
  await collect(
    at,
    { dataset, columns, keyColumns: at.plan.datasets[dataset]?.rowKey ?? [], keys: sharedKeys(at, dataset) },
    at.others,
  );
}

/** A way from a shared row to somebody who has a name. */
interface PeopleLink {
  readonly columns: readonly string[];
  readonly to: string;
  readonly toColumns: readonly string[];
  readonly by: { readonly column: string; readonly type: string } | undefined;
}

/** Every pointer of a dataset at people: the program's links, whatever they say of the row, and declared foreign keys. */
function peopleLinks(at: Looking, dataset: string): PeopleLink[] {
  const hasNames = (name: string) => columnsOf(at.rules[name], at.schema, NAMES).length > 0;
  const there = new Set(at.schema.datasets[dataset]?.columns.map((one) => one.name) ?? []);
  const said = (at.rules[dataset]?.links ?? []).flatMap((link: LinkRule) =>
    link.targets.flatMap((target): PeopleLink[] => {
      const toColumns = target.columns ?? at.schema.datasets[target.dataset]?.primaryKey ?? [];
      const by = link.by === undefined || target.type === undefined ? undefined : { column: link.by, type: target.type };
      return target.store === at.plan.store ? [{ columns: link.columns, to: target.dataset, toColumns, by }] : [];
    }),
  );
  const declared = (at.schema.datasets[dataset]?.foreignKeys ?? []).map(
    (key): PeopleLink => ({ columns: key.columns, to: key.target, toColumns: key.targetColumns, by: undefined }),
  );
  const all = [...said, ...declared].filter(
    ({ columns, to, toColumns }) =>
      hasNames(to) && columns.length === toColumns.length && columns.length > 0 && columns.every((column) => there.has(column)),
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/**
 * The names of whoever the shared rows of a dataset point at by one link. In a session of its own: the role that reads may
 * not see people whom no request is about, and that is no fault. A reviewer then has fewer names marked, is told so, and sees all.
 */
async function linkedNames(at: Looking, dataset: string, link: PeopleLink): Promise<void> {
  try {
    await at.connector.read((session) => readLinked({ ...at, session }, dataset, link));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    at.lack();
  }
}

async function readLinked(at: Looking, dataset: string, link: PeopleLink): Promise<void> {
  const keys = sharedKeys(at, dataset);
  const rowKey = at.plan.datasets[dataset]?.rowKey ?? [];
  const { by } = link;
  const columns = [...link.columns, ...(by ? [by.column] : [])];
  const pointed = new Map<string, Row>();
  for await (const row of rowsOf(at, { dataset, columns, keyColumns: rowKey, keys })) {
    const pointer = row.slice(0, link.columns.length);
    if (by && String(row.at(-1)) !== by.type) continue;
    if (pointer.every((cell) => cell !== null && cell !== "")) pointed.set(rowId(pointer), pointer);
    if (pointed.size < MOST_NAMES) continue;
    at.lack();
    break;
  }
  const names = columnsOf(at.rules[link.to], at.schema, NAMES);
  await collect(at, { dataset: link.to, columns: names, keyColumns: link.toColumns, keys: [...pointed.values()] }, at.others);
}

interface Lookup {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly keyColumns: readonly string[];
  readonly keys: readonly Row[];
}

async function* rowsOf({ session }: Looking, at: Lookup): AsyncGenerator<Row> {
  for (let from = 0; from < at.keys.length; from += BATCH) {
    const match = { columns: at.keyColumns, values: at.keys.slice(from, from + BATCH), fold: false };
    for await (const batch of session.stream({ dataset: at.dataset, columns: at.columns, match }, BATCH)) yield* batch;
  }
}

/** Adds the texts of some columns, and first and last name of a row as one. */
async function collect(at: Looking, lookup: Lookup, into: Set<string>): Promise<void> {
  if (lookup.columns.length === 0 || lookup.keys.length === 0) return;
  for await (const row of rowsOf(at, lookup)) {
    if (into.size >= MOST_NAMES) return at.lack();
    const texts = row.flatMap((value: Value) => (typeof value === "string" && value.trim() !== "" ? [value.trim()] : []));
    for (const text of texts) into.add(text);
    const parts = row.slice(0, lookup.columns.length).filter((_, nth) => isPart(at.rules[lookup.dataset], lookup.columns[nth]));
    if (parts.length > 1 && parts.every((part) => typeof part === "string")) into.add(parts.join(" "));
  }
}

const isPart = (rule: DatasetRule | undefined, column: string | undefined): boolean =>
  rule?.fields.some(
    (field) => field.column === column && field.categories.some((id) => id === "name.first" || id === "name.last"),
  ) ?? false;
