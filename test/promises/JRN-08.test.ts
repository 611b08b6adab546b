import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Company, type Row, readableIn } from "./support/company.ts";
import { eraseOrla, ORLAS } from "./support/kontor.ts";

const RECENT = "booked_on >= date('now', '-10 years')";

/** What the books say, without who wrote it. */
const booksOf = (company: Company): Readonly<Record<string, Row[]>> => ({
  journals: company.sql(`select id, booked_on, narration from journals where ${RECENT} order by id`),
  lines: company.sql(`select id, journal_id, account_id, booked_on, amount_cents from lines where ${RECENT} order by id`),
  accounts: company.sql(`select account_id, sum(amount_cents) as balance from lines where ${RECENT} group by account_id`),
});

let company: Company;
let request: string;
let shown: string;
let before: ReturnType<typeof booksOf>;
let pims: Row[];
const pimsRows = () =>
  company.sql("select * from journals j join lines l on l.journal_id = j.id where j.bookkeeper_id = 2 order by l.id");
beforeAll(async () => {
  ({ company, request, shown } = await eraseOrla({}, (fresh) => {
    company = fresh;
    before = booksOf(fresh);
    pims = pimsRows();
  }));
});
afterAll(() => company.remove());

test("every entry of the statutory period stays, and each account has the balance that it had", () => {
  expect(before.journals).toHaveLength(50);
  expect(booksOf(company)).toEqual(before);
  expect(company.sql("select sum(amount_cents) as sum from lines")).toEqual([{ sum: 0 }]);
  expect(company.sql("select journal_id from lines group by journal_id having sum(amount_cents) <> 0")).toEqual([]);
});

test("one pseudonym stands wherever she stood, so that her entries still are one person's", () => {
  const names = company.sql("select distinct entered_by as name from journals where bookkeeper_id is null");
  expect(names).toHaveLength(1);
  expect(String(names[0]?.name)).not.toMatch(/orla|finch|pim|dekker/i);
  expect(String(names[0]?.name).length).toBeGreaterThan(7);
  expect(company.sql("select distinct posted_by as name from lines where poster_id is null")).toEqual(names);
  expect(
    company.sql("select count(*) as n from lines l join journals j on j.id = l.journal_id and j.entered_by = l.posted_by"),
  ).toEqual([{ n: Number(company.sql("select count(*) as n from lines")[0]?.n) }]);
});

test("she herself is nowhere in the database, and her colleague's entries are as they were", () => {
  expect(company.sql("select full_name from bookkeepers")).toEqual([{ full_name: "Pim Dekker" }]);
  expect(readableIn(new Map([["app.db", readFileSync(company.database)]]), ORLAS)).toEqual([]);
  expect(pims.length).toBeGreaterThan(0);
  expect(pimsRows()).toEqual(pims);
});

test("what no law asks for any more goes with her", () => {
  const old = company.sql(`select entered_by from journals where not ${RECENT}`);
  expect(old.map((row) => row.entered_by)).toEqual(["Pim Dekker", "Pim Dekker", "Pim Dekker"]);
});

test("the last day of what stays is told, on the screen and in the receipt", () => {
  const [{ until } = { until: "" }] = company.sql(
    `select date(max(booked_on), '+10 years') as until from journals where ${RECENT}`,
  );
  expect(company.receiptOf(request)).toMatchObject({ kind: "request.completed", keptUntil: until });
  expect(company.printed()).toMatch(/stays until \d+ \w+ \d{4}/);
  expect(shown).toContain(request);
});
