import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { harbourSubject, makeHarbour } from "./index.ts";

let folder: string;
let database: Database.Database;

const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");
const all = (sql: string): Record<string, unknown>[] => database.prepare(sql).all() as Record<string, unknown>[];
const number = (sql: string): unknown => Object.values(all(sql)[0] ?? {})[0];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "harbour-"));
  makeHarbour(join(folder, "one.db"));
  database = new Database(join(folder, "one.db"));
});

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the example's database", () => {
  it("is the same bytes for the same seed, and others for another", () => {
    const same = makeHarbour(join(folder, "two.db"));
    makeHarbour(join(folder, "three.db"), 7);
    expect(hashOf(join(folder, "two.db"))).toBe(hashOf(join(folder, "one.db")));
    expect(hashOf(join(folder, "three.db"))).not.toBe(hashOf(join(folder, "one.db")));
    expect(same).toEqual({ people: 2005, rows: 66_794, datasets: 17 });
  });

  it("keeps its own rules", () => {
    expect(all("PRAGMA foreign_key_check")).toEqual([]);
    expect(all("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    const unlike =
      "SELECT count(*) FROM invoices WHERE total_cents <> (SELECT sum(amount_cents) FROM invoice_lines l WHERE l.invoice_id = invoices.id)";
    expect(number(unlike)).toBe(0);
    expect(number("SELECT count(*) FROM users WHERE email NOT LIKE '%.example'")).toBe(0);
    expect(number("SELECT count(*) FROM users WHERE last_name IS NULL")).toBeGreaterThan(5);
    expect(number("SELECT count(*) FROM contacts WHERE last_name LIKE '%''%'")).toBeGreaterThan(5);
    expect(number("SELECT count(*) FROM (SELECT lower(email) e FROM contacts GROUP BY e HAVING count(*) > 1)")).toBe(0);
  });

  it("holds the subject's values where they are planned, and nowhere else", () => {
    const places: Record<string, number> = {};
    const marks = [...Object.values(harbourSubject), "Nadia", "Osei", "osei-remark"];
    for (const { name } of all("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      for (const column of all(`PRAGMA table_info(${name})`)) {
        const holds = marks.map((mark) => `instr(lower(${column.name}), lower('${mark}'))`).join(" + ");
        const rows = number(`SELECT count(*) FROM ${name} WHERE ${holds} > 0`) as number;
        if (rows > 0) places[`${name}.${column.name}`] = rows;
      }
    }
    expect(places).toMatchInlineSnapshot(`
      {
        "comments.author_name": 22,
        "comments.body": 22,
        "contacts.email": 1,
        "contacts.first_name": 1,
        "contacts.last_name": 1,
        "contacts.phone": 1,
        "contacts.street": 1,
        "invoices.bill_email": 5,
        "invoices.bill_name": 5,
        "invoices.bill_street": 5,
        "mail_log.opened_ip": 10,
        "mail_log.to_address": 14,
        "payments.payer_email": 4,
        "payments.payer_name": 4,
        "proposals.accepted_name": 3,
        "proposals.viewed_ip": 3,
        "sessions.ip": 6,
        "users.email": 1,
        "users.first_name": 1,
        "users.last_ip": 1,
        "users.last_name": 1,
        "users.phone": 1,
      }
    `);
  });

  it("reaches the subject in all three ways", () => {
    const user = number(`SELECT id FROM users WHERE email = '${harbourSubject.email}'`);
    const contact = number(`SELECT id FROM contacts WHERE email = '${harbourSubject.email}'`);
    expect(number(`SELECT count(*) FROM time_entries WHERE user_id = ${user}`)).toBe(287);
    expect(number(`SELECT count(*) FROM invoices WHERE contact_id = ${contact}`)).toBe(5);
    expect(number(`SELECT count(*) FROM payments JOIN invoices i ON i.id = invoice_id WHERE contact_id = ${contact}`)).toBe(4);
    expect(number(`SELECT count(*) FROM invoices WHERE sent_by = ${user}`)).toBe(8);
    expect(number(`SELECT count(*) FROM time_entries WHERE approved_by = ${user}`)).toBe(12);
    expect(number(`SELECT count(*) FROM users WHERE manager_id = ${user}`)).toBe(2);
  });
});
