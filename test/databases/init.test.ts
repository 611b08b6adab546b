// `troth init` on databases that other people made: what it proposes, and how much is left to a person. Prints the figures.
import { describe, expect, it } from "vitest";
import { skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { DRAFTED, type Drafted, type FirstProgram, HELD_OUT, HONESTLY, hasHeldOut } from "./first-programs.ts";

const line = (of: Drafted, first: FirstProgram): string =>
  [
    of.name.padEnd(28),
    of.seen.padEnd(9),
    `foreign keys ${first.keys.length - first.missed.length}/${first.keys.length}`.padEnd(20),
    `precision ${first.precision.toFixed(2)}`,
    `recall ${first.recall.toFixed(2)}`,
    `edits until \`check\` passes ${first.errors.length}`,
    `until it says what a person wrote ${first.edits}`,
  ].join("  ");

/** Floors, so that a change that makes guesses worse is seen. */
interface Floor {
  readonly keys: number;
  readonly precision: number;
  readonly recall: number;
  readonly edits: number;
}

const FLOORS: Readonly<Record<string, Floor>> = {
  "Chinook on SQLite": { keys: 11, precision: 0.9, recall: 0.9, edits: 20 },
  "Chinook on PostgreSQL": { keys: 11, precision: 0.9, recall: 0.9, edits: 20 },
  "Sakila on PostgreSQL": { keys: 22, precision: 0.9, recall: 0.9, edits: 30 },
  "Fat Free CRM on PostgreSQL": { keys: 2, precision: 0.75, recall: 0.6, edits: 85 },
};

function suite(of: Drafted): void {
  const floor = FLOORS[of.name];
  it(`proposes a line for every foreign key of ${of.name}, and what it drafts passes \`check\``, async () => {
    const first = await of.draft();
    console.info(line(of, first));
    expect(first.missed).toEqual([]);
    expect(first.errors).toEqual([]);
    expect(first.keys).toHaveLength(floor?.keys ?? -1);
    expect(first.precision).toBeGreaterThanOrEqual(floor?.precision ?? 1);
    expect(first.recall).toBeGreaterThanOrEqual(floor?.recall ?? 1);
    expect(first.edits).toBeLessThanOrEqual(floor?.edits ?? 0);
  });
}

describe("a first program", () => {
  console.info(HONESTLY);
  for (const of of DRAFTED.filter((one) => !one.needsPostgres)) suite(of);
});

describe.skipIf(testPostgres === undefined)(`a first program on PostgreSQL${skippedWithoutPostgres}`, () => {
  for (const of of DRAFTED.filter((one) => one.needsPostgres)) suite(of);
  describe.skipIf(!hasHeldOut)(`held out${hasHeldOut ? "" : " (skipped: ../shared is not here)"}`, () => suite(HELD_OUT));
});
