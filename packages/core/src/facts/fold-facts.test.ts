import { expect, test } from "vitest";
import { type Fact, factSchema, subjectOfFact, subjectsOfKind } from "./fact.ts";
import { foldClientFacts, foldFacts } from "./fold-facts.ts";
import { NO_CLIENT, NO_STATE } from "./state.ts";
import type { FactGround } from "./take-fact.ts";

const point = (id: string, of: readonly string[]) => ({ id, of }) as unknown as FactGround["collection"][string];
const nowhere: FactGround = { collection: {}, laws: [], minors: undefined, zone: "UTC" };
const program: FactGround = {
  ...nowhere,
  collection: { form: point("form", ["guest"]), desk: point("desk", ["guest", "member"]) },
  laws: ["gdpr"],
};

let count = 0;
/** A fact about Ida on the first of the month, unless it is said. */
function told(fact: Record<string, unknown>): Fact {
  count += 1;
  const who = "client" in fact || "browser" in fact ? {} : { person: "ida" };
  return factSchema.parse({ id: `f${count}`, at: day(1), origin: "app", ...who, ...fact });
}
const day = (date: number): string => `2026-05-${String(date).padStart(2, "0")}T10:00:00Z`;
const state = (...facts: readonly Record<string, unknown>[]) => foldFacts(program, facts.map(told));

test("nobody is anybody without facts", () => {
  expect(foldFacts(program, [])).toBe(NO_STATE);
  expect(foldClientFacts([])).toBe(NO_CLIENT);
});

test("what happened later holds, in whichever order it was told", () => {
  const later = { kind: "consented", purpose: "news", given: false, at: day(9) };
  const earlier = { kind: "consented", purpose: "news", given: true, explicit: true, at: day(2) };
  const expected = { news: { given: false, at: Date.parse(day(9)), explicit: false, confirmed: false, by: "person" } };
  expect(state(later, earlier).consents).toEqual(expected);
  expect(state(earlier, later).consents).toEqual(expected);
});

test("a no that was taken back by mistake stands again once that is taken back, in whichever order it was told", () => {
  const no = { id: "no", kind: "objected", purpose: "news", on: true };
  const back = { id: "back", kind: "retracted", corrects: "no", at: day(2) };
  const again = { id: "again", kind: "retracted", corrects: "back", at: day(3) };
  const over = { id: "over", kind: "retracted", corrects: "again", at: day(4) };
  expect(state(no, back).objections).toEqual({});
  for (const facts of [
    [no, back, again],
    [again, back, no],
  ])
    expect(state(...facts).objections).toEqual({ news: Date.parse(day(1)) });
  expect(state(over, again, no, back).objections).toEqual({});
  // Taken back each other: of neither is anything left, and nobody waits for ever.
  expect(state(no, { ...back, corrects: "again" }, again).objections).toEqual({ news: Date.parse(day(1)) });
});

test("offsets are moments: 09:30 in Lisbon lies before 11:00 in Berlin", () => {
  const first = { kind: "minor", is: true, at: "2026-05-01T09:30:00+01:00" };
  const second = { kind: "minor", is: false, at: "2026-05-01T11:00:00+02:00" };
  expect(state(second, first).minor).toBe(false);
});

