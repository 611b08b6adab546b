import { expect, test } from "vitest";
import { type LawData, lawBook } from "../laws/index.ts";
import type { Law } from "../program/index.ts";
import { type Denials, type Denying, denialsOf } from "./index.ts";

const asked = (laws: readonly Law[], more: Partial<Denying> = {}): Denials =>
  denialsOf({ laws, right: "erasure", receivedAt: "2026-11-18T20:00:00Z", zone: "Europe/Berlin", ...more });
const held = ({ choices }: Denials) => choices.filter(({ holds }) => holds).map(({ id }) => id);
const why = ({ choices }: Denials, wanted: string) => {
  const { because, givenBy } = choices.find(({ id }) => id === wanted) ?? { because: "not offered", givenBy: [] };
  return [because, ...givenBy];
};

test("a request is denied on what its law has for the right, and never on a keep: the rest of that is done", () => {
  const gdpr = asked(["gdpr"]);
  expect(held(gdpr)).toEqual(["unfounded", "deceased", "unidentifiable"]);
  expect(why(gdpr, "legal-duty")).toEqual(["in-part"]);
  expect(why(gdpr, "unfounded-fee")).toEqual(["charge"]);
  expect(gdpr.wordsAlone).toBe(false);
});

test("a ground that another law has not, which gives the right, denies nothing", () => {
  const both = asked(["gdpr", "ccpa"]);
  expect(held(both)).toEqual(["unfounded"]);
  expect(why(both, "unverified")).toEqual(["another-law", "gdpr"]);
  expect(both.choices.find(({ id }) => id === "unfounded")?.rules.map(({ article }) => article)).toEqual([
    "GDPR Art. 12(5)(b)",
    "Cal. Civ. Code 1798.145(h)(3)",
  ]);
});

test("a duty to refuse is told as one, and one that meets a right of another law as a conflict", () => {
  const act = asked(["id-pdp"], { right: "access" });
  expect(act.choices.find(({ id }) => id === "safety")).toMatchObject({ holds: true, must: true });
  const both = asked(["id-pdp", "gdpr"], { right: "access" }).choices.find(({ id }) => id === "safety");
  expect(both).toMatchObject({ holds: false, because: "another-law", conflicts: [{ refusedBy: "id-pdp", givenBy: "gdpr" }] });
});

test("of the states each has its own grounds: what nobody places in a state refuses nobody", () => {
  const states = asked(["us-states"]);
  expect(held(states)).toEqual([
    "unfounded/Virginia",
    "unverified/Virginia",
    "b2b/Virginia",
    "personnel/Virginia",
    "exempt-data/Virginia",
    "unverified/Colorado",
    "unfounded/Connecticut",
    "unverified/Connecticut",
    "unfounded/Texas",
    "unverified/Texas",
  ]);
  expect(states.choices.find(({ id }) => id === "unfounded/Virginia")?.rules).toMatchObject([
    { state: "Virginia", article: "Va. Code 59.1-577(B)(3)" },
  ]);
});

test("how often California answers is a ground once it is used up, and no sooner", () => {
  const at = { right: "access" as const, zone: "America/Los_Angeles" };
  const earlier = ["2026-03-02T20:00:00Z", "2026-09-02T20:00:00Z"];
  expect(held(asked(["ccpa"], { ...at, earlier }))).toContain("asked-before");
  expect(held(asked(["ccpa"], { ...at, earlier: earlier.slice(1) }))).not.toContain("asked-before");
  // The Regulation gives it a third time, for money.
  expect(why(asked(["ccpa", "gdpr"], { ...at, earlier }), "asked-before")).toEqual(["charge"]);
});

test("words alone are enough where no law gives the right at all, and nowhere else", () => {
  expect(asked(["coppa"]).wordsAlone).toBe(true);
  expect(asked([]).wordsAlone).toBe(true);
  for (const { id } of lawBook.filter(({ id: one }) => one !== "coppa"))
    expect([id, asked([id]).wordsAlone]).toEqual([id, false]);
  expect(asked(["coppa", "gdpr"]).wordsAlone).toBe(false);
});

test("what lapsed on the day of receipt is offered no more", () => {
  const on = (receivedAt: string) => asked(["ccpa"], { receivedAt }).choices.map(({ id }) => id);
  expect(on("2022-12-31T20:00:00Z")).toEqual(expect.arrayContaining(["b2b", "personnel"]));
  expect(on("2023-01-02T20:00:00Z")).not.toEqual(expect.arrayContaining(["b2b"]));
});

test("whatever holds, of whatever laws together, was read in the law of everybody who gives the right", () => {
  const ids = lawBook.map(({ id }) => id);
  const sets = ids.flatMap((one, at) => [[one], ...ids.slice(at + 1).map((other) => [one, other])]);
  let holding = 0;
  for (const laws of sets)
    for (const right of ["access", "erasure"] as const)
      for (const choice of asked(laws, { right }).choices) {
        if (!choice.holds) continue;
        holding += 1;
        const giving = (lawBook as readonly LawData[]).filter(
          ({ id, rights }) => laws.includes(id as Law) && rights.some((rule) => rule.right === right && rule.of === undefined),
        );
        for (const { id } of giving)
          expect([choice.id, id, choice.rules.some((rule) => rule.law === id && rule.verified)]).toEqual([choice.id, id, true]);
      }
  expect(holding).toBeGreaterThan(40);
});
