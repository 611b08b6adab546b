import { expect, test } from "vitest";
import type { RightWord } from "../laws/index.ts";
import type { Law } from "../program/index.ts";
import { authoritiesOf, authorityFor, basisArticle, complaintAuthorities, letterContents, rightsUnder } from "./index.ts";

const refusal = (laws: readonly Law[], right: RightWord, ...days: string[]) =>
  letterContents({ laws, letter: "refusal", right, days });

test("a refusal is told by the articles of every law that has one for the right, with all that they ask", () => {
  expect(refusal(["gdpr"], "erasure", "2026-11-22")).toEqual({
    contents: ["reasons", "complaint-authority", "court"],
    articles: ["GDPR Art. 12(4)"],
  });
  expect(refusal(["coppa", "ccpa", "gdpr"], "erasure", "2026-11-22")).toEqual({
    contents: ["reasons", "offer-opt-out", "appeal", "complaint-authority", "court"],
    articles: ["Cal. Civ. Code 1798.145(h)(2)", "11 CCR 7022(g)", "GDPR Art. 12(4)"],
  });
  expect(refusal(["id-pdp", "coppa"], "access", "2026-11-22")).toEqual({ contents: [], articles: [] });
});

test("an article that nobody has read is marked where a refusal is told by it", () => {
  expect(refusal(["ch-fadp"], "erasure", "2026-11-22").articles.join()).toMatch(/^FADP .* \[not verified\]$/);
});

test("a refusal tells what the law asked on the day of receipt, and what it asks on the day of the letter", () => {
  expect(refusal(["uk-gdpr"], "erasure", "2018-05-24").articles).toEqual([]);
  expect(refusal(["uk-gdpr"], "erasure", "2026-06-18").contents).not.toContain("complaint-controller");
  expect(refusal(["uk-gdpr"], "erasure", "2026-06-18", "2026-06-19")).toEqual({
    contents: ["reasons", "complaint-controller", "complaint-authority", "court"],
    articles: ["UK GDPR Art. 12(4)"],
  });
});

test("of states alone that of the person tells, where it is known", () => {
  const of = (state?: string) =>
    letterContents({ laws: ["us-states"], letter: "appeal", right: "erasure", days: ["2026-11-22"], state });
  expect(of("Virginia")).toEqual({ contents: ["reasons", "result", "attorney-general"], articles: ["Va. Code 59.1-577(C)"] });
  expect(of().articles).toHaveLength(3);
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