test("of two facts of one moment the more protective holds, whichever came first", () => {
  const pairs: readonly (readonly [
    Record<string, unknown>,
    Record<string, unknown>,
    (s: ReturnType<typeof state>) => boolean,
  ])[] = [
    [
      { kind: "consented", purpose: "p", given: false },
      { kind: "consented", purpose: "p", given: true },
      (s) => !s.consents.p?.given,
    ],
    [
      { kind: "consented", to: "r", given: false },
      { kind: "consented", to: "r", given: true },
      (s) => !s.recipientConsents.r?.given,
    ],
    [{ kind: "objected", purpose: "p", on: true }, { kind: "objected", purpose: "p", on: false }, (s) => "p" in s.objections],
    [
      { kind: "opted-out", of: "sale", on: true },
      { kind: "opted-out", of: "sale", on: false },
      (s) => s.optOuts.includes("sale"),
    ],
    [
      { kind: "restricted", ground: "claims", on: true },
      { kind: "restricted", ground: "claims", on: false },
      (s) => s.restricted !== undefined,
    ],
    [{ kind: "parent-stopped", on: true }, { kind: "parent-stopped", on: false }, (s) => s.parentStopped],
    [{ kind: "being-erased", on: true }, { kind: "being-erased", on: false }, (s) => s.beingErased],
    [
      { kind: "enabled", recipient: "r", by: "person", on: false },
      { kind: "enabled", recipient: "r", by: "person", on: true },
      (s) => !("r" in s.enabled),
    ],
    [{ kind: "linked", to: "b", on: false }, { kind: "linked", to: "b", on: true }, (s) => s.linked.length === 0],
    [
      { kind: "granted", point: "form", scopes: [] },
      { kind: "granted", point: "form", scopes: ["a", "b"] },
      (s) => s.granted.form?.length === 0,
    ],
    [{ kind: "minor", is: true }, { kind: "minor", is: false }, (s) => s.minor],
    [{ kind: "born", day: "2015-01-01" }, { kind: "born", day: "1990-01-01" }, (s) => s.born === "2015-01-01"],
  ];
  for (const [protective, other, holds] of pairs) {
    expect(holds(state(protective, other)), JSON.stringify(protective)).toBe(true);
    expect(holds(state(other, protective)), JSON.stringify(protective)).toBe(true);
    expect(holds(state(other)), JSON.stringify(other)).toBe(false);
  }
});

test("a minor who was told to be an adult before, or at once, is a minor; a day of birth that is told after it holds", () => {
  const born = (date: string, at = day(1)) => ({ kind: "born", day: date, at });
  const minor = { kind: "minor", is: true, at: day(2) };
  expect(state(born("1990-01-01"), minor)).toMatchObject({ born: undefined, minor: true });
  expect(state({ ...minor, at: day(1) }, born("1990-01-01"))).toMatchObject({ born: undefined, minor: true });
  expect(state({ ...minor, at: day(1) }, born("1950-01-01"))).toMatchObject({ born: undefined, minor: true });
  expect(state(born("1990-01-01", day(3)), minor)).toMatchObject({ born: "1990-01-01", minor: true });
  // 18 that day, and the day after.
  expect(state(born("2008-05-02"), minor).born).toBeUndefined();
  expect(state(born("2008-05-03"), minor).born).toBe("2008-05-03");
  expect(state(born("1990-01-01"), { ...minor, is: false }).born).toBe("1990-01-01");
});

test("of a client what it takes back at one moment holds too", () => {
  const on = told({ client: "acme", kind: "instructed", purpose: "mailing", on: true });
  const off = told({ client: "acme", kind: "instructed", purpose: "mailing", on: false });
  expect(foldClientFacts([on]).instructed).toEqual(["mailing"]);
  expect(foldClientFacts([off, on]).instructed).toEqual([]);
  const enabled = told({ client: "acme", kind: "enabled", recipient: "crm", by: "client", on: true });
  expect(foldClientFacts([enabled]).enabled).toEqual({ crm: ["client"] });
});

test("a correction that was taken back corrects nothing: the no that it replaced holds again", () => {
  const no = told({ id: "no", kind: "objected", purpose: "news", on: true, at: day(1) });
  const instead = told({ id: "instead", kind: "born", day: "1985-01-01", at: day(2), corrects: "no" });
  const back = told({ id: "back", kind: "retracted", at: day(3), corrects: "instead" });
  const again = told({ id: "again", kind: "retracted", at: day(4), corrects: "back" });
  for (const order of [
    [no, instead, back],
    [back, instead, no],
  ])
    expect(foldFacts(program, order)).toMatchObject({ objections: { news: Date.parse(day(1)) }, born: undefined });
  expect(foldFacts(program, [no, instead, back, again])).toMatchObject({ objections: {}, born: "1985-01-01" });
});

