// What was told of a request's person goes with their copy, and with their erasure.
import type { SubjectIdentifier } from "@troth/core/subject-graph";
import { whyNotLink } from "../decisions/index.ts";
import { accountsOf, beginErasing, eraseFacts, factsOfAccounts, factsOfBrowsers } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import type { CopyField } from "../subject-graph/index.ts";
import type { CopyPiece } from "./gather-copy.ts";

/** As what a copy names what Troth itself was told. */
const STORE = "troth";
const DATASET = "facts";

const SHOWN: CopyField = { categories: [], derived: false, shown: true, because: undefined, withheld: undefined };
const COLUMNS = ["at", "kind", "origin", "id", "says"] as const;

/** Writes the facts about a person, and about browsers that are linked to them, into their copy. Returns how many. */
export async function copyFacts(
  inst: Installation,
  at: { readonly named: readonly SubjectIdentifier[]; readonly ofRows: readonly SubjectIdentifier[] },
  write: (store: string, piece: CopyPiece) => Promise<void>,
): Promise<number> {
  const accounts = accountsOf(inst, at.named, at.ofRows);
  const ofBrowsers = await factsOfBrowsers(inst, accounts, { mayLink: whyNotLink });
  const facts = [...(await factsOfAccounts(inst, accounts)), ...ofBrowsers];
  if (facts.length === 0) return 0;
  const fields = Object.fromEntries(COLUMNS.map((column) => [column, SHOWN]));
  await write(STORE, { kind: "dataset", dataset: DATASET, link: "owned", fields });
  for (const { at: moment, kind, origin, id, person: _, ...says } of facts)
    await write(STORE, { kind: "row", values: { at: moment, kind, origin, id, says: JSON.stringify(says) }, held: [] });
  return facts.length;
}

/** Marks the accounts that a request names, and those of the rows that it acts on, as being erased. */
export const markErasing = (
  inst: Installation,
  tx: Tx,
  at: {
    readonly request: string;
    readonly person: string;
    readonly named: readonly SubjectIdentifier[];
    readonly ofRows: readonly SubjectIdentifier[];
  },
): Promise<void> =>
  beginErasing(inst, tx, { request: at.request, person: at.person, accounts: accountsOf(inst, at.named, at.ofRows) });

/** What a receipt says of facts, and whose keys go with them. */
export interface FactsOutcome {
  readonly said: { readonly erased: number; readonly subjects: number } | "no account known";
  readonly people: readonly string[];
}

/** Erases the facts of a request's person in the transaction that completes it. */
export async function eraseOwnFacts(inst: Installation, tx: Tx, request: string, accounts: number): Promise<FactsOutcome> {
  const { facts, subjects, people } = await eraseFacts(inst, tx, request);
  return { said: accounts === 0 && people.length === 0 ? "no account known" : { erased: facts, subjects }, people };
}
