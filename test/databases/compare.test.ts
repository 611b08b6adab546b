// The comparer judged: erasures written by hand that are right pass, and each seeded mistake is named.
import Sqlite from "libsql";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  type FreshPostgres,
  type FreshSqlite,
  freshChinookSqlite,
  freshSakilaPostgres,
  skippedWithoutPostgres,
  testPostgres,
} from "../support/databases.ts";
import * as chinook from "./chinook/expected.ts";
import { inSqlite } from "./chinook/expected.ts";
import { compareErasure } from "./compare.ts";
import * as sakila from "./sakila/expected.ts";
import { type Snapshot, snapshotPostgres, snapshotSqlite } from "./snapshot.ts";

const CLEARED_CUSTOMER = `
  UPDATE Customer SET FirstName = 'e-1f0c93a7', LastName = 'Erased', Email = 'e-77b2@erased.example', Company = NULL, Address = NULL,
         City = NULL, State = NULL, PostalCode = NULL, Phone = NULL, Fax = NULL WHERE CustomerId = 5;`;
const CLEARED_INVOICES = `
  UPDATE Invoice SET BillingAddress = NULL, BillingCity = NULL, BillingState = NULL, BillingPostalCode = NULL WHERE CustomerId = 5;`;
const GONE_CUSTOMER = `
  DELETE FROM InvoiceLine WHERE InvoiceId IN (SELECT InvoiceId FROM Invoice WHERE CustomerId = 5);
  DELETE FROM Invoice WHERE CustomerId = 5;
  DELETE FROM Customer WHERE CustomerId = 5;`;
// Pages that were split before anybody asked for `secure_delete` still hold old rows in their free space: only VACUUM rids the file of them.
const SWEPT = "VACUUM; PRAGMA wal_checkpoint(truncate);";

describe("the comparer on SQLite (Chinook)", () => {
  let copy: FreshSqlite;
  afterEach(() => copy.drop());

  function judge(design: "books" | "goes", sql: string): readonly string[] {
    copy = freshChinookSqlite();
    const before = snapshotSqlite(copy.file);
    const db = new Sqlite(copy.file);
    db.exec(sql);
    const derive = design === "books" ? chinook.customerLeavesBooks : chinook.customerGoes;
    const expected = derive(before, inSqlite, "5");
    const sums = design === "books" ? [{ tables: ["Invoice"], column: "Total" }] : [];
    const found = compareErasure({ before, after: snapshotSqlite(copy.file), expected, sums, file: copy.file });
    db.close();
    return found;
  }

  const secure = "PRAGMA secure_delete = on;";

  it("passes an erasure that keeps the books", () => {
    expect(judge("books", secure + CLEARED_CUSTOMER + CLEARED_INVOICES + SWEPT)).toEqual([]);
  });

  it("passes a deletion of all rows", () => {
    expect(judge("goes", secure + GONE_CUSTOMER + SWEPT)).toEqual([]);
  });

  it("passes an employee's deletion", () => {
    copy = freshChinookSqlite();
    const before = snapshotSqlite(copy.file);
    const db = new Sqlite(copy.file);
    db.exec(
      `${secure} UPDATE Employee SET ReportsTo = NULL WHERE ReportsTo = 2; DELETE FROM Employee WHERE EmployeeId = 2; ${SWEPT}`,
    );
    const expected = chinook.employeeGoes(before, inSqlite, "2");
    expect(compareErasure({ before, after: snapshotSqlite(copy.file), expected, sums: [], file: copy.file })).toEqual([]);
    db.close();
  });

  it("finds another person's row deleted", () => {
    const found = judge(
      "books",
      `${secure + CLEARED_CUSTOMER + CLEARED_INVOICES} DELETE FROM InvoiceLine WHERE InvoiceLineId = 1; ${SWEPT}`,
    );
    expect(found).toEqual(["InvoiceLine 1 is deleted, and was not to be"]);
  });

  it("finds a value left in one column", () => {
    const left = CLEARED_CUSTOMER.replace("Phone = NULL, ", "");
    const found = judge("books", secure + left + CLEARED_INVOICES + SWEPT);
    expect(found).toContain("Customer 5 Phone is not cleared");
    expect(found).toContain('"+420 2 4172 5555" was this person\'s alone, and is left in 1 places');
    expect(found).toContain('"+420 2 4172 5555" is left in the bytes of the file .sqlite');
  });

  it("finds the person's value copied into another table", () => {
    const copied = "UPDATE Playlist SET Name = (SELECT 'for ' || Email FROM Customer WHERE CustomerId = 5) WHERE PlaylistId = 1;";
    const found = judge("books", secure + copied + CLEARED_CUSTOMER + CLEARED_INVOICES + SWEPT);
    expect(found).toContain("Playlist 1 Name is changed, and was not to be");
    expect(found).toContain('"frantisekw@jetbrains.com" was this person\'s alone, and is left in 1 places');
  });

  it("finds a sum that changed", () => {
    const found = judge(
      "books",
      `${secure + CLEARED_CUSTOMER + CLEARED_INVOICES} UPDATE Invoice SET Total = 0 WHERE InvoiceId = 77; ${SWEPT}`,
    );
    expect(found).toEqual([
      "Invoice 77 Total is changed, and was not to be",
      expect.stringMatching(/^the sum of Invoice.Total was 232860 and is \d+ cents$/),
    ]);
  });

  it("finds a value that others hold too, erased from their rows", () => {
    const found = judge(
      "books",
      `${secure + CLEARED_CUSTOMER + CLEARED_INVOICES} UPDATE Customer SET City = NULL WHERE City = 'Prague'; ${SWEPT}`,
    );
    expect(found).toContain("Customer 6 City is changed, and was not to be");
    expect(found).toContain('"Prague" was 8 times in other cells and is 7 times there');
  });

  it("finds a pseudonym that is somebody's name", () => {
    const borrowed = CLEARED_CUSTOMER.replace("e-1f0c93a7", "Helena");
    expect(judge("books", secure + borrowed + CLEARED_INVOICES + SWEPT)).toContain("Customer 5 FirstName holds somebody's value");
  });

  it("finds a row that should be gone", () => {
    const found = judge("goes", secure + CLEARED_CUSTOMER + CLEARED_INVOICES + SWEPT);
    expect(found).toContain("Customer 5 is still there");
  });

  it("finds bytes that a deletion without secure_delete leaves in the file", () => {
    const found = judge("goes", `VACUUM; PRAGMA secure_delete = off; ${GONE_CUSTOMER} PRAGMA wal_checkpoint(truncate);`);
    expect(found).toContain('"frantisekw@jetbrains.com" is left in the bytes of the file .sqlite');
  });

  it("finds bytes that an old page split left, which secure_delete does not reach", () => {
    const found = judge("goes", `${secure} ${GONE_CUSTOMER} PRAGMA wal_checkpoint(truncate);`);
    expect(found).toContain('"frantisekw@jetbrains.com" is left in the bytes of the file .sqlite');
  });

  it("finds bytes left in the write-ahead log", () => {
    const found = judge(
      "books",
      secure + CLEARED_CUSTOMER.replace("Erased", "Wichterlová") + CLEARED_CUSTOMER + CLEARED_INVOICES,
    );
    expect(found).toContain('"Wichterlová" is left in the bytes of the file .sqlite-wal');
  });
});

