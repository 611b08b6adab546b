import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { openStorage } from "../../packages/server/src/storage/index.ts";
import { makeDatabase, testPostgres } from "../support/storages.ts";
import { type Company, readableIn } from "./support/company.ts";
import { MIRA, makeFernway, rowsOfMira, secretsOfMira } from "./support/fernway.ts";

/** Everything that the club knows her by, and everything that she wrote. */
const valuesOf = (fresh: Company): string[] => [
  ...secretsOfMira(fresh),
  ...["members", "notes", "orders"].flatMap((dataset) =>
    rowsOfMira(fresh, dataset).flatMap((row) =>
      Object.values(row)
        .filter((value) => typeof value === "string" && value.length > 10)
        .map(String),
    ),
  ),
];

/** An erasure as far as it gets: the mailer is not told yet, so that the request, its journal and its tombstones are all there. */
async function erased(
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly company: Company; readonly values: string[] }> {
  const fresh = makeFernway({ env });
  const values = valuesOf(fresh);
  await fresh.done("store", "live", "club");
  const { shown } = await fresh.carryOut("erasure", MIRA);
  if (!/erasure {2}open/.test(shown)) throw new Error(`the erasure is not open: ${shown}`);
  return { company: fresh, values };
}

let company: Company;
let values: string[];
beforeAll(async () => {
  ({ company, values } = await erased());
});
afterAll(() => company.remove());

test("nothing about her can be read in any file that Troth keeps", () => {
  const files = company.homeFiles();
  expect(values.length).toBeGreaterThan(12);
  expect([...files.values()].some((bytes) => bytes.includes("tombstone"))).toBe(true);
  expect(readableIn(files, values)).toEqual([]);
});

test("nothing about her can be read in any table of Troth's own database", async () => {
  const tables = await dumped(company.home);
  expect([...tables.keys()].join(" ")).toMatch(/privacy_request.*store_run.*tombstone/);
  expect(readableIn(tables, values)).toEqual([]);
});

// The same promise where Troth's own database is a server. Without a server it is kept by what is above.
if (testPostgres !== undefined) {
  test("nothing about her can be read in any table of Troth's own PostgreSQL", async () => {
    const place = await makeDatabase();
    const remote = await erased({ TROTH_DATABASE_URL: place.databaseUrl });
    try {
      const tables = await dumped(remote.company.home, place.databaseUrl);
      expect([...tables.keys()].join(" ")).toMatch(/privacy_request.*store_run.*tombstone/);
      expect(readableIn(new Map([...tables, ...remote.company.homeFiles()]), remote.values)).toEqual([]);
    } finally {
      remote.company.remove();
      await place.remove();
    }
  });
}

/**
 * Every cell of every table, as bytes. A file would not do: what is long lies there compressed, so that a value in the
 * clear could not be seen in it.
 */
async function dumped(home: string, databaseUrl?: string): Promise<ReadonlyMap<string, Buffer>> {
  const storage = await openStorage({ home, databaseUrl, surroundings: systemSurroundings() });
  try {
    const { rows: tables } = await storage.executeSql(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1",
    );
    const dumps = new Map<string, Buffer>();
    for (const { name } of tables as { name: string }[]) {
      const { rows } = await storage.executeSql(`select * from ${name}`);
      const cells = (rows as Record<string, unknown>[]).flatMap((row) => Object.values(row));
      dumps.set(
        name,
        Buffer.concat(
          cells.map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell) : Buffer.from(JSON.stringify(cell) ?? ""))),
        ),
      );
    }
    return dumps;
  } finally {
    await storage.close();
  }
}

test("in rows that stay, pseudonym, empty field and constant stand where she stood", () => {
  const [order, gift, other] = company.sql("select * from orders order by id");
  expect(order).toMatchObject({ buyer_id: null, bill_mail: null, gift_note: null, greeting: "-", total_cents: 4200 });
  expect(order?.bill_name).toMatch(/^(?!.*(mira|quell)).{8,}$/i);
  expect(gift).toMatchObject({ giver_id: null, bill_name: "Tam Okoro", gift_note: "from your walking friend" });
  expect(other).toMatchObject({ bill_name: "Lio Brandt", greeting: "Hello", total_cents: 350 });
});

test("of texts that stay her values alone are taken out, and what was exact is coarse", () => {
  const [order, gift] = company.sql("select remark, paid_from, zip from orders order by id");
  expect(order).toEqual({ remark: "Ring for [redacted] ([redacted]) at the Canada gate", paid_from: "203.0.113.0", zip: "D04" });
  // Another's order, which only mentions her.
  expect(gift).toEqual({ remark: "Mira Quellbrunn sent him", paid_from: "203.0.113.82", zip: "D05 A1B2" });
});

test("a strategy that its column cannot take is refused, with the line", async () => {
  const unfit = {
    "a number as pseudonym": [
      "total_cents: { is: payment.transaction, erasure: keep }",
      "total_cents: { is: payment.transaction, erasure: pseudonym }",
    ],
    "a required text emptied": [
      "bill_name: { is: name.full, erasure: pseudonym }",
      "bill_name: { is: name.full, erasure: clear }",
    ],
    "a number cut short": [
      "total_cents: { is: payment.transaction, erasure: keep }",
      "total_cents: { is: payment.transaction, erasure: { truncate: 2 } }",
    ],
    "a coarseness that nothing knows": ["erasure: { generalize: network }", "erasure: { generalize: planet }"],
    "one constant in a unique column": ["email: contact.email\n", "email: { is: contact.email, erasure: { constant: gone } }\n"],
  } as const;
  for (const [name, edit] of Object.entries(unfit)) {
    const program = company.variant("unfit.yaml", edit);
    const { status, stdout } = await company.run("check", "--live", "--json", "--program", program);
    const { findings } = JSON.parse(stdout) as { findings: readonly { code: string; level: string; place?: { line: number } }[] };
    const errors = findings.filter((finding) => finding.level === "error");
    expect({ name, status, errors }).toMatchObject({
      name,
      status: 1,
      errors: [{ code: "strategy", place: { line: expect.any(Number) } }],
    });
  }
});
