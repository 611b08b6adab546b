import {
  type ClientState,
  correctedAmong,
  type Fact,
  type FactSubject,
  type PersonState,
  readClientState,
  readPersonState,
  type WrittenState,
} from "@troth/core/facts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { linesOf } from "./read-lines.ts";
import { countingFacts, foldState } from "./states.ts";
import { erasingFor, factsOf, lockSubjects, type Reader, subjectsOf } from "./store.ts";
import { hashOfAccount, hashOfSubject } from "./subjects.ts";

/** Somebody of whom something is known. */
export interface KnownSubject {
  /** How they are named outside the key store. */
  readonly hash: string;
  /** Whose data key seals what is theirs. */
  readonly person: string;
  readonly state: PersonState;
}

/** Whom these ids name, by their hashes; whoever is not known is not in it. `db`: the transaction that reads them. */
export async function knownPeople(
  inst: Installation,
  subjects: readonly FactSubject[],
  db: Reader = inst.storage.db,
): Promise<ReadonlyMap<string, KnownSubject>> {
  const hashes = [...new Set(subjects.map((subject) => hashOfSubject(inst, subject)))];
  const rows = await subjectsOf(db, hashes);
  const lines = await linesOf(inst, rows, db);
  return new Map(
    lines.flatMap(({ s, state }, at) => {
      const row = rows[at];
      return state === null || row === undefined ? [] : [[s, { hash: s, person: row.person_id, state: readPersonState(state) }]];
    }),
  );
}

/**
 * What stood of somebody at a moment, by all that was told since: what was taken back was never so, and what who they are, or
 * what they are against, was corrected to was so from then on when that was told.
 */
export const stateAt = async (inst: Installation, db: Reader, one: AtMoment): Promise<PersonState> =>
  readPersonState(await foldedAt(inst, db, { ...one, kind: "person" }));

/** The same of a client: what it instructed and enabled. */
export const clientStateAt = async (inst: Installation, db: Reader, one: AtMoment): Promise<ClientState> =>
  readClientState(await foldedAt(inst, db, { ...one, kind: "client" }));

type AtMoment = Pick<KnownSubject, "hash" | "person"> & { readonly moment: number };

async function foldedAt(
  inst: Installation,
  db: Reader,
  one: AtMoment & { readonly kind: "person" | "client" },
): Promise<WrittenState> {
  const { kind, moment } = one;
  const rows = await factsOf(db, [one.hash]);
  return inst.keys.unlock({ person: one.person }, (key) => {
    const facts = countingFacts(key, rows);
    const corrected = correctedAmong(facts);
    const byId = new Map(facts.map((fact) => [fact.id, fact]));
    const dated = facts.map((fact) => (isOfAlways(fact) ? { ...fact, at: firstTold(fact, byId) } : fact));
    const standing = dated.filter(({ id, at }) => !corrected.has(id) && Date.parse(at) <= moment);
    return foldState(inst, kind, standing);
  });
}

/** Whether a correction of such a fact is of before, too. What lets something be done counts from when it is said to have happened. */
function isOfAlways(fact: Fact): boolean {
  if (fact.kind === "born" || fact.kind === "minor" || fact.kind === "resides") return true;
  if (fact.kind === "consented") return !fact.given;
  if (fact.kind === "instructed" || fact.kind === "enabled") return !fact.on;
  return (fact.kind === "objected" || fact.kind === "opted-out" || fact.kind === "restricted") && fact.on;
}

/** The earliest moment among a fact and all that it corrects, one after the other. */
function firstTold(fact: Fact, byId: ReadonlyMap<string, Fact>): string {
  const seen = new Set<Fact>();
  let first = fact.at;
  for (let one: Fact | undefined = fact; one !== undefined && !seen.has(one); ) {
    seen.add(one);
    if (Date.parse(one.at) < Date.parse(first)) first = one.at;
    one = one.corrects === undefined ? undefined : byId.get(one.corrects);
  }
  return first;
}

/** Whose key seals what is a subject's: by this the ledger names them. Absent: they are not known, or no longer. */
export const personKeyOf = async (inst: Installation, hash: string): Promise<string | undefined> =>
  (await withKeys(inst, await subjectsOf(inst.storage.db, [hash])))[0]?.person;

/** The subjects of accounts, with the keys that seal what is theirs; whoever is forgotten is not among them. */
export async function subjectsOfAccounts(
  inst: Installation,
  accounts: readonly string[],
): Promise<readonly Pick<KnownSubject, "hash" | "person">[]> {
  const rows = await subjectsOf(
    inst.storage.db,
    accounts.map((account) => hashOfAccount(inst, account)),
  );
  return withKeys(inst, rows);
}

/** Holds somebody, by their hash: until the transaction ends nothing is added to what is known of them. False: they are gone, or going. */
export async function holdSubject(tx: Tx, hash: string): Promise<boolean> {
  const [row] = await lockSubjects(tx, [hash]);
  return row !== undefined && row.state !== null && row.erasing === null;
}

/** The states of people, by their hashes; whoever is not known is not in it. `db`: the transaction that reads them. */
export async function statesOf(
  inst: Installation,
  hashes: readonly string[],
  db: Reader = inst.storage.db,
): Promise<ReadonlyMap<string, PersonState>> {
  const lines = await linesOf(inst, await subjectsOf(db, hashes), db);
  return new Map(lines.flatMap(({ s, state }) => (state === null ? [] : [[s, readPersonState(state)]])));
}

/** The same of those whom a request is erasing. */
export const subjectsErasedBy = async (
  inst: Installation,
  request: string,
): Promise<readonly Pick<KnownSubject, "hash" | "person">[]> => withKeys(inst, await erasingFor(inst.storage.db, request));

/** The same, held: until the transaction ends nothing is added to what is known of them. */
export async function holdErased(
  inst: Installation,
  tx: Tx,
  request: string,
): Promise<readonly Pick<KnownSubject, "hash" | "person">[]> {
  const marked = await erasingFor(tx, request);
  return withKeys(
    inst,
    await lockSubjects(
      tx,
      marked.map(({ hash }) => hash),
    ),
  );
}

async function withKeys(inst: Installation, rows: readonly { readonly hash: string; readonly person_id: string }[]) {
  const found: { readonly hash: string; readonly person: string }[] = [];
  for (const { hash, person_id: person } of rows) if (await inst.keys.has({ person })) found.push({ hash, person });
  return found;
}