test.each([
  { kind: "consented", purpose: "news", given: false },
  { kind: "opted-out", of: "sale", on: true },
  { kind: "restricted", ground: "accuracy", on: true },
  { kind: "minor", is: true },
  { kind: "approved", purpose: "news", content: "0".repeat(64), given: false },
  { kind: "chose", choices: { news: false }, how: "preferences" },
  { kind: "chose", choices: {}, topics: { news: { offers: false } }, how: "preferences" },
])("what protects somebody is not lost by a correction that was taken back: %o", (no) => {
  const instead = { id: "instead", kind: "occasion", event: "order", corrects: "no", at: day(2) };
  const back = { id: "back", kind: "retracted", corrects: "instead", at: day(3) };
  expect(state({ ...no, id: "no" }, instead, back)).toEqual(state({ ...no, id: "no" }));
  expect(state({ ...no, id: "no" })).not.toEqual(state());
});

test("of facts that correct each other round in a ring none is lost", () => {
  const noes = ["one", "two", "three"].map((id, at) =>
    told({ id, kind: "objected", purpose: `p${at}`, on: true, corrects: ["two", "three", "one"][at] ?? "" }),
  );
  expect(Object.keys(foldFacts(program, noes).objections).sort()).toEqual(["p0", "p1", "p2"]);
  // One of them is taken back, and the ring is none: what it would have corrected is corrected by nothing.
  const back = told({ id: "back", kind: "retracted", corrects: "one" });
  expect(Object.keys(foldFacts(program, [...noes, back]).objections)).toEqual(["p1"]);
});

test("a correction replaces, a retraction takes back, and neither needs to come last", () => {
  const wrong = told({ id: "wrong", kind: "born", day: "2015-01-01", at: day(8) });
  const right = told({ kind: "born", day: "1985-01-01", at: day(2), corrects: "wrong" });
  expect(foldFacts(program, [wrong]).born).toBe("2015-01-01");
  expect(foldFacts(program, [right, wrong]).born).toBe("1985-01-01");
  const back = told({ kind: "retracted", corrects: "wrong" });
  expect(foldFacts(program, [back, wrong]).born).toBeUndefined();
});

test("the same id twice is the same fact", () => {
  const fact = told({ kind: "collected", point: "form", categories: ["contact.email"] });
  expect(foldFacts(program, [fact, fact]).collected).toHaveLength(1);
  const event = told({ kind: "occasion", event: "order" });
  expect(foldFacts(program, [event, { ...event }]).occasions).toHaveLength(1);
});

test("who somebody is follows from where they came in, if that says one kind alone", () => {
  const categories = ["name.full", "contact.email"];
  expect(state({ kind: "collected", point: "form", categories })).toMatchObject({
    as: ["guest"],
    collected: [{ point: "form", categories: ["contact.email", "name.full"], notice: undefined }],
  });
  expect(state({ kind: "collected", point: "desk", categories }).as).toEqual([]);
  expect(state({ kind: "collected", point: "desk", categories, as: "member", of: "acme" })).toMatchObject({
    as: ["member"],
    clients: ["acme"],
  });
});

test("residence: what was said and what was shown both count; a place counts where neither is known", () => {
  const said = { kind: "resides", country: "NL", evidence: "stated" };
  const shown = { kind: "resides", country: "US", region: "CA", evidence: "shown" };
  const seen = { kind: "resides", country: "FR", evidence: "place" };
  expect(state(seen).residences).toEqual([{ country: "FR" }]);
  expect(state(seen, said).residences).toEqual([{ country: "NL" }]);
  expect(state(said, shown, seen).residences).toEqual([{ country: "NL" }, { country: "US", region: "CA" }]);
  expect(state(said, { ...shown, country: "NL", region: undefined }).residences).toEqual([{ country: "NL" }]);
  expect(state(said, { ...said, country: "BE", at: day(3) }).residences).toEqual([{ country: "BE" }]);
});

