// `troth links suggest` on databases whose links are known: what it finds, and that it goes on finding it. Prints the figures.
import { describe, expect, it } from "vitest";
import { skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { hasCrm, KNOWN, type KnownLinks, suggestFor } from "./suggested-links.ts";

interface Floor {
  readonly wanted: number;
  readonly precision: number;
  readonly recall: number;
  readonly kind: number;
}

/** A little below what was measured, so that a change that makes suggestions worse is seen. */
const FLOORS: Readonly<Record<string, Floor>> = {
  Chinook: { wanted: 4, precision: 1, recall: 1, kind: 1 },
  "Chinook without keys": { wanted: 4, precision: 1, recall: 1, kind: 1 },
  Harbour: { wanted: 24, precision: 0.95, recall: 0.95, kind: 0.95 },
  "Harbour without keys": { wanted: 24, precision: 0.9, recall: 0.9, kind: 0.8 },
  Sakila: { wanted: 6, precision: 1, recall: 1, kind: 1 },
  "Sakila without keys": { wanted: 6, precision: 1, recall: 1, kind: 1 },
  Koperasi: { wanted: 17, precision: 0.94, recall: 0.94, kind: 0.94 },
  Pasar: { wanted: 19, precision: 0.94, recall: 0.89, kind: 0.88 },
};

function suite(known: KnownLinks): void {
  const floor = known.name === "Fat Free CRM with rows" ? CRM : FLOORS[known.name];
  it(`finds the links of ${known.name} (${known.seen})`, async () => {
    const found = await suggestFor(known);
    const figures = `precision ${found.precision.toFixed(2)}  recall ${found.recall.toFixed(2)}  kinds ${found.kind.toFixed(2)}`;
    console.info(`${known.name.padEnd(24)} ${known.seen.padEnd(9)} links ${found.right}/${found.wanted}  ${figures}`, found.list);
    expect(found.unseen).toEqual([]);
    expect(found.wanted).toBe(floor?.wanted);
    expect(found.precision).toBeGreaterThanOrEqual(floor?.precision ?? 1);
    expect(found.recall).toBeGreaterThanOrEqual(floor?.recall ?? 1);
    expect(found.kind).toBeGreaterThanOrEqual(floor?.kind ?? 1);
  });
}

/** From ../shared, so that it is not always there. */
const CRM: Floor = { wanted: 45, precision: 0.88, recall: 0.88, kind: 0.78 };

const held = KNOWN.filter((one) => FLOORS[one.name] !== undefined);

describe("suggested links", () => {
  it("are measured on every database that has a floor", () => {
    expect(held.map((one) => one.name).sort()).toEqual(Object.keys(FLOORS).sort());
  });
  for (const known of held.filter((one) => one.connector === "sqlite")) suite(known);
});

describe.skipIf(testPostgres === undefined)(`suggested links on PostgreSQL${skippedWithoutPostgres}`, () => {
  for (const known of held.filter((one) => one.connector === "postgres")) suite(known);
  describe.skipIf(!hasCrm)(`of ../shared${hasCrm ? "" : " (skipped: it is not here)"}`, () => {
    for (const known of KNOWN.filter((one) => one.name === "Fat Free CRM with rows")) suite(known);
  });
});
