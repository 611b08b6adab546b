import { afterAll, beforeAll, expect, test } from "vitest";
import { type Callbook, INES, makeCallbook } from "./support/callbook.ts";
import type { Copy, Row } from "./support/company.ts";

let book: Callbook;
const copies: Record<string, Copy> = {};
let byDevice: { code: string; dataset?: string; blocks: boolean }[];
let asked: string;
let shown: string;
/** What a number of a machine alone does not lead to: the officer decides about it. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  device: ["desk/customers", "desk/downloads", "desk/events"],
  installation: ["desk/customers", "desk/access_log"],
};
let before: Record<string, Row[]>;
let after: Record<string, Row[]>;
const others = () => ({
  access_log: book.company.sql("select * from access_log where device_id <> 'dev-a1b2c3'"),
  downloads: book.company.sql("select * from downloads where installation_id <> 'inst-7f3a9c'"),
  events: book.company.sql("select * from events where payload not like '%inst-7f3a9c%'"),
  customers: book.company.sql("select * from customers where id <> 1"),
});
beforeAll(async () => {
  book = await makeCallbook();
  const { company } = book;
  for (const [kind, subject] of Object.entries(INES)) {
    if (kind === "email") continue;
    copies[kind] = company.copyOf((await company.carryOut("access", subject, ELSEWHERE[kind])).request);
  }
  const blind = await company.run("plan", "erasure", "--subject", INES.device, "--json");
  byDevice = (JSON.parse(blind.stdout) as { findings: { code: string; dataset?: string; blocks: boolean }[] }).findings;
  asked = (await company.run("request", "erasure", "--subject", INES.device)).stdout;
  before = others();
  await company.carryOut("erasure", INES.device, ELSEWHERE.device);
  const last = await company.carryOut("erasure", INES.installation, ELSEWHERE.installation);
  shown = last.shown;
  after = others();
}, 240_000);
afterAll(() => book?.remove());

const rowsOf = (kind: string, dataset: string): readonly Row[] =>
  (copies[kind]?.data ?? []).filter((part) => part.dataset === dataset).flatMap((part) => part.rows);
const fieldOf = (kind: string, dataset: string, column: string) =>
  copies[kind]?.data.find((part) => part.dataset === dataset)?.fields[column];

test("a device is a category, and whoever names theirs gets what its log says", () => {
  expect(fieldOf("device", "access_log", "device_id")?.categories).toEqual(["device.id"]);
  expect(rowsOf("device", "access_log").map(({ ip, path }) => `${ip} ${path}`)).toEqual([
    "203.0.113.8 /start",
    "203.0.113.9 /help",
  ]);
});

test("an installation is a category, and finds the downloads that carry its number", () => {
  expect(fieldOf("installation", "downloads", "installation_id")?.categories).toEqual(["device.installation-id"]);
  expect(rowsOf("installation", "downloads").map(({ build }) => build)).toEqual(["4.2", "4.3"]);
});

test("an installation is found inside the JSON of analytics too", () => {
  expect(rowsOf("installation", "events").map(({ name }) => name)).toEqual(["opened", "crashed"]);
});

test("an erasure by such a number takes those rows, and no other row changes", () => {
  expect(book.company.sql("select id from access_log")).toEqual([{ id: 3 }]);
  expect(book.company.sql("select id from downloads")).toEqual([{ id: 2 }]);
  expect(book.company.sql("select id from events")).toEqual([{ id: 2 }]);
  expect(after).toEqual(before);
});

test("a number alone leads to nobody among the customers: that is said, and somebody decides before anything is done", () => {
  expect(byDevice.filter((one) => one.code === "unreached").map(({ dataset, blocks }) => [dataset, blocks])).toEqual([
    ["customers", true],
    ["downloads", false],
    ["events", false],
  ]);
  expect(asked).toContain("this plan cannot be approved until that is mended");
  expect(asked).not.toMatch(/troth approve R-/);
  expect(shown).toMatch(/R-\d{4}\s+erasure\s+done\b/);
  expect(shown).toMatch(/✓ desk\s+4 deleted, 0 changed, 0 remain/);
});
