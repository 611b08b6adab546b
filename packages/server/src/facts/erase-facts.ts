import type { SubjectIdentifier } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { markErased } from "./erased-subjects.ts";
import { insertChanges } from "./feed-store.ts";
import { openState } from "./states.ts";
import {
  changeStates,
  deleteSubjects,
  endParentAsks,
  erasingFor,
  insertErasing,
  lockSubjects,
  markErasing,
  type SubjectRow,
  subjectsOf,
} from "./store.ts";
import { hashOfAccount } from "./subjects.ts";

const ACCOUNT = "account";

/**
 * The accounts of a person, by which facts are told: those that a request names, and those of their rows where one dataset
 * alone has accounts. Where several have, an id of one may be somebody else's in another.
 */
export function accountsOf(
  { program }: Pick<Installation, "program">,
  named: readonly SubjectIdentifier[],
  ofRows: readonly SubjectIdentifier[],
): readonly string[] {
  const datasets = Object.values(program.stores).flatMap((store) => Object.values(store.datasets));
  const holders = datasets.filter((dataset) => dataset.identity.some(({ kind }) => kind === ACCOUNT));
  const all = holders.length === 1 ? [...named, ...ofRows] : named;
  return [...new Set(all.flatMap(({ kind, value }) => (kind === ACCOUNT ? [value.trim()] : [])))];
}

/**
 * Marks accounts as being erased by a request, in its transaction: nothing more is told of them but what they choose themselves or say against a use, and
 * every decision about them is no. `person`: whose key the mark of somebody of whom nothing was told stands under.
 */
export async function beginErasing(
  inst: Installation,
  tx: Tx,
  at: { readonly request: string; readonly person: string; readonly accounts: readonly string[] },
): Promise<void> {
  const hashes = at.accounts.map((account) => hashOfAccount(inst, account));
  if (hashes.length === 0) return;
  const made = new Set(await insertErasing(tx, { hashes, person: at.person, request: at.request }));
  const rows = (await lockSubjects(tx, hashes)).filter((row) => row.erasing === null || made.has(row.hash));
  await changeErasing(inst, tx, rows, at.request);
}

/** Takes the marks of a request back, in the transaction that ends it without an erasure. */
export async function liftErasing(inst: Installation, tx: Tx, request: string): Promise<void> {
  const marked = await erasingFor(tx, request);
  const rows = await lockSubjects(
    tx,
    marked.map((row) => row.hash),
  );
  const empty = rows.filter((row) => row.state === null).map((row) => row.hash);
  if (empty.length > 0) {
    await insertChanges(tx, { kind: "state", about: empty, now: new Date(inst.surroundings.now()).toISOString() });
    await deleteSubjects(tx, empty);
  }
  await changeErasing(
    inst,
    tx,
    rows.filter((row) => row.state !== null),
    null,
  );
}

async function changeErasing(inst: Installation, tx: Tx, rows: readonly SubjectRow[], request: string | null): Promise<void> {
  if (rows.length === 0) return;
  const hashes = rows.map((row) => row.hash);
  const now = new Date(inst.surroundings.now()).toISOString();
  await markErasing(tx, hashes, request);
  await changeStates(tx, { rows, now });
}

/** What an erasure did to facts. */
export interface ErasedFacts {
  readonly facts: number;
  readonly subjects: number;
  /** Whose keys sealed them. */
  readonly people: readonly string[];
}

/**
 * Deletes the facts and states of everybody whom a request has marked, and of the browsers that are linked to them, in the
 * transaction that completes it, and ends what a parent is asked about them. The keys that sealed them are then forgotten.
 */
export async function eraseFacts(inst: Installation, tx: Tx, request: string): Promise<ErasedFacts> {
  const marked = await erasingFor(tx, request);
  if (marked.length === 0) return { facts: 0, subjects: 0, people: [] };
  const browsers = await subjectsOf(tx, await browsersOf(inst, marked));
  const hashes = [...new Set([...marked, ...browsers].map((row) => row.hash))];
  const rows = await lockSubjects(tx, hashes);
  const now = new Date(inst.surroundings.now()).toISOString();
  await insertChanges(tx, { kind: "state", about: hashes, now });
  const facts = await deleteSubjects(tx, hashes);
  await markErased(inst, tx, { subjects: hashes, request, now });
  await endParentAsks(tx, { subjects: hashes, now });
  return {
    facts,
    subjects: rows.filter((row) => row.state !== null).length,
    people: [...new Set(rows.map((row) => row.person_id))],
  };
}

/** The browsers that are linked to people. */
async function browsersOf(inst: Installation, rows: readonly SubjectRow[]): Promise<readonly string[]> {
  const linked: string[] = [];
  for (const { state, hash, person_id } of rows) {
    if (state === null || !(await inst.keys.has({ person: person_id }))) continue;
    const opened = await inst.keys.unlock({ person: person_id }, (key) => openState(key, hash, state));
    if (Array.isArray(opened.linked)) linked.push(...opened.linked.map(String));
  }
  return linked;
}
