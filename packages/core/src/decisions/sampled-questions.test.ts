import { describe, expect, test } from "vitest";
import { NO_STATE, type PersonState } from "../facts/index.ts";
import { compileProgram, type Program } from "../program/index.ts";
import { compareAnswers, type Known, questionsOf, type Sampled } from "./index.ts";

function compiled(purposes: string, more = ""): Program {
  const written = `
troth: 1
organization: { name: Larkspur, country: NL, contact: privacy@larkspur.example }
laws: [gdpr, ccpa]
purposes:
  ${purposes}
${more}`;
  const { program, findings } = compileProgram({ file: "troth.yaml", read: () => written });
  if (program === undefined) throw new Error(findings.map(({ says }) => says).join("; "));
  return program;
}

const dutch: PersonState = { ...NO_STATE, residences: [{ country: "NL", region: undefined }] };
const californian: PersonState = { ...NO_STATE, residences: [{ country: "US", region: "CA" }] };

/** What turns, as the rules before and after. */
function turns(before: Program, after: Program, person: PersonState = dutch) {
  const now = Date.parse("2026-11-28T10:00:00Z");
  const known: Known = { person, browser: undefined, clients: {}, notices: {}, stale: false, now };
  const asked = questionsOf(before, after).map((question) => ({ question: { ...question, person: "u" }, known }));
  return compareAnswers(before, after, asked).flips.map(({ from, to }) => `${from.rule} > ${to.rule}`);
}
const asked = (key: keyof Sampled, ...programs: readonly Program[]) =>
  questionsOf(...programs).flatMap((question) => (question[key] === undefined ? [] : [question[key]]));

const INTEREST = "basis: legitimate-interest, interest: Knowing what sells";
const insight = (data: string, basis = INTEREST) => `insight: { kind: product-improvement, ${basis}, data: ${data} }`;

describe("data is asked for in the forms in which it is listed", () => {
  test("by the purpose", () => {
    const pseudonym = "{ content.text: pseudonym }";
    expect(turns(compiled(insight(pseudonym)), compiled(insight(pseudonym, "basis: consent")))).toEqual(["allowed > consent"]);
  });

  test("by either program, and as it is too", () => {
    const [before, after] = [compiled(insight("{ usage: hashed }")), compiled(insight("{ usage: pseudonym }"))];
    expect(questionsOf(before, after).map(({ form }) => form)).toEqual([undefined, "hashed", "pseudonym"]);
    expect(turns(before, after).sort()).toEqual(["allowed > form", "form > allowed"]);
  });

  test("by what is below a branch, and above it", () => {
    expect(asked("form", compiled(insight("{ usage: any, usage.page-view: pseudonym }")))).toEqual(["pseudonym", "pseudonym"]);
    expect(asked("form", compiled(insight("[usage]")), compiled(insight("{ usage.page-view: hashed }")))).toContain("hashed");
  });

  test("by the recipient", () => {
    const recipient = (since: string) => `recipients:
  meter:
    name: Meter
    country: NL
    for: [insight]
    receives: { contact.email: hashed }
    agreement: { kind: dpa, date: ${since}, document: a.pdf }`;
    const [before, after] = ["2026-01-02", "2030-01-02"].map((since) => compiled(insight("[contact.email]"), recipient(since)));
    expect(turns(before as Program, after as Program)).toEqual(["allowed > agreement"]);
  });

  test("as about nobody, where a program lets a purpose go on so", () => {
    const on = insight("[usage]", "basis: consent, otherwise: anonymous");
    expect(turns(compiled(insight("[usage]", "basis: consent")), compiled(on))).toEqual(["consent > otherwise"]);
  });
});

describe("where it can change an answer, a question is asked", () => {
  const ads = (kind: string) => compiled(`ads: { kind: ${kind}, ${INTEREST}, data: [contact.email] }`);

  test("with the signal, of what is a sale or sharing under one of them", () => {
    expect(turns(ads("product-improvement"), ads("cross-context-advertising"), californian)).toContain("allowed > opt-out");
    expect(asked("signals", ads("product-improvement"))).toEqual([]);
  });

  test("as a decision, where one of them declares it and the other does not", () => {
    const declared = "automated: { effect: none, logic: Sorts by what was bought, safeguards: [human-review] }";
    const [before, after] = [compiled(insight("[usage]", `${INTEREST}, ${declared}`)), compiled(insight("[usage]"))];
    expect(turns(before, after)).toEqual(["allowed > automated"]);
    expect(asked("automated", before)).toEqual([]);
    expect(asked("automated", after)).toEqual([]);
  });

  test("as one of each sort of people that they tell apart", () => {
    const people = "subjects: [customer, guest, member]";
    const [before, after] = ["[customer]", "[customer, guest]"].map((of) =>
      compiled(insight("[usage]", `${INTEREST}, of: ${of}`), people),
    ) as [Program, Program];
    // Of whom it is not known what they are, the answer stays no: they could be a member.
    expect(turns(before, after)).toEqual(["subject > allowed"]);
    expect(asked("as", before, after)).toEqual(["customer", "guest", "member"]);
    expect(asked("as", before)).toEqual(["customer", "guest"]);
    expect(asked("as", compiled(insight("[usage]"), people))).toEqual([]);
  });

  test("as it is collected, at one of each sort of point that takes it", () => {
    const points = (desk: string) => `collection:
  site: { at: /, takes: [usage] }
  shop: { at: /shop, takes: [usage] }
  desk: { at: /desk, takes: ${desk} }
  form: { at: /form, takes: [contact.email] }`;
    const [before, after] = ["[usage]", "[name]"].map((desk) => compiled(insight("[usage]"), points(desk))) as [Program, Program];
    expect(turns(before, after)).toEqual(["allowed > collection"]);
    expect(asked("at", before, after)).toEqual(["site", "desk"]);
    expect(asked("act", before)).toEqual(["collect"]);
  });
});

test("the questions grow with the lines of a program: twice the purposes and points, twice the questions", () => {
  const size = (many: number) => {
    const all = Array.from({ length: many }, (_, at) => at);
    const purposes = all.map((at) => `p${at}: { kind: sale, basis: consent, of: [s${at}], data: { usage: hashed } }`);
    const points = all.map((at) => `  c${at}: { at: /c${at}, takes: [usage] }`);
    const more = `subjects: [${all.map((at) => `s${at}`).join(", ")}]\ncollection:\n${points.join("\n")}`;
    return questionsOf(compiled(purposes.join("\n  "), more)).length;
  };
  expect(size(20)).toBe(2 * size(10));
});
