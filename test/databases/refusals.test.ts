// What other people's schemas make impossible must be refused by a plan, by name, before a row is touched.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { openTroth, type Subject } from "./erase.ts";
import { SHOPS, type Shop } from "./shops.ts";

const folder = mkdtempSync(join(tmpdir(), "troth-refusals-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A shop whose program says something else in places. */
function saying(name: string, edits: readonly (readonly [from: string, to: string])[]): Shop {
  const shop = SHOPS.find((one) => one.name === name);
  if (shop === undefined) throw new Error(`no shop ${name}`);
  let text = readFileSync(shop.program, "utf8");
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`the program does not say: ${from}`);
    text = text.replaceAll(from, to);
  }
  const program = join(folder, `${edits.length}-${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(program, text);
  return { ...shop, program };
}

/** The findings that forbid an approval; and the database is as it was. */
async function refusals(shop: Shop, subject: Subject): Promise<readonly string[]> {
  const copy = await shop.fresh();
  const troth = await openTroth(shop);
  try {
    const before = await copy.snapshot();
    const found = await troth.refusals(copy, [subject]);
    expect(await copy.snapshot(before)).toEqual(before);
    return found;
  } finally {
    await troth.close();
    await copy.drop();
  }
}

const MANAGER = { kind: "email", value: "Mike.Hillyer@sakilastaff.com" };
const STAFF_GOES = [
  "        identity: { account: staff_id, email: email }\n        erasure: fields\n",
  "        identity: { account: staff_id, email: email }\n",
] as const;

describe.skipIf(testPostgres === undefined)(`Sakila refuses${skippedWithoutPostgres}`, () => {
  const keeping = "Sakila on PostgreSQL keeps its books";

  it("to delete a manager whom the store must point at", async () => {
    const found = await refusals(saying(keeping, [STAFF_GOES]), MANAGER);
    expect(found).toContain("kept-parent store.manager_staff_id");
  });

  it("to clear pointers that may not be null", async () => {
    const found = await refusals(saying(keeping, [[", erasure: keep }, address_id", " }, address_id"]]), MANAGER);
    expect(found).toContain("strategy store.manager_staff_id");
  });

  it("to delete rentals that kept payments must point at, whatever ON DELETE SET NULL says", async () => {
    const rentalsGo = ["      rental:\n        erasure: fields\n", "      rental:\n"] as const;
    const found = await refusals(saying(keeping, [rentalsGo]), { kind: "email", value: "MARY.SMITH@sakilacustomer.org" });
    expect(found).toContain("kept-parent payment.rental_id");
  });
});

describe("Chinook refuses", () => {
  it("to erase two people because a customer and an employee have the same number", async () => {
    const found = await refusals(saying("Chinook on SQLite keeps its books", []), { kind: "account", value: "1" });
    expect([...found].sort()).toEqual(["ambiguous Customer.CustomerId", "ambiguous Employee.EmployeeId"]);
  });

  it("to pass over the other people, once the dataset of the number is named", async () => {
    const shop = saying("Chinook on SQLite keeps its books", []);
    expect(await refusals(shop, { kind: "account@Customer", value: "1" })).toEqual(["unreached Employee.undefined"]);
    expect(await refusals(shop, { kind: "account@Employee", value: "1" })).toEqual(["unreached Customer.undefined"]);
  });
});
