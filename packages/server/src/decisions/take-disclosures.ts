import { erasedUntil, hashOfSubject } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { type JudgedDisclosure, judgeDisclosures } from "./judge-disclosures.ts";
import { recordDisclosures } from "./record-disclosures.ts";
import { type DisclosureAsk, hashOfDisclosureId, hashOfTold, openDisclosure } from "./sealed-disclosure.ts";
import { disclosuresById } from "./store.ts";

/** What is wrong with a disclosure of a batch, with its place. Never a value that was sent. */
export interface DisclosureFault {
  readonly path: string;
  readonly code: "unknown-name" | "future" | "other-content" | "twice" | "erased";
  readonly says: string;
  readonly advice: string;
}

/** What became of one disclosure. */
export interface DisclosureResult {
  readonly id: string;
  readonly allowed: boolean;
  readonly rule: string;
  readonly because: string;
  /** It is on record as sent. */
  readonly recorded: boolean;
  /**
   * It was told before, with the same content. Of one that has happened that answer stands; of one that was only asked about,
   * it is what stands now: it may not have gone yet.
   */
  readonly repeated: boolean;
  /** It has happened, and should not have. */
  readonly violation: boolean;
}

/** What became of a batch: each with its answer, or nothing of it. */
export type TakenDisclosures =
  | { readonly kind: "taken"; readonly results: readonly DisclosureResult[] }
  | { readonly kind: "refused" | "conflict"; readonly faults: readonly DisclosureFault[] };

/** Clocks differ a little; beyond it something has not happened yet. */
const FUTURE_MS = 5 * 60_000;
const MOST_FAULTS = 20;

/** Undoes the transaction of a batch that is to be taken once more: with more clients held, or after what another server told. */
class TakeAgain extends Error {
  readonly clients: readonly string[];
  constructor(clients: readonly string[]) {
    super("a batch of disclosures is taken once more");
    this.clients = clients;
  }
}

interface Taking {
  readonly asks: readonly DisclosureAsk[];
  readonly by: string;
}

/**
 * Decides and records what goes to whom, and why, in one transaction. A denied one is not sent and not recorded as sent; that
 * it was refused is on the ledger. One that has happened already is recorded in any case, and named a violation where it
 * should not have.
 */
export async function takeDisclosures(inst: Installation, input: Taking): Promise<TakenDisclosures> {
  let clients: readonly string[] = [];
  for (;;) {
    try {
      const taken = await inst.storage.transaction((tx) => takeHeld(inst, tx, { ...input, clients }));
      await inst.ledger.sequence();
      return taken;
    } catch (error) {
      if (!(error instanceof TakeAgain)) throw error;
      clients = error.clients;
    }
  }
}

/** The same with all whom it is about held. @throws TakeAgain */
async function takeHeld(
  inst: Installation,
  tx: Tx,
  input: Taking & { readonly clients: readonly string[] },
): Promise<TakenDisclosures> {
  const { asks, by, clients } = input;
  const judgment = await judgeDisclosures(inst, tx, { asks, clients });
  if (judgment.kind === "clients") throw new TakeAgain(judgment.clients);
  const { judged } = judgment;
  const wrong = [...faultsOfTime(inst, judged), ...faultsOfNames(judged), ...faultsOfIds(asks)];
  if (wrong.length > 0) return { kind: "refused", faults: wrong.slice(0, MOST_FAULTS) };
  const gone = await faultsOfErased(inst, tx, judged);
  if (gone.length > 0) return { kind: "conflict", faults: gone.slice(0, MOST_FAULTS) };
  const told = await toldBefore(inst, tx, asks);
  const conflicts = asks.flatMap((ask, index) => {
    const had = told.get(ask.id);
    return had === undefined || had.told === hashOfTold(ask) ? [] : [otherContent(index)];
  });
  if (conflicts.length > 0) return { kind: "conflict", faults: conflicts.slice(0, MOST_FAULTS) };
  const fresh = judged.filter(({ ask }) => !told.has(ask.id));
  const { recorded, isLate } = await recordDisclosures(inst, tx, { judged: fresh, by });
  if (isLate) throw new TakeAgain(clients);
  return { kind: "taken", results: judged.map((one) => resultOf(one, { had: told.get(one.ask.id), recorded })) };
}

