import fc from "fast-check";
import { expect, test } from "vitest";
import { type Fact, factSchema } from "./fact.ts";
import { foldClientFacts, foldFacts } from "./fold-facts.ts";
import type { FactGround } from "./take-fact.ts";

const RUNS = Number(process.env.TROTH_PROPERTY_RUNS ?? 400);
const program: FactGround = { collection: {}, laws: ["gdpr"], minors: undefined, zone: "UTC" };

const on = fc.boolean();
const few = fc.constantFrom("a", "b", "__proto__");
/** What a fact says; few names and few moments, so that they meet. */
const said = fc.oneof(
  fc.record({ kind: fc.constant("collected"), point: few, categories: fc.array(few, { minLength: 1, maxLength: 3 }), as: few }),
  fc.record({ kind: fc.constant("shown"), notice: few }),
  fc.record({ kind: fc.constant("granted"), point: few, scopes: fc.array(few, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant("enabled"), recipient: few, by: fc.constantFrom("person", "client"), on }),
  fc.record({ kind: fc.constant("instructed"), purpose: few, on }),
  fc.record({ kind: fc.constant("occasion"), event: few }),
  fc.record({
    kind: fc.constant("resides"),
    country: fc.constantFrom("NL", "US"),
    evidence: fc.constantFrom("stated", "shown", "place"),
  }),
  fc.record({ kind: fc.constant("born"), day: fc.constantFrom("2015-01-01", "1980-01-01") }),
  fc.record({ kind: fc.constant("minor"), is: on }),
  fc.record({ kind: fc.constant("linked"), to: few, on }),
  fc.record({ kind: fc.constant("consented"), purpose: few, given: on, by: fc.constantFrom("person", "parent") }),
  fc.record({ kind: fc.constant("consented"), to: few, given: on }),
  fc.record({ kind: fc.constant("objected"), purpose: few, on }),
  fc.record({ kind: fc.constant("objected"), purpose: few, channel: fc.constantFrom("sms", "email"), on }),
  fc.record({ kind: fc.constant("objected"), purpose: few, topic: few, on }),
  fc.record({
    kind: fc.constant("chose"),
    choices: fc.dictionary(few, on, { minKeys: 1, maxKeys: 3 }),
    optOuts: fc.dictionary(fc.constantFrom("sale", "limit"), on, { maxKeys: 2 }),
    channels: fc.dictionary(few, fc.dictionary(fc.constantFrom("sms", "email"), on, { maxKeys: 2 }), { maxKeys: 2 }),
    topics: fc.dictionary(few, fc.dictionary(few, on, { maxKeys: 2 }), { maxKeys: 2 }),
    how: fc.constantFrom("choose", "signal"),
  }),
  fc.record({ kind: fc.constant("opted-out"), of: fc.constantFrom("sale", "limit"), on }),
  fc.record({ kind: fc.constant("restricted"), ground: fc.constantFrom("accuracy", "claims"), on }),
  fc.record({ kind: fc.constant("parent-stopped"), on }),
  fc.record({ kind: fc.constant("being-erased"), on }),
  fc.record({ kind: fc.constant("retracted") }),
);
const corrects = fc.option(fc.integer({ min: 0, max: 11 }), { nil: undefined, freq: 4 });
const facts = fc.array(fc.tuple(said, fc.integer({ min: 1, max: 4 }), corrects), { maxLength: 12 }).map((list) =>
  list.map(
    ([fact, day, corrected], index): Fact =>
      factSchema.parse({
        id: `f${index}`,
        person: "p",
        at: `2026-05-0${day}T10:00:00Z`,
        origin: "app",
        ...(corrected === undefined ? {} : { corrects: `f${corrected}` }),
        ...fact,
      }),
  ),
);
/** The same facts in another order, some of them told twice. */
const toldTwice = facts.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), fc.shuffledSubarray(list)),
);

test("the state is the same in whichever order facts arrive, and however often", () => {
  fc.assert(
    fc.property(toldTwice, ([list, other, again]) => {
      const arrived = [...again, ...other];
      // As text: the order of what is listed is part of the state.
      expect(JSON.stringify(foldFacts(program, arrived))).toBe(JSON.stringify(foldFacts(program, list)));
      expect(JSON.stringify(foldClientFacts(arrived))).toBe(JSON.stringify(foldClientFacts(list)));
    }),
    { numRuns: RUNS },
  );
});

test("a no to a part that happened last is never undone by what happened before it, a yes to the whole among it", () => {
  fc.assert(
    fc.property(facts, fc.boolean(), (list, first) => {
      const no = factSchema.parse({
        ...{ id: "no", person: "p", at: "2026-05-04T10:00:00Z", origin: "app", kind: "chose", how: "preferences" },
        ...{ choices: { a: true }, channels: { a: { sms: false } } },
      });
      const { refusedParts } = foldFacts(program, first ? [no, ...list] : [...list, no]);
      expect(refusedParts).toContainEqual({ purpose: "a", channel: "sms", at: Date.parse(no.at) });
    }),
    { numRuns: RUNS },
  );
});

test("a no that happened last is never undone by facts that happened before it", () => {
  fc.assert(
    fc.property(facts, fc.boolean(), (list, first) => {
      const no = factSchema.parse({
        id: "no",
        person: "p",
        at: "2026-05-04T10:00:00Z",
        origin: "app",
        kind: "consented",
        purpose: "a",
        given: false,
      });
      const state = foldFacts(program, first ? [no, ...list] : [...list, no]);
      expect(state.consents.a?.given).toBe(false);
    }),
    { numRuns: RUNS },
  );
});
