// What a record of consent says in the words of others: every answer of a choice, the refusals of parts and wholes too.
import { expect, test } from "vitest";
import { factSchema } from "../facts/index.ts";
import { compileProgram } from "../program/index.ts";
import { type ChoiceMade, consentRecord } from "./index.ts";

const { program } = compileProgram({
  data: {
    troth: 1,
    organization: { name: "B", country: "NL", contact: "p@b.example" },
    laws: ["gdpr"],
    subjects: ["reader"],
    services: { site: { name: "Site", urls: ["https://b.example"] } },
    purposes: { statistics: { kind: "analytics", label: "Statistics", basis: "consent", data: ["usage"] } },
    trackers: { "_v*": { purpose: "statistics", lasts: "1 year" } },
  },
});
const processes = (more: object) => {
  if (program === undefined) throw new Error("the program has errors");
  const head = { id: "1", person: "p", at: "2026-05-01T10:00:00Z", origin: "privacy center", kind: "chose", choices: {} };
  const choice = factSchema.parse({ ...head, how: "preferences", ...more }) as ChoiceMade["choice"];
  return consentRecord(program, { choice, earlier: [], notices: {} })["dpv:hasProcess"];
};

test("a single tracker that was refused, under its purpose; one that the program has no more by its id", () => {
  expect(processes({ trackers: { "_v*": false, gone: false } })).toMatchObject([
    {
      "dpv:hasPurpose": { "dct:identifier": "statistics", "dct:title": "Statistics" },
      "dct:description": "tracker _v*",
      "dpv:hasStatus": { "dct:description": "objected to", "dpv:isIndicatedAtTime": "2026-05-01T10:00:00Z" },
    },
    { "dct:description": "tracker gone", "dpv:hasStatus": { "dct:description": "objected to" } },
  ]);
});

test("an opt-out as a whole, with the signal where the browser sent it, and its end", () => {
  expect(processes({ optOuts: { sale: true, sharing: false } })).toMatchObject([
    { "dct:description": "sale", "dpv:hasStatus": { "dct:description": "objected to" } },
    { "dct:description": "sharing", "dpv:hasStatus": { "dct:description": "not objected to" } },
  ]);
  expect(processes({ optOuts: { sale: true }, how: "signal", gpc: true })).toMatchObject([
    { "dct:description": "sale, with Global Privacy Control on" },
  ]);
});

const rewritten = (today: object, more: object, made: object = {}) => {
  const { program: now, findings } = compileProgram({
    data: {
      troth: 1,
      organization: { name: "B", country: "US", contact: "p@b.example" },
      laws: ["gdpr", "ccpa"],
      subjects: ["reader"],
      purposes: { letter: { kind: "newsletter", basis: { gdpr: "consent" }, data: ["contact.email"] } },
      ...today,
    },
  });
  if (now === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));
  const head = { id: "1", person: "p", at: "2026-05-01T10:00:00Z", origin: "center", kind: "chose", choices: { letter: true } };
  const choice = factSchema.parse({ ...head, how: "preferences", ...more }) as ChoiceMade["choice"];
  return (consentRecord(now, { choice, earlier: [], notices: {}, ...made })["dpv:hasProcess"] as readonly object[])[0];
};

test("who received what is told of a choice under the notice in force alone: to whom came later, nobody agreed then", () => {
  const recipients = {
    newco: {
      ...{ name: "NewCo", kind: "mail-delivery", country: "US", for: ["letter"], receives: ["contact.email"] },
      ...{ told: { mail: "p@newco.example" }, agreement: { kind: "dpa", date: "2026-01-01", document: "n.pdf" } },
    },
  };
  expect(rewritten({ recipients }, { notice: "v2" }, { inForce: "v2" })).toMatchObject({ "dpv:hasRecipient": ["NewCo"] });
  expect(rewritten({ recipients }, { notice: "v1" }, { inForce: "v2" })).not.toHaveProperty("dpv:hasRecipient");
});

test("a choice is called a consent where it was asked for by the law of whoever chose; where that is not known, under each law", () => {
  const isConsent = (laws?: readonly string[], basis: object | string = { gdpr: "consent" }) =>
    "dpv:hasConsentStatus" in
    (rewritten({ purposes: { letter: { kind: "newsletter", basis, data: ["contact.email"] } } }, { laws }) ?? {});
  expect([isConsent(["gdpr"]), isConsent(["ccpa"]), isConsent()]).toEqual([true, false, false]);
  expect(isConsent(undefined, "consent")).toBe(true);
});

test("where the law of whoever chose asks for no basis, none is named, and no empty list either", () => {
  const record = rewritten({}, { laws: ["ccpa"], choices: { letter: false } });
  expect(record).toMatchObject({ "dpv:hasStatus": { "dct:description": "objected to" } });
  expect(record).not.toHaveProperty("dpv:hasLegalBasis");
});

test("what was asked is told as the text on the screen asked it, whatever the program has become since", () => {
  const asked = (consent: boolean, bases?: readonly string[]) => ({
    asked: new Map([["letter", { consent, ...(bases === undefined ? {} : { bases }) }]]),
  });
  const purposes = { letter: { kind: "newsletter", basis: "legitimate-interest", interest: "News", data: ["contact.email"] } };
  expect(rewritten({ purposes }, { laws: ["gdpr"] }, asked(true))).toHaveProperty("dpv:hasConsentStatus");
  const objected = rewritten({}, { laws: ["gdpr"] }, asked(false, ["legitimate-interest"]));
  expect(objected).toMatchObject({ "dpv:hasLegalBasis": ["dpv:LegitimateInterest"] });
  // Of a purpose that is gone the text still tells.
  const gone = { purposes: { tips: { kind: "newsletter", basis: "consent", data: ["contact.email"] } } };
  expect(rewritten(gone, {}, asked(false, ["legitimate-interest"]))).toMatchObject({
    "dpv:hasLegalBasis": ["dpv:LegitimateInterest"],
  });
});
