// What the page of choices shows is what decisions go by: of purposes, and of their channels and topics.
import { offerChoices } from "@troth/core/consent";
import { decideNaively, type Question } from "@troth/core/decisions";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chanceOf } from "./decisions/chance.ts";
import { AROUND, randomWorld } from "./decisions/random-facts.ts";
import { randomProgram } from "./decisions/random-program.ts";

/** CI: a fixed seed and so many programs; `npm run full` sets TROTH_PROPERTY_RUNS and lets the seed be random. */
const RUNS = Number(process.env.TROTH_PROPERTY_RUNS ?? 60);
const SEED = Number(
  process.env.TROTH_SEED ?? (process.env.TROTH_PROPERTY_RUNS === undefined ? "20261201" : Date.now() % 2 ** 31),
);

/** Rows of the table that deny by what somebody said, or did not, or may not yet say. */
const THEIR_WORD: readonly string[] = ["minor", "consent", "objection", "opt-out"];

const TITLE =
  "what the page shows as off is denied, and what it shows as on is denied for no word of theirs; a part that the page shows unticked is denied, whatever else is said; one that it shows ticked is not denied for that";

test(`${TITLE} (${RUNS} programs, seed ${SEED})`, { timeout: 3_600_000 }, () => {
  const seen = { refused: 0, free: 0, ended: 0, on: 0, off: 0 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const chance = chanceOf(seed);
      const program = randomProgram(chance);
      const { people, clients, notices } = randomWorld(chance, program);
      for (const [person, account] of Object.entries(people)) {
        const known = { person: account, browser: undefined, clients, notices, stale: false, now: AROUND };
        for (const offered of offerChoices(program, { account, gpc: false }, known).choices) {
          const { purpose, parts, partsEnd } = offered;
          const [data] = purpose.uses;
          if (data === undefined) continue;
          const ask = (part: Partial<Question>) =>
            decideNaively(program, { person, purpose: purpose.id, data: [data.id], ...part }, known);
          // What a yes covers is data by data, and the page lists that apart.
          const whole = decideNaively(program, { person, purpose: purpose.id, data: [data.id] }, { ...known, notices: {} });
          seen[offered.yes ? "on" : "off"]++;
          if (!offered.yes && !purpose.approves) expect(whole.allowed, `${purpose.id}: off, and done`).toBe(false);
          else if (offered.yes && parts.length === 0 && purpose.uses.every(({ form }) => form !== "consent"))
            expect(THEIR_WORD).not.toContain(whole.rule);
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
    { numRuns: RUNS, seed: SEED },
  );
  for (const [which, count] of Object.entries(seen)) expect(count, which).toBeGreaterThan(20);
});
