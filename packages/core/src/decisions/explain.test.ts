import { describe, expect, test } from "vitest";
import { NO_STATE, type PersonState } from "../facts/index.ts";
import { compileProgram, type Program } from "../program/index.ts";
import { compareAnswers, explainDecision, type Known, PRECEDENCE, questionsOf } from "./index.ts";

const text = (more = "") => `
troth: 1
organization: { name: Larkspur, country: NL, contact: privacy@larkspur.example }
laws: [gdpr]
purposes:
  newsletter: { basis: consent, data: [contact.email] }
  analytics: { basis: consent, data: [usage], otherwise: anonymous }
  account: { basis: contract, data: [name, contact.email] }
recipients:
  post:
    name: Post
    country: NL
    for: [newsletter]
    receives: [contact.email]
    agreement: { kind: dpa, date: 2026-01-02, document: a.pdf }
${more}`;

function compiled(written: string): Program {
  const { program, findings } = compileProgram({ file: "troth.yaml", read: () => written });
  if (program === undefined) throw new Error(findings.map(({ says }) => says).join("; "));
  return program;
}

const NOW = Date.parse("2026-11-28T10:00:00Z");
const consented = (purpose: string): PersonState => ({
  ...NO_STATE,
  consents: { [purpose]: { given: true, at: NOW - 1000, explicit: false, confirmed: false, by: "person" } },
});
const known = (person: PersonState | undefined): Known => ({
  person,
  browser: undefined,
  clients: {},
  notices: {},
  stale: false,
  now: NOW,
});

describe("an explanation", () => {
  const program = compiled(text());
  const question = { person: "u", purpose: "newsletter", data: ["contact.email"], recipient: "post" };

  test("has every row of the table, up to the one that says no", () => {
    const { rows, decision, went } = explainDecision(program, question, known(NO_STATE));
    expect(rows.map(({ rule }) => rule)).toEqual(PRECEDENCE.map(({ id }) => id));
    expect(decision.rule).toBe("consent");
    const at = rows.findIndex(({ came }) => came === "denied");
    expect(rows[at]).toMatchObject({ rule: "consent", because: decision.because, source: { article: "GDPR Art. 6(1)(a)" } });
    expect(rows.slice(0, at).every(({ came }) => came === "passed")).toBe(true);
    expect(rows.slice(at + 1).every(({ came }) => came === "not asked")).toBe(true);
    expect(went).toEqual({ laws: ["gdpr"], as: [], data: ["contact.email"] });
  });

  test("of a yes has no row that was not passed", () => {
    const { rows, decision } = explainDecision(program, question, known(consented("newsletter")));
    expect(decision.allowed).toBe(true);
    expect(new Set(rows.map(({ came }) => came))).toEqual(new Set(["passed"]));
  });

  test("shows the no that the program lets go on about nobody", () => {
    const anonymous = { person: "u", purpose: "analytics", data: ["usage.page-view"], form: "anonymous" } as const;
    const { rows, decision } = explainDecision(program, anonymous, known(NO_STATE));
    expect(decision).toMatchObject({ allowed: true, rule: "otherwise" });
    expect(rows.filter(({ came }) => came === "waived").map(({ rule }) => rule)).toEqual(["consent"]);
  });

  test("of a name that is not known says so, and asks nothing", () => {
    const { rows, went } = explainDecision(program, { ...question, purpose: "newsleter" }, known(NO_STATE));
    expect(went).toBeUndefined();
    expect(rows[0]).toMatchObject({ came: "denied", because: expect.stringContaining("did you mean `newsletter`") });
    expect(new Set(rows.slice(1).map(({ came }) => came))).toEqual(new Set(["not asked"]));
  });
});

describe("what if", () => {
  test("another program turns answers, and says which, by which rule, for how many", () => {
    const before = compiled(text());
    const after = compiled(
      text().replace("newsletter: { basis: consent,", "newsletter: { basis: consent, consent: { double: true },"),
    );
    const people = [consented("newsletter"), consented("newsletter"), NO_STATE];
    const asked = people.flatMap((person) =>
      questionsOf(before, after).map((question) => ({ question: { ...question, person: "u" }, known: known(person) })),
    );
    const { flips, asked: count } = compareAnswers(before, after, asked);
    expect(count).toBe(asked.length);
    expect(flips.map(({ purpose, recipient, from, to, count }) => [purpose, recipient, from.rule, to.rule, count])).toEqual([
      ["newsletter", undefined, "allowed", "consent", 2],
      ["newsletter", "post", "allowed", "consent", 2],
    ]);
    expect(compareAnswers(before, before, asked)).toEqual({ asked: count, flips: [], otherReason: 0, unknown: 0 });
  });
});