describe.skipIf(testPostgres === undefined)(`the comparer on PostgreSQL (Sakila)${skippedWithoutPostgres}`, () => {
  let copy: FreshPostgres;
  let before: Snapshot;
  beforeAll(async () => {
    copy = await freshSakilaPostgres();
    before = await snapshotPostgres(copy.url);
    return () => copy.drop();
  });

  const CLEARED = `
    UPDATE customer SET first_name = 'e-1f0c93a7', last_name = 'ERASED', email = NULL, address_id = 1 WHERE customer_id = 100;
    UPDATE address SET address = 'e-09aa41', address2 = NULL, district = '', postal_code = NULL, phone = '' WHERE address_id = 104;`;
  const GONE = `
    DELETE FROM payment WHERE customer_id = 100;
    DELETE FROM rental WHERE customer_id = 100;
    DELETE FROM customer WHERE customer_id = 100;
    DELETE FROM address WHERE address_id = 104;`;

  async function judge(design: "books" | "goes", sql: string, customerId = "100"): Promise<readonly string[]> {
    // All copies are of one template, so one snapshot stands for all of them before the erasure.
    await copy.drop();
    copy = await freshSakilaPostgres();
    const client = new pg.Client({ connectionString: copy.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
    const expected =
      design === "books" ? sakila.customerLeavesBooks(before, customerId) : sakila.customerGoes(before, customerId);
    const sums = design === "books" ? [{ tables: sakila.PAYMENTS, column: "amount" }] : [];
    return compareErasure({ before, after: await snapshotPostgres(copy.url, before), expected, sums });
  }

  it("passes an erasure that keeps the books, last_update set by triggers", async () => {
    expect(await judge("books", CLEARED)).toEqual([]);
  });

  it("passes a deletion of all rows, in every partition", async () => {
    expect(await judge("goes", GONE)).toEqual([]);
  });

  it("keeps an address that others share", async () => {
    const shared = CLEARED.replace("customer_id = 100", "customer_id = 242").split("UPDATE address")[0] ?? "";
    expect(await judge("books", shared, "242")).toEqual([]);
  });

  it("finds a shared address that was erased", async () => {
    const found = await judge(
      "books",
      CLEARED.replace("customer_id = 100", "customer_id = 242").replace("address_id = 104", "address_id = 245"),
      "242",
    );
    expect(found).toContain("address 245 address is changed, and was not to be");
  });

  it("finds a payment of another that went, and the sum that changed", async () => {
    const found = await judge("books", `${CLEARED} DELETE FROM payment WHERE payment_id = 25;`);
    expect(found).toEqual([
      expect.stringMatching(/^payment_p2007_0\d 25 is deleted, and was not to be$/),
      expect.stringMatching(/^the sum of payment.amount was 6741651 and is \d+ cents$/),
    ]);
  });

  it("finds a trigger's column set in a row that was not to be touched", async () => {
    const found = await judge("books", `${CLEARED} UPDATE rental SET staff_id = staff_id WHERE rental_id = 1;`);
    expect(found).toEqual(["rental 1 last_update is changed, and was not to be"]);
  });

  it("finds a payment left in a partition", async () => {
    const found = await judge("goes", "DELETE FROM payment WHERE customer_id = 100 AND payment_date < '2007-03-01'");
    expect(found.some((one) => /^payment_p2007_0\d \d+ is still there$/.test(one))).toBe(true);
  });
});
