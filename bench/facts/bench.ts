// npm run bench -- facts: what it takes to tell of people of whom nothing was known, and what of it their keys are.
import { randomUUID } from "node:crypto";
import { tellFacts } from "../../packages/server/src/facts/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { anyLink, makeToldWorkshop } from "../../test/support/told-workshop.ts";
import type { BenchResult } from "../bench.ts";
import { interleave } from "../interleave.ts";

const ROUNDS = 5;
const AT_ONCE = 500;
const ONE_BY_ONE = 50;
/** As many facts as one call may tell. */
const BATCH = 1_000;
const GROWTH = [1_000, 2_000, 4_000] as const;

/** Keys in a batch against keys one by one; then facts of new people, of more and more of them on top of those before. */
export async function run(): Promise<BenchResult> {
  const told = await makeToldWorkshop("pglite");
  try {
    const { keys } = told.inst;
    const made = await interleave({
      rounds: ROUNDS,
      ours: () => timed(AT_ONCE, async () => (await keys.ensureAll(newPeople(AT_ONCE))).letGo()),
      peers: {
        oneByOne: () =>
          timed(ONE_BY_ONE, async () => {
            for (const person of newPeople(ONE_BY_ONE)) await keys.ensure({ person });
          }),
      },
    });
    const each = new Map<number, number>();
    for (const people of GROWTH) each.set(people, await timed(people, () => tellOf(told.inst, people)));
    const of = (people: number): number => each.get(people) ?? Number.NaN;
    const [least = 0] = GROWTH;
    const most = GROWTH.at(-1) ?? 0;
    return {
      ratios: made.ratios,
      figures: {
        keyInABatchMs: made.oursMs,
        keyAloneMs: made.peersMs.oneByOne ?? Number.NaN,
        factsOf1000NewPeopleMs: of(1_000) * 1_000,
        factsOfANewPersonMs: Object.fromEntries(GROWTH.map((people) => [people, of(people)])),
        costOf4000Over1000: of(most) / of(least),
      },
      targets: { oneByOne: ">= 5", costOf4000Over1000: "<= 1.5" },
      notes: [
        `wall time a person: keys ${AT_ONCE} at once and ${ONE_BY_ONE} one by one in turns; then one fact each of 1,000, 2,000 and 4,000 more people, ${BATCH} a call`,
        "PGlite and the key files on one disk; what else uses the disk counts, and the ratio is taken within a round",
      ],
    };
  } finally {
    await told.close();
  }
}

const newPeople = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());

async function tellOf(inst: Installation, people: number): Promise<void> {
  const facts = newPeople(people).map((person) => ({
    ...{ id: randomUUID(), at: "2026-01-02T00:00:00Z", origin: "bench" },
    ...{ kind: "born", person, day: "1990-05-01" },
  }));
  for (let from = 0; from < facts.length; from += BATCH) {
    const answer = await tellFacts(inst, { facts: facts.slice(from, from + BATCH), by: "bench" }, anyLink);
    if (answer.kind !== "told" || answer.accepted !== Math.min(BATCH, facts.length - from)) throw new Error("not all was taken");
  }
}

/** Milliseconds for each of so many. */
async function timed(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / count;
}