test("each ground of a restriction is lifted by itself, and what was agreed to before the last of them counts no more", () => {
  const on = (ground: string, date: number) => ({ kind: "restricted", ground, on: true, at: day(date) });
  const off = (ground: string, date: number) => ({ kind: "restricted", ground, on: false, at: day(date) });
  expect(state(on("accuracy", 1), on("unlawful", 3)).restricted).toEqual({ ground: "unlawful", at: Date.parse(day(3)) });
  expect(state(on("accuracy", 1), on("unlawful", 3), off("unlawful", 4)).restricted?.ground).toBe("accuracy");
  expect(state(on("accuracy", 1), on("accuracy", 5)).restricted?.at).toBe(Date.parse(day(5)));
  expect(state(on("accuracy", 1), off("accuracy", 2)).restricted).toBeUndefined();
});

test("a recipient is on as long as one of those who may switch it on has it on", () => {
  const by = (who: string, on: boolean, date: number) => ({ kind: "enabled", recipient: "crm", by: who, on, at: day(date) });
  expect(state(by("person", true, 1), by("workspace", true, 2), by("person", false, 3)).enabled).toEqual({ crm: ["workspace"] });
});

test("a yes to one purpose leaves what somebody is out of as a whole as it is, but for that purpose, until they are out of it again", () => {
  const out = (on: boolean, date: number) => ({ kind: "opted-out", of: "sale", on, at: day(date) });
  const chose = (choices: object, date: number) => ({ kind: "chose", how: "choose", choices, at: day(date) });
  const app = (date: number) => ({ kind: "consented", purpose: "p", given: true, at: day(date) });
  const despite = (...facts: readonly Record<string, unknown>[]) => [
    state(...facts).optOuts,
    state(...facts).consents.p?.despite,
  ];
  expect(despite(out(true, 1), chose({ p: true }, 2))).toEqual([["sale"], ["sale"]]);
  // Before it, of one moment with it, and of an application, which asks nobody here.
  expect(despite(out(true, 3), chose({ p: true }, 2))).toEqual([["sale"], undefined]);
  expect(despite(out(true, 2), chose({ p: true }, 2))).toEqual([["sale"], undefined]);
  expect(despite(out(true, 1), app(2))).toEqual([["sale"], undefined]);
  expect(despite(out(true, 1), chose({ p: true }, 2), app(3))).toEqual([["sale"], ["sale"]]);
  expect(despite(out(true, 1), chose({ p: true }, 2), out(true, 3))).toEqual([["sale"], undefined]);
  expect(despite(out(true, 1), chose({ p: true }, 2), chose({ p: false }, 3), app(4))).toEqual([["sale"], undefined]);
  expect(despite({ ...out(true, 1), of: "profiling" }, chose({ p: true }, 2))).toEqual([["profiling"], undefined]);
});

test("a child's own yes takes nothing from a parent's; their no does, and a yes that comes after it is their own", () => {
  const yes = (date: number, more: object = {}) => ({ kind: "consented", purpose: "p", given: true, at: day(date), ...more });
  const child = { kind: "born", day: "2016-08-01", at: day(1) };
  const by = (...facts: readonly Record<string, unknown>[]) => state(...facts).consents.p?.by;
  const parents = yes(2, { by: "parent" });
  expect(by(child, parents, yes(3))).toBe("parent");
  expect(by({ kind: "minor", is: true, at: day(1) }, parents, yes(3))).toBe("parent");
  expect(by(child, parents, yes(3, { given: false }), yes(4))).toBe("person");
  expect(by({ ...child, day: "2001-08-01" }, parents, yes(3))).toBe("person");
});

