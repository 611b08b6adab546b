import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Company, type Copy, readableIn } from "./support/company.ts";
import { MIRA, makeFernway, rowsOfMira, SECRETS, secretsOfMira } from "./support/fernway.ts";

let company: Company;
let copy: Copy;
let written: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  company = makeFernway();
  const { request } = await company.carryOut("access", MIRA);
  copy = company.copyOf(request);
  const file = join(company.home, "packages", `${request}.copy.json`);
  written = new Map([
    ["the copy", readFileSync(file)],
    ["the screen", Buffer.from(company.printed())],
  ]);
});
afterAll(() => company.remove());

const partOf = (dataset: string) => copy.data.find((part) => part.dataset === dataset && part.link === "owned");

test("everything specific about her is in it, as it stands in the store", () => {
  const shown: Readonly<Record<string, readonly string[]>> = {
    members: ["email", "full_name", "phone", "street"],
    cards: ["holder", "card_last4"],
    sessions: ["ip"],
    orders: ["bill_name", "bill_mail", "gift_note", "greeting", "remark", "paid_from", "zip", "total_cents"],
    notes: ["body"],
  };
  for (const [dataset, columns] of Object.entries(shown)) {
    const held = rowsOfMira(company, dataset).map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
    expect(partOf(dataset)?.rows, dataset).toEqual(held);
  }
});

test("no password, whole card number or number of a state is in it", () => {
  const secrets = secretsOfMira(company);
  expect(secrets).toHaveLength(8);
  expect(readableIn(written, secrets)).toEqual([]);
});

test("what is left out is named, with its category and the reason", () => {
  for (const [dataset, columns] of Object.entries(SECRETS)) {
    for (const [column, category] of Object.entries(columns)) {
      const field = partOf(dataset)?.fields[column];
      expect(field, `${dataset}.${column}`).toMatchObject({ categories: [category], shown: false });
      expect(field?.because, `${dataset}.${column}`).toMatch(/secret/);
    }
  }
});