function resultOf(
  { ask, decision }: JudgedDisclosure,
  at: { readonly had: ToldDisclosure | undefined; readonly recorded: ReadonlySet<string> },
): DisclosureResult {
  const { had, recorded } = at;
  const { id } = ask;
  if (had !== undefined && !ask.done) {
    const { allowed, rule, because } = decision;
    return { id, allowed, rule, because, recorded: true, repeated: true, violation: false };
  }
  if (had !== undefined) {
    const violation = had.against !== undefined;
    const because = violation ? "it has happened, and should not have" : "it was told before";
    return { ...{ id, allowed: !violation, rule: had.against ?? "allowed", because }, recorded: true, repeated: true, violation };
  }
  // What cannot be recorded is not sent: of somebody of whom nothing is known there is no key to seal it under.
  const lost = decision.allowed && !recorded.has(id);
  const { rule, because } = lost ? NOT_KNOWN : decision;
  const allowed = decision.allowed && !lost;
  return { id, allowed, rule, because, recorded: recorded.has(id), repeated: false, violation: ask.done && !allowed };
}

const NOT_KNOWN = { rule: "person-known", because: "nothing is known of this person, so that it cannot be recorded" } as const;

const place = (index: number, field: string): string => `disclosures[${index}]${field}`;

const faultsOfTime = (inst: Installation, judged: readonly JudgedDisclosure[]): readonly DisclosureFault[] =>
  judged.flatMap(({ at, index }) =>
    at <= inst.surroundings.now() + FUTURE_MS
      ? []
      : [
          {
            path: place(index, ".at"),
            code: "future" as const,
            says: "it has not happened yet: it is more than 5 minutes ahead of our clock",
            advice: "leave `at` out of what is about to happen; see that the clocks of both machines are set",
          },
        ],
  );

const faultsOfNames = (judged: readonly JudgedDisclosure[]): readonly DisclosureFault[] =>
  judged.flatMap(({ decision, index }) =>
    decision.rule !== "known-names"
      ? []
      : [
          {
            path: place(index, ""),
            code: "unknown-name" as const,
            // What was sent is not repeated: it may be a value that slipped into the wrong field.
            says: "it names a purpose, data, recipient, collection point or dataset that the program has not, or a place that is none",
            advice: "`troth explain` with the same names says which; they stand in troth.yaml, and a country has two letters",
          },
        ],
  );

/** What went out of somebody who was erased since is nothing of whoever has their id now. */
async function faultsOfErased(
  inst: Installation,
  tx: Tx,
  judged: readonly JudgedDisclosure[],
): Promise<readonly DisclosureFault[]> {
  const hashes = judged.flatMap(({ person }) => person?.hash ?? []);
  const erased = await erasedUntil(inst, tx, hashes);
  return judged.flatMap(({ ask, at, person, index }) =>
    ask.done && at <= (erased.get(person?.hash ?? "") ?? Number.NEGATIVE_INFINITY)
      ? [
          {
            path: place(index, ".at"),
            code: "erased" as const,
            says: "whom it is about was erased since it happened",
            advice: "leave it: of them nothing is kept, and who received their data was told of the erasure",
          },
        ]
      : [],
  );
}

function faultsOfIds(asks: readonly DisclosureAsk[]): readonly DisclosureFault[] {
  const seen = new Map<string, string>();
  return asks.flatMap((ask, index) => {
    const told = hashOfTold(ask);
    const had = seen.get(ask.id);
    seen.set(ask.id, told);
    return had === undefined
      ? []
      : [
          {
            path: place(index, ".id"),
            code: "twice" as const,
            says: "another disclosure of this batch has the same id",
            advice: "give each an id of its own",
          },
        ];
  });
}

const otherContent = (index: number): DisclosureFault => ({
  path: place(index, ".id"),
  code: "other-content",
  says: "a disclosure with this id was told before, with another content",
  advice: "what is told stays as it is: give this one an id of its own",
});

/** What was told before: the hash of it, and the rule that it was against. */
interface ToldDisclosure {
  readonly told: string;
  readonly against?: string | undefined;
}

/** What of a batch was told before, by its ids. Somebody else's, or of somebody who was forgotten, is told with another content. */
async function toldBefore(
  inst: Installation,
  tx: Tx,
  asks: readonly DisclosureAsk[],
): Promise<ReadonlyMap<string, ToldDisclosure>> {
  const byHash = new Map(asks.map((ask) => [hashOfDisclosureId(inst, ask.id), ask]));
  const rows = await disclosuresById(tx, [...byHash.keys()]);
  const people = new Map<string, string>();
  const found = new Map<string, ToldDisclosure>();
  for (const row of rows) {
    const ask = byHash.get(row.id_hash);
    if (ask === undefined) continue;
    const isTheirs = hashOfSubject(inst, { kind: "person", id: ask.person }) === row.subject;
    const owner = people.get(row.subject) ?? row.person_id;
    people.set(row.subject, owner);
    if (!isTheirs || !(await inst.keys.has({ person: owner }))) found.set(ask.id, { told: "" });
    else {
      const { told, against } = await inst.keys.unlock({ person: owner }, (key) => openDisclosure(key, row));
      found.set(ask.id, { told, against });
    }
  }
  return found;
}
