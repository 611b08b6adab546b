// What the page of choices shows of channels and topics is what decisions go by.
import { offerChoices } from "@troth/core/consent";
import { decideNaively, type Question } from "@troth/core/decisions";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chanceOf } from "./decisions/chance.ts";
import { AROUND, randomWorld } from "./decisions/random-facts.ts";
import { randomProgram } from "./decisions/random-program.ts";

const RUNS = Number(process.env.TROTH_PROPERTY_RUNS ?? 60);

test("a part that the page shows unticked is denied, whatever else is said; one that it shows ticked is not denied for that", () => {
  const seen = { refused: 0, free: 0, ended: 0 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const chance = chanceOf(seed);
      const program = randomProgram(chance);
      const { people, clients, notices } = randomWorld(chance, program);
      for (const [person, account] of Object.entries(people)) {
        const known = { person: account, browser: undefined, clients, notices, stale: false, now: AROUND };
        for (const { purpose, parts, partsEnd } of offerChoices(program, { account, gpc: false }, known).choices) {
          const [data] = purpose.uses;
          if (data === undefined) continue;
          const ask = (part: Partial<Question>) =>
            decideNaively(program, { person, purpose: purpose.id, data: [data.id], ...part }, known);
          const channels = purpose.channels.map((channel) => ({ channel }));
          const topics = Object.keys(purpose.topics).map((topic) => ({ topic }));
          const isRefused = (one: object) =>
            parts.some(({ part, refused }) => refused && JSON.stringify(part) === JSON.stringify(one));
          for (const channel of channels.length > 0 ? channels : [{}])
            for (const topic of topics.length > 0 ? topics : [{}]) {
              const { allowed, rule } = ask({ ...channel, ...topic });
              const refused = isRefused(channel) || isRefused(topic);
              seen[refused ? "refused" : "free"]++;
              if (partsEnd !== undefined) seen.ended++;
              if (refused || partsEnd !== undefined) expect(allowed).toBe(false);
              else if (channels.length > 0) expect(rule).not.toBe("part-refused");
            }
        }
      }
    }),
    { numRuns: RUNS },
  );
  for (const [which, count] of Object.entries(seen)) expect(count, which).toBeGreaterThan(20);
});
