import fc from "fast-check";
import { expect, test } from "vitest";
import { type Fact, factSchema, foldFacts } from "../facts/index.ts";
import { compileProgram } from "../program/index.ts";
import { knownFromFacts } from "./known-from-facts.ts";
import { decideNaively } from "./naive.ts";
import { CHOICE_RULES, whichChoiceHolds } from "./which-choice.ts";

const RUNS = Number(process.env.TROTH_PROPERTY_RUNS ?? 400);
const NOW = Date.UTC(2026, 5, 1);

const { program } = compileProgram({
  data: {
    troth: 1,
    organization: { name: "Brightwell", country: "NL", contact: "privacy@brightwell.example" },
    laws: ["gdpr"],
    subjects: { reader: "controller" },
    collection: { "sign-up": { of: ["reader"], takes: ["contact.email"] } },
    purposes: {
      letter: { kind: "newsletter", basis: "consent", data: ["contact.email"] },
      improve: {
        kind: "product-improvement",
        basis: "legitimate-interest",
        interest: "To see what is read",
        data: ["contact.email"],
      },
      ads: { kind: "cross-context-advertising", basis: "consent", data: ["contact.email"] },
    },
  },
});
if (program === undefined) throw new Error("the program does not compile");

const choices = fc.dictionary(fc.constantFrom("letter", "improve", "ads"), fc.boolean(), { minKeys: 1, maxKeys: 3 });
const chosen = fc.record({
  gpc: fc.boolean(),
  how: fc.constantFrom("choose", "accept-all"),
  on: fc.constantFrom("person", "browser"),
  day: fc.integer({ min: 1, max: 3 }),
  choices,
  optOuts: fc.option(fc.dictionary(fc.constantFrom("sale", "sharing"), fc.boolean(), { maxKeys: 2 }), {
    nil: undefined,
    freq: 3,
  }),
});
/** Of one purpose, as an application says it. */
const told = fc.record({
  on: fc.constantFrom("person", "browser"),
  day: fc.integer({ min: 1, max: 3 }),
  purpose: fc.constantFrom("letter", "improve", "ads"),
  says: fc.constantFrom(
    { kind: "consented", given: true },
    { kind: "consented", given: false },
    { kind: "objected", on: true },
    { kind: "objected", on: false },
  ),
});
const said = fc.tuple(fc.array(chosen, { maxLength: 6 }), fc.array(told, { maxLength: 3 })).map(([choices, words]) => [
  ...choices.map(
    ({ on, day, ...rest }, index): Fact =>
      factSchema.parse({
        ...{ id: `c${index}`, [on]: on, at: `2026-05-0${day}T10:00:00Z`, origin: "banner", kind: "chose" },
        ...JSON.parse(JSON.stringify(rest)),
      }),
  ),
  ...words.map(
    ({ on, day, purpose, says }, index): Fact =>
      factSchema.parse({ id: `t${index}`, [on]: on, at: `2026-05-0${day}T10:00:00Z`, origin: "app", purpose, ...says }),
  ),
]);
const signedUp: readonly Fact[] = [
  factSchema.parse({
    id: "s",
    person: "person",
    at: "2026-04-01T10:00:00Z",
    origin: "app",
    kind: "collected",
    point: "sign-up",
    categories: ["contact.email"],
  }),
  factSchema.parse({
    id: "r",
    person: "person",
    at: "2026-04-01T10:00:00Z",
    origin: "app",
    kind: "resides",
    country: "NL",
    evidence: "stated",
  }),
];
const RESTS_ON_CONSENT: ReadonlySet<string> = new Set(["letter", "ads"]);

test("what the person is told holds is what decisions go by, and each rule settles something", () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(said, fc.constantFrom("letter", "improve", "ads"), fc.boolean(), (chose, purpose, gpc) => {
      const facts = [...signedUp, ...chose];
      const question = {
        ...{ person: "person", browser: "browser", purpose, data: ["contact.email"] },
        ...(gpc ? { signals: ["gpc"] as const } : {}),
      };
      const { allowed } = decideNaively(
        program,
        question,
        knownFromFacts(program, question, { facts, notices: {}, stale: false, now: NOW }),
      );
      const about = (kind: "person" | "browser") =>
        foldFacts(
          program,
          facts.filter((fact) => fact[kind] !== undefined),
        );
      const { rule, holds, against } = whichChoiceHolds(program, purpose, {
        account: about("person"),
        browser: about("browser"),
        gpc,
      });
      met.add(rule);
      expect(holds?.yes ?? !RESTS_ON_CONSENT.has(purpose)).toBe(allowed);
      for (const other of against) expect(other.yes).not.toBe(holds?.yes);
    }),
    { numRuns: RUNS },
  );
  // `latest` takes two words on one purpose in one place, which few draws have: its example stands below.
  expect([...met.add("latest")].sort()).toEqual(CHOICE_RULES.toSorted());
});

test("in one place what was said last holds, and of one moment the no", () => {
  const fact = (rest: object) => factSchema.parse({ person: "p", origin: "app", ...rest });
  const state = (objected: string) =>
    foldFacts(program, [
      fact({ id: "1", at: "2026-05-02T10:00:00Z", kind: "consented", purpose: "improve", given: true }),
      fact({ id: "2", at: objected, kind: "objected", purpose: "improve", on: true }),
    ]);
  const settled = (objected: string) => whichChoiceHolds(program, "improve", { account: state(objected), gpc: false });
  expect(settled("2026-05-01T10:00:00Z")).toMatchObject({ rule: "latest", holds: { yes: true }, against: [{ yes: false }] });
  expect(settled("2026-05-02T10:00:00Z")).toMatchObject({ rule: "latest", holds: { yes: false }, against: [{ yes: true }] });
  expect(settled("2026-05-03T10:00:00Z")).toMatchObject({ rule: "latest", holds: { yes: false } });
});
