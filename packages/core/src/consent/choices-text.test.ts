// The text of a page of choices: one text is one whoever it is shown to, and what it asked is read from it later.
import { expect, test } from "vitest";
import { NO_STATE } from "../facts/index.ts";
import { compileProgram, type Law } from "../program/index.ts";
import { type Chooser, choicesText, offerChoices, readShown } from "./index.ts";

const { program: compiled, findings } = compileProgram({
  data: {
    troth: 1,
    organization: { name: "B", country: "NL", contact: "p@b.example" },
    laws: ["gdpr", "ccpa"],
    subjects: ["reader"],
    services: { site: { name: "Site", urls: ["https://b.example"] } },
    purposes: {
      letter: {
        ...{ kind: "newsletter", label: { en: "Our letter", id: "Surat kami" }, about: "News of the week" },
        ...{ basis: { gdpr: "consent" }, data: ["contact.email", "contact.phone"], channels: ["email", "sms"] },
      },
      statistics: {
        kind: "analytics",
        label: "Statistics",
        basis: { gdpr: "legitimate-interest" },
        interest: "To see",
        data: ["usage"],
      },
      books: {
        kind: "bookkeeping",
        label: "Bookkeeping",
        basis: { gdpr: "legal-duty" },
        duty: "Accounts are kept",
        data: ["commerce"],
      },
    },
    trackers: { "_v*": { purpose: "statistics", lasts: "1 year" } },
  },
});
if (compiled === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));
const program = compiled;
const textFor = (chooser: Omit<Chooser, "gpc">, laws: readonly Law[] = ["gdpr"], language = "en") =>
  choicesText(program, offerChoices(program, { ...chooser, gpc: false }, { now: 1, notices: {} }), {
    ...{ page: "choices", language, laws, words: { "choices.yes": "Yes" } },
  });
const inIreland = { ...NO_STATE, residences: [{ country: "IE", region: undefined }] };

test("it has every purpose with its words, parts and trackers, and what each asks", () => {
  const { text } = textFor({ account: inIreland });
  expect(text.purposes).toEqual([
    {
      ...{ id: "letter", label: "Our letter", about: "News of the week", asks: "consent", bases: ["consent"] },
      parts: [{ channel: "email" }, { channel: "sms" }],
    },
    {
      ...{ id: "statistics", label: "Statistics", asks: "objection", bases: ["legitimate-interest"] },
      trackers: [{ id: "_v*", name: "_v*", line: "Site. Cookie, 1 year. Statistics" }],
    },
  ]);
  expect(text.always).toEqual([{ id: "books", label: "Bookkeeping" }]);
  expect(readShown(text)).toEqual({
    names: new Set(["letter", "statistics"]),
    asked: new Map([
      ["letter", { consent: true, bases: ["consent"] }],
      ["statistics", { consent: false, bases: ["legitimate-interest"] }],
    ]),
  });
});

test("how somebody's choices stand is no part of it; its language, its laws and its sentences are", () => {
  const said = { objections: { statistics: 0 } };
  const first = textFor({ account: inIreland }).shown;
  expect(textFor({ account: { ...inIreland, ...said } }).shown).toBe(first);
  const others = [
    textFor({ account: inIreland }, ["gdpr"], "id"),
    textFor({ account: inIreland }, ["ccpa", "gdpr"]),
    choicesText(program, offerChoices(program, { account: inIreland, gpc: false }, { now: 1, notices: {} }), {
      ...{ page: "choices", language: "en", laws: ["gdpr"], words: { "choices.yes": "Yes, please" } },
    }),
  ];
  expect(new Set([first, ...others.map(({ shown }) => shown)]).size).toBe(4);
});