test("once somebody is old enough to agree alone under every law of the program, their own yes takes the place of a parent's", () => {
  // Of sixteen on the third of the month, by the days of the program's zone.
  const facts = [
    { kind: "born", day: "2010-05-03", at: day(1) },
    { kind: "consented", purpose: "p", given: true, by: "parent", at: day(1) },
  ];
  const own = (at: string) => told({ kind: "consented", purpose: "p", given: true, at });
  const by = (ground: Partial<FactGround>, at: string) =>
    foldFacts({ ...program, ...ground }, [...facts.map(told), own(at)]).consents.p?.by;
  expect([by({}, day(2)), by({}, day(3))]).toEqual(["parent", "person"]);
  expect(by({ zone: "Asia/Jakarta" }, "2026-05-02T18:00:00Z")).toBe("person");
  // A law or a program that asks for a parent for longer; and California's sale, to which they agree themselves from thirteen on.
  expect(by({ laws: ["gdpr", "id-pdp"] }, day(3))).toBe("parent");
  const minors = JSON.parse('{ "under": { "gdpr": 18 }, "then": "parent" }') as NonNullable<FactGround["minors"]>;
  expect(by({ minors }, day(3))).toBe("parent");
  expect(by({ laws: ["ccpa"] }, day(2))).toBe("person");
});

/** @source 11 CCR 7025(c)(3) */
test("a yes by its own control, with the browser's signal in view, goes before that signal, until it is told anew", () => {
  const against = (how: string, date: number) => ({
    ...{ kind: "chose", how, choices: { p: true }, optOuts: { sharing: true, sale: true }, gpc: true, at: day(date) },
  });
  const signal = { kind: "chose", how: "signal", choices: {}, optOuts: { sharing: true, sale: true }, gpc: true };
  const said = (...facts: readonly Record<string, unknown>[]) => {
    const { optOuts, consents } = state(...facts);
    return [optOuts, consents.p?.despite, consents.p?.againstSignal];
  };
  const out = ["sale", "sharing"];
  expect(said(against("choose", 1))).toEqual([out, out, true]);
  expect(said(against("accept-all", 1))).toEqual([out, undefined, undefined]);
  expect(said({ ...signal, at: day(1) }, against("choose", 2))).toEqual([out, out, true]);
  expect(said(against("choose", 1), { ...signal, at: day(2) })).toEqual([out, undefined, undefined]);
});

test("a fact is about one of those that its kind is about", () => {
  expect(subjectOfFact(told({ kind: "minor", is: true }))).toEqual({ kind: "person", id: "ida" });
  expect(subjectOfFact(told({ browser: "b1", kind: "minor", is: true }))).toBeUndefined();
  expect(subjectOfFact(told({ person: "ida", browser: "b1", kind: "shown", notice: "v1" }))).toBeUndefined();
  expect(subjectsOfKind("instructed")).toEqual(["client"]);
});

test("a choice of several purposes is each of them, a no an objection too, and of two of one moment the protective part of each holds", () => {
  const chose = (id: string, choices: Readonly<Record<string, boolean>>, at = "2026-05-04T10:00:00Z") =>
    factSchema.parse({ id, browser: "b", at, origin: "banner", kind: "chose", how: "choose", choices });
  const one = foldFacts(nowhere, [chose("1", { ads: true, statistics: false }), chose("2", { ads: false, statistics: true })]);
  expect([one.consents.ads?.given, one.consents.statistics?.given]).toEqual([false, false]);
  expect(Object.keys(one.objections).sort()).toEqual(["ads", "statistics"]);
  const later = foldFacts(nowhere, [chose("1", { ads: false }), chose("2", { ads: true }, "2026-05-04T10:00:01Z")]);
  expect([later.consents.ads?.given, later.objections]).toEqual([true, {}]);
  const signal = factSchema.parse({
    ...{ id: "3", browser: "b", at: "2026-05-04T10:00:02Z", origin: "banner", kind: "chose", how: "signal" },
    ...{ choices: { ads: false }, optOuts: { sale: true, sharing: true }, gpc: true },
  });
  expect(foldFacts(nowhere, [signal]).optOuts).toEqual(["sale", "sharing"]);
});
