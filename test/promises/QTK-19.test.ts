import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const suite = openCompany(`
troth: 1
organization: { name: Teal Suite, country: ID, contact: privacy@teal.example }
laws: [id-pdp]
subjects: [member]
purposes:
  own-offers: { kind: promotion, basis: consent, data: [contact.email] }
  offers-of-others: { kind: direct-marketing, basis: consent, data: [contact.email] }
`);
const BOTH = ["own-offers", "offers-of-others"] as const;
const home = { kind: "resides", country: "ID", evidence: "stated" };
const ask = (purpose: string) => ({ person: "m1", purpose, data: ["contact.email"], as: "member" });
/** As the page of choices tells it: every purpose that stood there, each with its answer. */
const chose = (choices: Readonly<Record<string, boolean>>, at = "2026-03-01T09:00:00Z") => ({
  ...{ kind: "chose", choices, how: "preferences", language: "id", at },
});

test("who says yes to our offers has not said yes to those of others", async () => {
  expect(await suite.ask(ask("offers-of-others"), [home, chose({ "own-offers": true })])).toBe("no: consent");
  const apart = chose({ "own-offers": true, "offers-of-others": false });
  expect(await Promise.all(BOTH.map((one) => suite.ask(ask(one), [home, apart])))).toEqual(["yes", "no: consent"]);
});

test("offers of others are left by themselves, and ours go on", async () => {
  const both = chose({ "own-offers": true, "offers-of-others": true });
  expect(await Promise.all(BOTH.map((one) => suite.ask(ask(one), [home, both])))).toEqual(["yes", "yes"]);
  const left = { ...chose({ "offers-of-others": false }, "2026-05-01T09:00:00Z"), how: "unsubscribe" };
  expect(await Promise.all(BOTH.map((one) => suite.ask(ask(one), [home, both, left])))).toEqual(["yes", "no: consent"]);
});
