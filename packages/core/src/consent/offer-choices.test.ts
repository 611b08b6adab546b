// The page of choices says what holds: a yes that is no consent now is none, and decisions go by the same.
import { expect, test } from "vitest";
import { decideNaively, knownFromFacts } from "../decisions/index.ts";
import { factSchema, foldFacts } from "../facts/index.ts";
import { compileProgram } from "../program/index.ts";
import { offerChoices } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Larkspur, country: NL, contact: privacy@larkspur.example }
laws: [gdpr]
subjects: { reader: controller }
collection: { sign-up: { of: [reader], takes: [contact.email] } }
purposes:
  letter: { kind: newsletter, basis: consent, consent: { lasts: 6 months }, data: [contact.email] }
  twice: { kind: newsletter, basis: consent, consent: { double: true }, data: [contact.email] }
  express: { kind: newsletter, basis: explicit-consent, data: [contact.email] }
  improve: { kind: product-improvement, basis: legitimate-interest, interest: To see what is read, consent: { lasts: 6 months }, data: [contact.email] }
`;
const compiled = (text: string) => {
  const { program: made, findings } = compileProgram({ file: "troth.yaml", read: () => text });
  if (made === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));
  return made;
};
const program = compiled(PROGRAM);
const strict = compiled(`${PROGRAM}minors: { under: { gdpr: 18 }, then: refuse }\n`);

const NOW = Date.UTC(2026, 10, 30);
const offered = (purpose: string, yes: object, more: readonly object[] = [], by = program) => {
  const head = { person: "p", at: "2026-01-10T09:00:00Z", origin: "app" };
  const facts = [
    { kind: "collected", point: "sign-up", categories: ["contact.email"] },
    { kind: "resides", country: "NL", evidence: "stated" },
    { kind: "consented", purpose, given: true, ...yes },
    ...more,
  ].map((one, at) => factSchema.parse({ id: `f${at}`, ...head, ...one }));
  const account = foldFacts(by, facts);
  const one = offerChoices(by, { account, gpc: false }, { now: NOW, notices: {} }).choices.find(
    (each) => each.purpose.id === purpose,
  );
  const question = { person: "p", purpose, data: ["contact.email"] };
  const known = knownFromFacts(by, question, { facts, notices: {}, stale: false, now: NOW });
  expect(one?.yes, "as decided").toBe(decideNaively(by, question, known).allowed);
  return [one?.yes, one?.lacks];
};

test("a yes that has lapsed, was not confirmed or was not explicit is said to be none, and why", () => {
  expect(offered("letter", {})).toEqual([false, "lapsed"]);
  expect(offered("letter", { at: "2026-09-01T09:00:00Z" })).toEqual([true, undefined]);
  expect(offered("twice", {})).toEqual([false, "unconfirmed"]);
  expect(offered("twice", { confirmed: true })).toEqual([true, undefined]);
  expect(offered("express", {})).toEqual([false, "not-explicit"]);
  expect(offered("express", { explicit: true })).toEqual([true, undefined]);
  // What rests on no consent goes on, whatever became of the yes.
  expect(offered("improve", {})).toEqual([true, undefined]);
});

test("a program without laws has its bases all the same: what waits for a yes is not shown as on, and no duty is offered", () => {
  const lawless = compiled(
    `${PROGRAM.replace("laws: [gdpr]\n", "")}  books: { kind: merger, basis: legal-duty, duty: the Act, stop: object, data: [contact.email] }\n`,
  );
  expect(lawless.laws).toEqual([]);
  expect(offered("letter", { purpose: "improve" }, [], lawless)).toEqual([false, undefined]);
  expect(offered("letter", { at: "2026-09-01T09:00:00Z" }, [], lawless)).toEqual([true, undefined]);
  const { choices, always } = offerChoices(lawless, { gpc: false }, { now: NOW, notices: {} });
  expect(always.map(({ id }) => id)).toEqual(["books"]);
  expect(choices.map(({ purpose }) => purpose.id)).not.toContain("books");
});

/** @source Cal. Civ. Code 1798.120(c) */
test("what is sold or shared is off for a Californian under 16 who has not agreed, and no yes of one under 13 turns it on", () => {
  const california = compiled(
    PROGRAM.replace("laws: [gdpr]", "laws: [gdpr, ccpa]")
      .replace("country: NL", "country: US")
      .concat("  ads: { kind: cross-context-advertising, basis: { gdpr: consent }, data: [contact.email] }\n"),
  );
  const at = (born: string, said: readonly object[] = []) => {
    const facts = [
      { kind: "resides", country: "US", region: "CA", evidence: "stated" },
      { kind: "collected", point: "sign-up", categories: ["contact.email"] },
      { kind: "born", day: born },
      ...said,
    ].map((one, nth) => factSchema.parse({ id: `f${nth}`, person: "p", at: "2026-03-10T09:00:00Z", origin: "app", ...one }));
    const account = foldFacts(california, facts);
    const one = offerChoices(california, { account, gpc: false }, { now: NOW, notices: {} }).choices.find(
      ({ purpose }) => purpose.id === "ads",
    );
    const question = { person: "p", purpose: "ads", data: ["contact.email"] };
    const known = knownFromFacts(california, question, { facts, notices: {}, stale: false, now: NOW });
    expect(one?.yes, "as decided").toBe(decideNaively(california, question, known).allowed);
    return [one?.yes, one?.lacks];
  };
  const yes = [{ kind: "consented", purpose: "ads", given: true }];
  expect(at("1990-05-01")).toEqual([true, undefined]);
  expect(at("2012-05-01")).toEqual([false, undefined]);
  expect(at("2012-05-01", yes)).toEqual([true, undefined]);
  expect(at("2016-05-01", yes)).toEqual([false, "parent"]);
});

test("so is a child's own, where their consent is a parent's to give", () => {
  const born = [{ kind: "born", day: "2014-05-01" }];
  expect(offered("express", { explicit: true }, born)).toEqual([false, "parent"]);
  expect(offered("express", { explicit: true, by: "parent" }, born)).toEqual([true, undefined]);
  expect(offered("improve", {}, born)).toEqual([true, undefined]);
  // Where the program does nothing with their data, a parent's yes changes nothing.
  expect(offered("express", { explicit: true, by: "parent" }, born, strict)).toEqual([false, "too-young"]);
});
