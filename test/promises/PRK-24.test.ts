import { renameSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideFinding, type FindingView, lookForFindings, openFindings } from "../../packages/server/src/findings/index.ts";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import { makeWorkshop, type Workshop } from "../support/workshop.ts";

// On 19 June 2026 the United Kingdom's law began to ask for more; nothing of the Regulation's changed.
const BEFORE = "2026-06-10T09:00:00Z";
const AFTER = "2026-06-20T09:00:00Z";

let shop: Workshop;
let now = BEFORE;
const lists: Record<string, readonly FindingView[]> = {};

async function within<T>(use: (inst: Installation) => Promise<T>): Promise<T> {
  const inst = await openInstallation({
    home: shop.home,
    programFile: shop.program,
    env: shop.env,
    surroundings: { ...systemSurroundings(), now: () => Date.parse(now) },
  });
  try {
    return await use(inst);
  } finally {
    await inst.close();
  }
}
const look = async (): Promise<readonly FindingView[]> =>
  within(async (inst) => {
    await lookForFindings(inst);
    return openFindings(inst);
  });
const entries = async (kind: string): Promise<readonly string[]> =>
  within(async (inst) => {
    const { rows } = await inst.storage.executeSql(`select body from entry where kind = '${kind}'`);
    return rows.map((row) => String(row.body));
  });

beforeAll(async () => {
  shop = makeWorkshop();
  shop.edit("laws: [gdpr]", "laws: [gdpr, uk-gdpr]");
  lists.first = (await look()).filter(({ kind }) => kind === "law");
  now = AFTER;
  lists.changed = (await look()).filter(({ kind }) => kind === "law");
  lists.again = (await look()).filter(({ kind }) => kind === "law");
  shop.sql("alter table messages add column shoe_size text");
  lists.drifted = (await look()).filter(({ says }) => says.includes("shoe_size"));
}, 120_000);
afterAll(() => shop?.remove());

test("what a law began to say reaches the list with its article and the part of the notice that it touches", () => {
  expect(lists.first).toEqual([]);
  const told = lists.changed?.find(({ says }) => says.includes("complaint-controller, complaint-authority"));
  expect(told?.says).toMatch(/^UK GDPR Art\. 12\(4\), since 2026-06-19: a letter of refusal tells/);
  expect(told?.touches).toEqual([{ part: "requests" }]);
  const right = lists.changed?.find(({ says }) => says.includes("right: complaint-to-controller"));
  expect(right?.touches).toEqual([{ part: "rights" }]);
  expect(lists.changed?.some(({ says }) => says.includes("UK GDPR Art. 12(4), until 2026-06-18"))).toBe(true);
});

test("a column that the program does not have reaches the list with the line of its dataset", () => {
  expect(lists.drifted).toHaveLength(1);
  const [{ place } = { place: undefined }] = lists.drifted?.[0]?.touches ?? [];
  expect([place?.file.endsWith("troth.yaml"), typeof place?.line]).toEqual([true, "number"]);
});

test("each is told once, and stays open until it is decided, on record", async () => {
  expect(lists.again?.map(({ id }) => id)).toEqual(lists.changed?.map(({ id }) => id));
  const id = lists.changed?.[0]?.id ?? "";
  expect((await entries("finding.opened")).filter((body) => body.includes(id))).toHaveLength(1);
  expect(await within((inst) => decideFinding(inst, { id, decision: "nothing-to-do" }))).toEqual({ id });
  expect(await within((inst) => decideFinding(inst, { id, decision: "changed" }))).toBeUndefined();
  expect((await look()).map((one) => one.id)).not.toContain(id);
  expect(await entries("finding.decided")).toHaveLength(1);
});

test("a store that is away takes nothing off the list", async () => {
  renameSync(shop.database, `${shop.database}.away`);
  const away = await within(lookForFindings);
  renameSync(`${shop.database}.away`, shop.database);
  expect(Object.keys(away.unreachable)).toEqual(["shop"]);
  expect((await within(openFindings)).filter(({ says }) => says.includes("shoe_size"))).toHaveLength(1);
});

test("a drift that is put right leaves the list, and one that comes back is open again", async () => {
  shop.sql("alter table messages drop column shoe_size");
  expect((await look()).filter(({ says }) => says.includes("shoe_size"))).toEqual([]);
  shop.sql("alter table messages add column shoe_size text");
  expect((await look()).filter(({ says }) => says.includes("shoe_size"))).toHaveLength(1);
});
