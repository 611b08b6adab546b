import type { Cell, StorePlan, SubjectIdentifier } from "@troth/core/subject-graph";
import { makePlan, REACHING_KINDS, rowId, TENANT } from "@troth/core/subject-graph";
import { type Connector, ConnectorError } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import { inspectStores } from "../subject-graph/index.ts";
import { approveAgain } from "./approve-again.ts";
import type { MadePlan } from "./make-view.ts";
import { noticeAllRestored, type RestoredStore, settleRestored } from "./notice-restored.ts";
import { tombstones } from "./person-store.ts";
import { runRequest } from "./run-request.ts";
import { findRequest } from "./store.ts";
import { MOST_PEOPLE, normalized, type Subject } from "./subject.ts";
import { takeRequest } from "./take-request.ts";
import { openTombstone, type Tombstone, tombstoneHash } from "./tombstones.ts";

/** What a store that came back from a backup was found to hold, and what became of it. */
export interface Reapplied {
  /** Erased again, under the approval of the request that had erased them: the old request and the new one. */
  readonly again: readonly { readonly of: string; readonly request: string; readonly state: string }[];
  /** People who were erased and have come back since: a new relationship, reported and never erased. */
  readonly returned: readonly { readonly of: string; readonly store: string; readonly dataset: string; readonly rows: number }[];
  /** Rows that were deleted and are back without the person's own row: for staff to look at. */
  readonly stray: readonly { readonly of: string; readonly store: string; readonly dataset: string; readonly rows: number }[];
  /** Stores that are taken for restored, and by what they are known. */
  readonly restored: readonly RestoredStore[];
  /** Stores and tombstones that could not be looked at, with the reason. */
  readonly unknown: readonly string[];
}

interface Buried {
  readonly request: string;
  readonly store: string;
  readonly tombstone: Tombstone;
}

/**
 * Looks, after a store was restored, for everybody who had been erased from it. A row with a tombstoned key and the
 * same person's identifier is back from the backup: it is erased again. The same identifier under another key is a
 * person who came back: never erased. Nothing is done unless `act` is set; without it this is the report alone.
 */
export async function reapplyErasures(inst: Installation, options: { readonly act: boolean }): Promise<Reapplied> {
  const unknown: string[] = [];
  const noticed = await noticeAllRestored(inst);
  const buried = await openAll(inst, unknown);
  const found: Found = { restored: new Map(), others: new Set(), returned: [], stray: [], unknown };
  const { schemas, unreachable } = await inspectStores(inst.program, inst.connector);
  for (const [store, why] of Object.entries(unreachable)) unknown.push(`store ${store}: ${why}`);
  for (const plan of makePlan({ program: inst.program, schemas, right: "erasure", identities: allKinds(inst) }).stores) {
    const mine = buried.filter((one) => one.store === plan.store);
    if (mine.length > 0) await lookInto(inst, { plan, buried: mine, found });
  }
  const again: Reapplied["again"][number][] = [];
  for (const [of, subject] of found.restored)
    again.push(
      ...(options.act
        ? await eraseAgain(inst, { of, rows: subject.map((one) => theirsAlone(one, found.others)) })
        : [{ of, request: "", state: "to be erased again" }]),
    );
  const stray = found.stray.filter((one) => !found.restored.has(one.of));
  if (options.act && unknown.length === 0)
    await settleRestored(
      inst,
      noticed.restored.map((one) => one.store),
    );
  if (options.act)
    await recordReapplied(inst, {
      again: again.length,
      returned: found.returned.length,
      stray: stray.length,
      unknown: unknown.length,
    });
  return { again, returned: found.returned, stray, restored: noticed.restored, unknown };
}

interface Found {
  /** Request -> identifiers of the people in the restored rows, row by row. */
  readonly restored: Map<string, Subject[]>;
  /** Names of the identifiers of rows that hold one of theirs, and are no restored ones: whoever shares it, or came back. */
  readonly others: Set<string>;
  readonly returned: Reapplied["returned"][number][];
  readonly stray: Reapplied["stray"][number][];
  readonly unknown: string[];
}

