import { afterAll, beforeAll, expect, test } from "vitest";
import { harbourSubject, makeHarbour } from "../../packages/server/src/example/index.ts";
import { type Company, type Copy, companyFile, makeCompany } from "./support/company.ts";

let company: Company;
let copy: Copy;
beforeAll(async () => {
  company = makeCompany({ fill: makeHarbour, program: companyFile("../../../packages/server/src/example/troth.yaml") });
  const { request } = await company.carryOut("access", `email=${harbourSubject.email}`);
  copy = company.copyOf(request);
});
afterAll(() => company.remove());

const inferred = () =>
  copy.data.flatMap((part) =>
    Object.entries(part.fields)
      .filter(([, field]) => field.categories.some((category) => category.startsWith("inference.")))
      .map(([column, field]) => ({ dataset: part.dataset, column, ...field })),
  );

test("what was concluded about her is in the copy, value by value", () => {
  const concluded = company.sql(
    `select segment, score, city_guess from lead_profiles where contact_id in (select id from contacts where email = '${harbourSubject.email}')`,
  );
  expect(concluded.length).toBeGreaterThan(0);
  expect(copy.data.filter((part) => part.dataset === "lead_profiles").flatMap((part) => part.rows)).toEqual(concluded);
});

test("a conclusion has a category of its own, and is marked as drawn by the company", () => {
  expect(inferred()).toEqual([
    { dataset: "lead_profiles", column: "segment", categories: ["inference.segment"], derived: true, shown: true },
    { dataset: "lead_profiles", column: "score", categories: ["inference.score"], derived: true, shown: true },
  ]);
});

test("what she gave herself is not marked so", () => {
  const given = copy.data.find((part) => part.dataset === "contacts" && part.link === "owned")?.fields ?? {};
  expect(Object.keys(given)).toContain("email");
  expect(Object.values(given).filter((field) => field.derived)).toEqual([]);
});
