import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  acknowledgmentRules,
  authoritiesOf,
  authorityFor,
  basisArticle,
  basisRules,
  complaintAuthorities,
  type LegalRule,
  refusalArticle,
  refusalRules,
  responseRules,
  rightRules,
  rightsUnder,
} from "./index.ts";

const ALL: readonly LegalRule[] = [...responseRules, ...acknowledgmentRules, ...refusalRules, ...rightRules, ...basisRules];

test("every rule has its article, its day, and where it was read", () => {
  expect(ALL.length).toBeGreaterThan(80);
  for (const rule of ALL) {
    expect(rule.article, rule.evidence).toMatch(/\d/);
    expect(rule.since, rule.article).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(rule.evidence.length, rule.article).toBeGreaterThan(10);
    expect(rule.state !== undefined, rule.article).toBe(rule.law === "us-states");
    if (rule.verified) expect(rule.evidence, rule.article).not.toMatch(/was not read|tracker|memory/);
  }
});

test("what was not read in its text is marked so", () => {
  expect(responseRules.filter((rule) => !rule.verified).map((rule) => rule.state)).toEqual(["Iowa", "Rhode Island"]);
});

const shared = process.env.TROTH_SHARED ?? new URL("../../../../../shared", import.meta.url).pathname;
const numbers = `${shared}/field/law-numbers.csv`;

/** The rows of the table by id: amount, unit, the day it is in force, status. No quoted field stands before these but without its quotes. */
function rowsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const cells = (line: string) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => (match[1] ?? "").replace(/^"|"$/g, ""));
  return new Map(text.split("\n").map((line) => [line.split(",")[0] ?? "", cells(line)]));
}

const UNITS: Readonly<Record<string, string>> = {
  calendar_month: "months",
  calendar_day: "days",
  business_day: "business days",
  hours: "hours",
};

test.skipIf(!existsSync(numbers))(`every number is the one of ${numbers} (skipped where it is not there)`, () => {
  const rows = rowsOf(readFileSync(numbers, "utf8"));
  for (const rule of [...responseRules, ...acknowledgmentRules]) {
    const id = /^[a-z.]+/.exec(rule.evidence)?.[0] ?? "";
    const [, , , , , amount, unit, , , since, evidence, status] = rows.get(id) ?? [];
    expect(rows.has(id), id).toBe(true);
    expect(since, id).toBe(rule.since);
    // A correction was made on reading the text.
    expect(status !== "unverified" && /^read in legal text/.test(evidence ?? ""), id).toBe(rule.verified);
    if (id === "ri.revoke") continue; // it has its number in another cell
    expect({ count: Number(amount), unit: UNITS[unit ?? ""] }, id).toEqual(rule.period);
  }
});

test("a refusal is told by the article of the first law that has one for the right", () => {
  expect(refusalArticle(["gdpr"])).toBe("GDPR Art. 12(4)");
  expect(refusalArticle(["coppa", "ccpa", "gdpr"])).toBe("Cal. Civ. Code 1798.145(h)(2)");
  expect(refusalArticle(["id-pdp"], "access")).toBe("UU PDP Pasal 33");
  expect(refusalArticle(["id-pdp"], "erasure")).toBeUndefined();
  expect(refusalArticle(["id-pdp", "gdpr"], "erasure")).toBe("GDPR Art. 12(4)");
  expect(refusalArticle(["coppa"])).toBeUndefined();
});

test("a law's rights are those in force on a day", () => {
  const rights = (laws: Parameters<typeof rightsUnder>[0]["laws"], day: string) =>
    rightsUnder({ laws, day }).map((rule) => `${rule.right} ${rule.article}`);
  expect(rights(["gdpr"], "2026-11-22")).toEqual([
    "information GDPR Art. 13, 14",
    "access GDPR Art. 15",
    "rectification GDPR Art. 16",
    "erasure GDPR Art. 17",
    "restriction GDPR Art. 18",
    "portability GDPR Art. 20",
    "objection GDPR Art. 21",
    "human-review GDPR Art. 22",
    "withdrawal GDPR Art. 7(3)",
    "complaint GDPR Art. 77",
  ]);
  expect(rights(["id-pdp"], "2026-11-22").map((text) => text.replace(/.*Pasal /, ""))).toEqual([
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
    "11",
    "12",
    "13",
  ]);
  expect(rights(["uk-gdpr"], "2026-06-18").join()).not.toContain("complaint-to-controller");
  expect(rights(["uk-gdpr"], "2026-06-19").join()).toContain("complaint-to-controller");
  expect(rights(["ccpa"], "2022-12-31")).not.toContain("limit Cal. Civ. Code 1798.121");
  expect(rightsUnder({ laws: ["us-states"], day: "2026-11-22" }).every((rule) => rule.state !== undefined)).toBe(true);
});

test("a basis has its article in each law that asks for one", () => {
  expect(basisArticle("gdpr", "consent")).toBe("GDPR Art. 6(1)(a)");
  expect(basisArticle("gdpr", "contract")).toBe("GDPR Art. 6(1)(b)");
  expect(basisArticle("gdpr", "legal-duty")).toBe("GDPR Art. 6(1)(c)");
  expect(basisArticle("gdpr", "vital-interest")).toBe("GDPR Art. 6(1)(d)");
  expect(basisArticle("gdpr", "public-task")).toBe("GDPR Art. 6(1)(e)");
  expect(basisArticle("gdpr", "legitimate-interest")).toBe("GDPR Art. 6(1)(f)");
  expect(basisArticle("id-pdp", "legitimate-interest")).toBe("UU PDP Pasal 20 ayat (2) huruf f");
  expect(basisArticle("ccpa", "consent")).toBeUndefined();
});

test("authorities are found by country, and none is made up", () => {
  expect(authorityFor("IE")).toMatchObject({ name: "Irish Data Protection Commission", web: "https://www.dataprotection.ie" });
  expect(authorityFor("US")).toBeUndefined();
  expect(authorityFor("DE")).toBeUndefined(); // each land has its own
  expect(authoritiesOf("DE").length).toBe(18);
  expect(complaintAuthorities("gdpr", "IE").map(({ name }) => name)).toEqual(["Irish Data Protection Commission"]);
  expect(complaintAuthorities("gdpr", "US")).toEqual([]);
  expect(complaintAuthorities("gdpr", "GB")).toEqual([]);
  expect(complaintAuthorities("uk-gdpr", "US").map(({ web }) => web)).toEqual(["https://ico.org.uk/"]);
  expect(complaintAuthorities("ch-fadp", "US").map(({ countries }) => countries)).toEqual([["CH"]]);
  for (const law of ["ccpa", "us-states", "id-pdp", "coppa", "lgpd"] as const)
    expect(complaintAuthorities(law, "ID")).toEqual([]);
});

test("the member states of the European Economic Area have their authority", () => {
  const states = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split(" ");
  expect(states.filter((state) => authoritiesOf(state).length === 0)).toEqual([]);
});