async function openAll(inst: Installation, unknown: string[]): Promise<Buried[]> {
  const opened: Buried[] = [];
  for (const row of await tombstones(inst.storage.db)) {
    if (!(await inst.keys.has({ request: row.request_id }))) {
      unknown.push(`request ${row.request_id}: its file's key is gone, so that its tombstones cannot be read`);
      continue;
    }
    opened.push({
      request: row.request_id,
      store: row.store,
      tombstone: await openTombstone(inst.keys, row.request_id, row.sealed),
    });
  }
  return opened;
}

const allKinds = (inst: Installation): string[] => [
  ...new Set(
    Object.values(inst.program.stores).flatMap((store) =>
      Object.values(store.datasets).flatMap((one) => one.identity.map((identity) => identity.kind)),
    ),
  ),
];

async function lookInto(
  inst: Installation,
  at: { readonly plan: StorePlan; readonly buried: readonly Buried[]; readonly found: Found },
): Promise<void> {
  try {
    const connector = await inst.connector(at.plan.store);
    for (const dataset of new Set(at.buried.map((one) => one.tombstone.dataset))) {
      const mine = at.buried.filter((one) => one.tombstone.dataset === dataset);
      if (mine.some((one) => one.tombstone.isRoot)) await findPeople(inst, { ...at, connector, dataset, buried: mine });
      else await findStrays({ ...at, connector, dataset, buried: mine });
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    at.found.unknown.push(`store ${at.plan.store}: ${error.message}`);
  }
}

interface Looking {
  readonly plan: StorePlan;
  readonly connector: Connector;
  readonly dataset: string;
  readonly buried: readonly Buried[];
  readonly found: Found;
}

const BATCH_ROWS = 1000;

/** One pass over the people of a dataset: each identifier is hashed as the tombstones' are, and looked up among them. */
async function findPeople(inst: Installation, at: Looking): Promise<void> {
  const columns = at.plan.identities.filter((one) => one.dataset === at.dataset);
  const { rowKey = [], tenant } = columns[0] ?? {};
  const tenants = tenant === undefined ? [] : [tenant];
  const byHash = new Map<string, Buried[]>();
  for (const one of at.buried)
    for (const { kind, hash } of one.tombstone.identifiers)
      byHash.set(`${kind} ${hash}`, [...(byHash.get(`${kind} ${hash}`) ?? []), one]);
  const keys = new Map(at.buried.map((one) => [one, new Set(one.tombstone.keys.map(rowId))]));
  await at.connector.read(async (session) => {
    for await (const rows of session.stream(
      { dataset: at.dataset, columns: [...rowKey, ...columns.map((one) => one.column), ...tenants] },
      BATCH_ROWS,
    )) {
      for (const row of rows) {
        const key = rowId(row.slice(0, rowKey.length));
        const identifiers = columns.flatMap((one, index) => identifierOf(one.kind, row[rowKey.length + index] ?? null));
        const theirs = tenant === undefined ? null : (row.at(-1) ?? null);
        const reaching = identifiers
          .filter((one) => REACHING_KINDS.has(one.kind))
          .map((one) => (theirs === null ? one : { ...one, tenant: String(theirs) }));
        // Older tombstones name an identifier in no tenant.
        const hits = reaching
          .flatMap(({ kind, value, ...more }) => [{ kind, value }, ...("tenant" in more ? [{ kind, value, ...more }] : [])])
          .flatMap((each) => byHash.get(`${each.kind} ${tombstoneHash(inst.keys, each)}`) ?? []);
        for (const of of new Set(hits.map((hit) => hit.request))) {
          const isRestored = hits.some((hit) => hit.request === of && keys.get(hit)?.has(key) === true);
          // Rows without a key cannot be told from a newcomer's: staff look.
          const hasKeys = hits.some((hit) => hit.request === of && hit.tombstone.keys.length > 0);
          if (!hasKeys) at.found.stray.push({ of, store: at.plan.store, dataset: at.dataset, rows: 1 });
          else if (isRestored) at.found.restored.set(of, [...(at.found.restored.get(of) ?? []), reaching]);
          else {
            at.found.returned.push({ of, store: at.plan.store, dataset: at.dataset, rows: 1 });
            for (const one of reaching) at.found.others.add(nameOf(one));
          }
        }
      }
    }
  });
}

const identifierOf = (kind: string, cell: Cell): SubjectIdentifier[] =>
  cell === null || cell === "" || cell instanceof Uint8Array ? [] : [{ kind, value: String(cell) }];

/** Rows of other datasets with tombstoned keys; a key may have been given to a new row, so these alone decide nothing. */
async function findStrays(at: Looking): Promise<void> {
  await at.connector.read(async (session) => {
    for (const { request, store, tombstone } of at.buried) {
      const rows = await session.count({
        dataset: at.dataset,
        match: { columns: tombstone.rowKey, values: tombstone.keys, fold: false },
      });
      if (rows > 0) at.found.stray.push({ of: request, store, dataset: at.dataset, rows });
    }
  });
}

/** New requests for the restored rows; the old approval holds as far as what is found is what was approved then. */
async function eraseAgain(
  inst: Installation,
  { of, rows }: { readonly of: string; readonly rows: readonly Subject[] },
): Promise<Reapplied["again"]> {
  const distinct = (all: Subject) => inOneTenant([...new Map(all.map((one) => [nameOf(one), one])).values()]);
  const isBatch = ((await findRequest(inst.storage.db, of))?.plan as unknown as MadePlan | null)?.view.people !== undefined;
  // Rows of one person's request are one person's; of a batch, rows that share an identifier are.
  const people = isBatch ? apart(rows).map(distinct) : [distinct(rows.flat())];
  const again: Reapplied["again"][number][] = [];
  // Rows of one person that share no identifier count as several people: a batch may have grown beyond what one may be.
  for (let from = 0; from < people.length; from += MOST_PEOPLE)
    again.push(await eraseThese(inst, of, people.slice(from, from + MOST_PEOPLE)));
  return again;
}

async function eraseThese(
  inst: Installation,
  of: string,
  [subject = [], ...others]: readonly Subject[],
): Promise<Reapplied["again"][number]> {
  const { request } = await takeRequest(inst, { right: "erasure", subject, others, takenBy: `back from a backup: ${of}` });
  if (!(await approveAgain(inst, { request, of }))) return { of, request, state: "planned" };
  return { of, request, state: (await runRequest(inst, request, { evenIfRestored: true })).state };
}

/**
 * A restored row's identifiers without those that others have, too: by these it would be two people, and somebody else's rows be
 * planned. Where nothing is left it is known by all of them, and staff look.
 */
function theirsAlone(subject: Subject, others: ReadonlySet<string>): Subject {
  const alone = subject.filter((one) => !others.has(nameOf(one)));
  return alone.length > 0 ? alone : subject;
}

/** The same identifier in another tenant is somebody else's. */
const nameOf = (one: SubjectIdentifier): string => JSON.stringify([one.kind, normalized(one), one.tenant ?? null]);

/** Somebody of one tenant, as a request names them. */
function inOneTenant(subject: Subject): Subject {
  const [tenant, ...more] = new Set(subject.map((one) => one.tenant));
  if (tenant === undefined || more.length > 0) return subject;
  return [...subject.map(({ kind, value }) => ({ kind, value })), { kind: TENANT, value: tenant }];
}

/** Each person once, with all that their rows are known by. */
function apart(rows: readonly Subject[]): readonly Subject[] {
  const of = new Map<string, Subject>();
  for (const row of rows) {
    const same = new Set(row.flatMap((one) => (of.has(nameOf(one)) ? [of.get(nameOf(one)) as Subject] : [])));
    const person = [...[...same].flat(), ...row];
    for (const one of person) of.set(nameOf(one), person);
  }
  return [...new Set(of.values())];
}

async function recordReapplied(inst: Installation, counts: Readonly<Record<string, number>>): Promise<void> {
  await inst.storage.transaction((tx) => inst.ledger.append(tx, { kind: "stores.reapplied", body: counts }));
  await inst.ledger.sequence();
}
