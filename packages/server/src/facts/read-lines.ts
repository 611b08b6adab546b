import type { FactSubject } from "@troth/core/facts";
import type { Installation } from "../installation/index.ts";
import { KeysError } from "../keys/index.ts";
import { feedOf, noticesOf, type StatedNotice } from "./feed-store.ts";
import { countingFacts, foldState, groundOf, openState, type SubjectLine } from "./states.ts";
import { factsOf, type Reader, type SubjectRow, subjectsOf } from "./store.ts";
import { hashOfSubject } from "./subjects.ts";

/** By which program facts come to a state, and what opens them. */
type Folding = Pick<Installation, "program" | "storage" | "keys">;

/** The states of subjects as they stand; nobody is known where the key is gone. */
export async function linesOf(
  inst: Folding,
  rows: readonly SubjectRow[],
  db: Reader = inst.storage.db,
): Promise<readonly SubjectLine[]> {
  const ground = groundOf(inst.program);
  const folded = rows.filter((row) => row.state !== null && row.ground !== ground).map((row) => row.hash);
  // The program changed what their facts leave out, and they were not folded by it yet.
  const facts = folded.length === 0 ? [] : await factsOf(db, folded);
  return Promise.all(
    rows.map((row) =>
      lineOf(
        inst,
        row,
        facts.filter(({ subject }) => subject === row.hash),
      ),
    ),
  );
}

async function lineOf(inst: Folding, row: SubjectRow, facts: Awaited<ReturnType<typeof factsOf>>): Promise<SubjectLine> {
  const head = { s: row.hash, k: row.kind, v: Number(row.version) };
  const { state: sealed } = row;
  // Of whom nothing is known it is still known that they are being erased: a purpose that may go on in doubt may not about them.
  const nobody = row.erasing === null ? null : { beingErased: true };
  if (sealed === null) return { ...head, state: nobody };
  try {
    return await inst.keys.unlock({ person: row.person_id }, (key) => {
      const isOwn = row.ground === groundOf(inst.program);
      const state = isOwn ? openState(key, row.hash, sealed) : foldState(inst, row.kind, countingFacts(key, facts));
      return { ...head, state: row.erasing === null ? state : { ...state, beingErased: true } };
    });
  } catch (error) {
    if (error instanceof KeysError && error.code === "keys.forgotten") return { ...head, state: nobody };
    throw error;
  }
}

/** What is known of a few subjects, with all that a decision about them reads. */
export interface LookedUp {
  readonly position: number;
  readonly notices: readonly StatedNotice[];
  /** In the order asked. */
  readonly subjects: readonly SubjectLine[];
}

/**
 * Looks up what is known of a few subjects, by the application's ids; after them, of the clients whose people they are: whether one
 * instructs a purpose may decide about each.
 */
export async function lookUpSubjects(inst: Installation, subjects: readonly FactSubject[]): Promise<LookedUp> {
  const asked = subjects.map((subject) => ({ k: subject.kind, s: hashOfSubject(inst, subject) }));
  const found = await lookUpHashes(inst, asked);
  const known = new Set(asked.map(({ s }) => s));
  const clients = new Set(found.subjects.flatMap(({ k, state }) => (k === "client" ? [] : clientsIn(state))));
  const more = [...clients].filter((s) => !known.has(s)).map((s) => ({ k: "client" as const, s }));
  if (more.length === 0) return found;
  return { ...found, subjects: [...found.subjects, ...(await lookUpHashes(inst, more)).subjects] };
}

/** By hash, as a state names them. */
const clientsIn = (state: SubjectLine["state"]): readonly string[] =>
  state !== null && "clients" in state && Array.isArray(state.clients) ? (state.clients as readonly string[]) : [];

/** The same, by the hashes that states name them by. `db`: the transaction that reads them. */
export async function lookUpHashes(
  inst: Installation,
  asked: readonly { readonly k: FactSubject["kind"]; readonly s: string }[],
  db: Reader = inst.storage.db,
): Promise<LookedUp> {
  const { position } = await feedOf(db);
  const rows = await subjectsOf(db, [...new Set(asked.map(({ s }) => s))]);
  const lines = new Map((await linesOf(inst, rows, db)).map((line) => [line.s, line]));
  return {
    position,
    notices: await noticesOf(db),
    subjects: asked.map((one) => lines.get(one.s) ?? { ...one, v: 0, state: null }),
  };
}

/** What versions of the notice stated, by their names. */
export const statedNotices = async ({ storage }: Installation): Promise<Readonly<Record<string, StatedNotice>>> =>
  Object.fromEntries((await noticesOf(storage.db)).map((notice) => [notice.version, notice]));
