import { setImmediate, setTimeout as wait } from "node:timers/promises";
import type { Fact } from "@troth/core/facts";
import { type FactsPort, keepFacts, type PlacedFault, placeFacts } from "../facts/index.ts";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";

/** What became of a choice. `conflict`: it stands otherwise by now; nothing of it was kept. */
export type TakenConsent = { readonly kind: "kept" } | { readonly kind: "conflict"; readonly fault: PlacedFault };

interface Waiting {
  readonly facts: readonly Fact[];
  readonly settle: (taken: TakenConsent) => void;
  readonly fail: (error: unknown) => void;
}

interface Intake {
  readonly waiting: Waiting[];
  /** Transactions under way, and the choices in them. */
  running: number;
  choices: number;
  /** One that is about to take what waits. */
  isStarting: boolean;
  /** What is kept is getting its places in the ledger's tree and in the feed. */
  placing: Promise<unknown>;
  /** Somebody is about to give them: to all that is kept by then. */
  isPlacing: boolean;
  /** When they were given last, in milliseconds of the process. */
  placedAt: number;
}

/** While two wait for the database and for the keys, another is made ready. */
const MOST_RUNNING = 3;

/** More in one transaction would make those in it wait longer than they save. */
const MOST_TOGETHER = 200;

/** Places are given no more often, in milliseconds: they cost the same for many. A choice must be everywhere within a second. */
const PLACED_EVERY = 200;
const BY = "banner";

const intakes = new WeakMap<Installation, Intake>();

/**
 * Keeps a choice, all of its facts or none; resolves once it is durable, with its ledger entry, whose place in the tree follows. Choices that come in while a
 * transaction runs share the next one, so that many cost little more than one.
 */
export function takeConsent(inst: Installation, facts: readonly Fact[], port: FactsPort): Promise<TakenConsent> {
  const intake = intakes.get(inst) ?? newIntake();
  intakes.set(inst, intake);
  return new Promise((settle, fail) => {
    intake.waiting.push({ facts, settle, fail });
    if (isTime(intake)) void takeNext(inst, intake, port);
  });
}

const newIntake = (): Intake => ({
  ...{ waiting: [], running: 0, choices: 0, isStarting: false },
  ...{ placing: Promise.resolve(), isPlacing: false, placedAt: Number.NEGATIVE_INFINITY },
});

/** A transaction costs the same for one as for many: what is few beside those under way waits for them. */
const isTime = ({ waiting, running, choices, isStarting }: Intake): boolean =>
  !isStarting && running < MOST_RUNNING && waiting.length > 0 && waiting.length * 2 >= choices;

async function takeNext(inst: Installation, intake: Intake, port: FactsPort): Promise<void> {
  intake.isStarting = true;
  // Whose call is read in the same turn comes along.
  await setImmediate();
  intake.isStarting = false;
  const batch = intake.waiting.splice(0, MOST_TOGETHER);
  intake.running += 1;
  intake.choices += batch.length;
  try {
    await keep(inst, { intake, batch, port });
  } catch (error) {
    for (const { fail } of batch) fail(error);
  }
  intake.running -= 1;
  intake.choices -= batch.length;
  // Not waited for: while there is no end to what comes in, each would wait for all after it.
  if (isTime(intake)) void takeNext(inst, intake, port);
}

/** Resolves once all that was kept so far has its places: whoever closes the installation waits for that. */
export const choicesPlaced = async (inst: Installation): Promise<void> => {
  await intakes.get(inst)?.placing;
};

async function placeSoon(inst: Installation, intake: Intake): Promise<void> {
  intake.isPlacing = true;
  await wait(Math.max(0, intake.placedAt + PLACED_EVERY - performance.now()));
  intake.isPlacing = false;
  intake.placedAt = performance.now();
  await placeFacts(inst).catch((error) => log.error("what was chosen is kept, and has no place in the feed yet", error));
}

/** All in one transaction; one that is refused leaves, and the others are told again without it. */
async function keep(
  inst: Installation,
  { intake, batch, port }: { readonly intake: Intake; readonly batch: readonly Waiting[]; readonly port: FactsPort },
): Promise<void> {
  let left = batch;
  while (left.length > 0) {
    const facts = left.flatMap((one) => one.facts);
    const told = await keepFacts(inst, { facts, areRead: true, by: BY, own: true }, port);
    if (told.kind === "kept") {
      for (const { settle } of left) settle({ kind: "kept" });
      // Whoever chose need not wait for it: it is kept, and each answer from now on goes by it.
      if (!intake.isPlacing) intake.placing = placeSoon(inst, intake);
      return;
    }
    const whose = left.flatMap((one) => one.facts.map(() => one));
    const faults = new Map(told.faults.map((fault) => [whose[Number(/^facts\[(\d+)\]/.exec(fault.path)?.[1])], fault]));
    const stays: Waiting[] = [];
    for (const one of left) {
      const fault = faults.get(one);
      if (fault === undefined) stays.push(one);
      else one.settle({ kind: "conflict", fault });
    }
    if (stays.length === left.length) throw new Error("bug: a batch of choices was refused for none of them");
    left = stays;
  }
}
