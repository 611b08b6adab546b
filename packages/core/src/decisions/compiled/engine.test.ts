import { expect, test } from "vitest";
import { NO_STATE, type PersonState } from "../../facts/index.ts";
import { compileProgram, type Program } from "../../program/index.ts";
import { decideNaively } from "../naive.ts";
import type { Question } from "../question.ts";
import { type Engine, open } from "./engine.ts";
import { StateError } from "./state-error.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const AGREED: PersonState = {
  ...NO_STATE,
  as: ["customer"],
  consents: { newsletter: { given: true, at: NOW - 1000, explicit: false, confirmed: false, by: "person" } },
};

/** A yes to a version of the notice, of somebody whose address was taken under others. */
const agreedUnder = (notice: string, taken: readonly string[] = []): PersonState => ({
  ...AGREED,
  consents: { newsletter: { given: true, at: NOW - 1000, explicit: false, confirmed: false, by: "person", notice } },
  collected: taken.map((version) => ({ point: "sign-up", categories: ["contact.email"], notice: version, at: NOW })),
});

function programOf(more: object = {}): Program {
  const { program, findings } = compileProgram({
    data: {
      troth: 1,
      organization: { name: "Company", country: "NL", contact: "privacy@company.example" },
      laws: ["gdpr"],
      subjects: ["customer"],
      purposes: {
        newsletter: { basis: "consent", data: ["contact.email"], consent: { lasts: "24 months" } },
        survey: { basis: "consent", data: ["contact.email"] },
      },
      ...more,
    },
  });
  if (program === undefined) throw new Error(JSON.stringify(findings));
  return program;
}

const ASKED: Question = { person: "u_42", purpose: "newsletter", data: ["contact.email"] };
const opened = (more: Partial<Parameters<typeof open>[0]> = {}): Engine =>
  open({ program: programOf(), now: () => NOW, ...more });

test("who is known is found, who is changed is changed, and who is taken out is unknown again", () => {
  const program = programOf();
  const engine = opened({ program, state: { program: program.hash, people: [["u_42", AGREED]] } });
  expect(engine.decide(ASKED)).toMatchObject({ allowed: true, rule: "allowed", until: Date.UTC(2028, 10, 22, 22, 59, 59) });
  expect(engine.size()).toMatchObject({ people: 1, browsers: 0, clients: 0 });
  engine.apply({ kind: "person", hash: engine.hashOf("person", "u_42"), state: { ...AGREED, beingErased: true } });
  expect(engine.decide(ASKED).rule).toBe("being-erased");
  engine.apply({ kind: "person", id: "u_42", state: undefined });
  expect(engine.decide(ASKED)).toMatchObject({ rule: "person-known", doubt: "unknown-person" });
  expect(engine.size().people).toBe(0);
});

test.each([3, 29, 30, 31, 40])(
  "of %i versions of the notice each is told from the others, and from one that nobody published",
  (count) => {
    const states = (version: number) => version !== 2 && version !== count - 1;
    const notices = Object.fromEntries(
      Array.from({ length: count }, (_, at) => {
        const purposes = states(at + 1) ? { newsletter: ["contact.email"] } : {};
        return [`v${at + 1}`, { version: `v${at + 1}`, purposes }] as const;
      }),
    );
    const engine = opened({ program: programOf({ collection: { "sign-up": { takes: ["contact.email"] } } }), notices });
    const under = (notice: string) => {
      const collected = [{ point: "sign-up", categories: ["contact.email"], notice, at: NOW }];
      engine.apply({ kind: "person", id: "u_42", state: { ...agreedUnder("v1"), collected } });
      return engine.decide(ASKED);
    };
    const agreed = (notice: string) => {
      engine.apply({ kind: "person", id: "u_42", state: agreedUnder(notice, ["v1"]) });
      return engine.decide(ASKED);
    };
    for (let version = 1; version <= count; version++) {
      expect(under(`v${version}`)).toMatchObject(states(version) ? { rule: "allowed" } : { rule: "notice", doubt: undefined });
      expect(agreed(`v${version}`)).toMatchObject(states(version) ? { rule: "allowed" } : { rule: "consent", doubt: undefined });
    }
    expect(under("nobody's")).toMatchObject({ rule: "notice", doubt: "unknown-notice" });
    expect(agreed("somebody's")).toMatchObject({ rule: "consent", doubt: "unknown-notice" });
  },
);

test("a browser that is let go by its hash alone is counted as one", () => {
  const engine = opened();
  engine.apply({ kind: "browser", id: "b_1", state: AGREED });
  engine.apply({ kind: "person", id: "u_42", state: AGREED });
  expect(engine.size()).toMatchObject({ people: 1, browsers: 1 });
  engine.apply({ kind: "person", hash: engine.hashOf("browser", "b_1"), state: undefined });
  expect(engine.size()).toMatchObject({ people: 1, browsers: 0 });
});

test("a filter that names no data asks for all that the purpose lists", () => {
  const program = programOf({ purposes: { newsletter: { basis: "consent", data: ["contact.email", "name.full"] } } });
  const engine = opened({ program, state: { program: program.hash, people: [["u_42", AGREED]] } });
  const person = (row: string) => row;
  expect([...engine.filter(["u_42", "u_43"], { purpose: "newsletter", person })]).toEqual(["u_42"]);
  expect([...engine.filter(["u_42"], { purpose: "newsleter", person })]).toEqual([]);
  expect(engine.dataOf("newsletter")).toEqual(["contact.email", "name.full"]);
  expect(engine.dataOf("toString")).toEqual([]);
});

test("a browser with the id of a person is not that person", () => {
  const engine = opened();
  engine.apply({ kind: "browser", id: "u_42", state: AGREED });
  expect(engine.size()).toMatchObject({ people: 0, browsers: 1 });
  expect(engine.decide(ASKED).rule).toBe("person-known");
  expect(engine.allows({ ...ASKED, person: undefined, browser: "u_42" })).toBe(true);
});

test("a state of another program is refused, and changes nothing", () => {
  const other = programOf({ subjects: ["customer", "visitor"] });
  expect(() => opened({ state: { program: other.hash } })).toThrow(StateError);
  const engine = opened();
  engine.apply({ kind: "person", id: "u_42", state: AGREED });
  expect(() => engine.load([JSON.stringify({ program: other.hash })])).toThrow(StateError);
  expect(engine.allows(ASKED)).toBe(true);
});

test("lines are taken whole, in place of what was known, or not at all", () => {
  const program = programOf();
  const engine = opened({ program });
  engine.apply({ kind: "person", id: "u_1", state: AGREED });
  const head = JSON.stringify({ program: program.hash, asOf: NOW });
  const hash = Buffer.from(engine.hashOf("person", "u_42")).toString("hex");
  const good = JSON.stringify({ kind: "person", hash, state: AGREED });
  const bad = [
    "{",
    "[]",
    "7",
    JSON.stringify({ kind: "pet", id: "x", state: null }),
    JSON.stringify({ kind: "person", hash: "7", state: null }),
  ];
  for (const line of [...bad, JSON.stringify({ kind: "person", id: "secret-id", state: { as: 7 } })]) {
    const failed = () => engine.load([head, good, line]);
    expect(failed).toThrow(/^line 3 of the state cannot be read/);
    expect(failed).not.toThrow(/secret-id/);
    expect(engine.allows(ASKED)).toBe(false);
    expect(engine.allows({ ...ASKED, person: "u_1" })).toBe(true);
  }
  expect(() => engine.load([])).toThrow(StateError);
  engine.load([head, good, ""]);
  expect(engine.allows(ASKED)).toBe(true);
  expect(engine.size().people).toBe(1);
});

test("whatever is asked, there is an answer", () => {
  const engine = opened();
  const thrower = new Proxy(
    {},
    {
      get: () => {
        throw new Error("looked at");
      },
      has: () => true,
      ownKeys: () => [],
    },
  );
  const asked: unknown[] = [undefined, null, 7, "", [], {}, thrower, { ...ASKED, data: thrower }, { ...ASKED, place: thrower }];
  for (const question of asked) {
    expect(engine.decide(question as Question)).toMatchObject({ allowed: false, rule: "known-names", doubt: "unknown-name" });
    expect(engine.allows(question as Question)).toBe(false);
  }
});

test("what is no name is told by what it should be, and not as a name of nothing", () => {
  const known = { person: AGREED, browser: undefined, clients: {}, notices: {}, stale: false, now: NOW };
  const question = { ...ASKED, place: { country: "Holland" } };
  const because = "the place cannot be read: { country: two letters, region }, and nothing else";
  expect([opened().decide(question).because, decideNaively(programOf(), question, known).because]).toEqual([because, because]);
});

test("a list with nothing in it names nothing, to the plain version too", () => {
  const engine = opened();
  const known = { person: AGREED, browser: undefined, clients: {}, notices: {}, stale: false, now: NOW };
  for (const list of [{ from: [undefined] }, { from: [null] }, { signals: [undefined] }, { signals: ["gpc", undefined] }]) {
    const question = { ...ASKED, form: "anonymous", ...list } as unknown as Question;
    expect(decideNaively(programOf(), question, known).rule).toBe("known-names");
    expect(engine.decide(question).rule).toBe("known-names");
  }
});

test("without a clock nothing is fresh, and what is too old is denied", () => {
  let now = NOW;
  const engine = opened({ now: () => now, freshFor: 1000 });
  engine.apply({ kind: "person", id: "u_42", state: AGREED });
  expect(engine.decide(ASKED)).toMatchObject({ allowed: false, rule: "fresh", doubt: "stale" });
  engine.freshAt(NOW - 1000);
  expect(engine.allows(ASKED)).toBe(true);
  engine.freshAt(NOW - 1001);
  expect(engine.allows(ASKED)).toBe(false);
  engine.freshAt(NOW);
  for (now of [Number.NaN, Number.POSITIVE_INFINITY, 1e20]) expect(engine.decide(ASKED)).toMatchObject({ rule: "fresh" });
});

test("a filter keeps the rows that the purpose may use", () => {
  const engine = opened();
  engine.apply({ kind: "person", id: "u_42", state: AGREED });
  const rows = [{ userId: "u_42" }, { userId: "u_1" }, { userId: undefined }, { userId: "u_42" }];
  const kept = engine.filter(rows, { purpose: "newsletter", data: ["contact.email"], person: ({ userId }) => userId });
  expect([...kept]).toEqual([rows[0], rows[3]]);
});

test("a notice that is published counts at once", () => {
  const engine = opened();
  engine.apply({ kind: "person", id: "u_42", state: { ...AGREED, consents: {} } });
  expect(engine.decide(ASKED).rule).toBe("consent");
  engine.publish({ v1: { version: "v1", purposes: { survey: ["contact"] } } });
  expect(engine.decide(ASKED)).toMatchObject({ rule: "notice", doubt: "unknown-notice" });
  expect(engine.decide({ ...ASKED, purpose: "survey" }).rule).toBe("consent");
});

test("a yes is said again with the same object, which nobody can change", () => {
  const engine = opened();
  const survey = { given: true, at: NOW - 1000, explicit: false, confirmed: false, by: "person" as const };
  for (const id of ["u_42", "u_43"]) engine.apply({ kind: "person", id, state: { ...AGREED, consents: { survey } } });
  const one = engine.decide({ ...ASKED, purpose: "survey" });
  expect(one.allowed).toBe(true);
  expect(engine.decide({ ...ASKED, person: "u_43", purpose: "survey" })).toBe(one);
  expect(Object.isFrozen(one) && Object.isFrozen(one.source) && Object.isFrozen(one.obligations)).toBe(true);
  expect(engine.decide(ASKED)).toBe(engine.decide(ASKED));
});

test("a no is said again with the same object, and tells what it is about", () => {
  const versions = Array.from({ length: 12 }, (_, at) => `v${at}`);
  const engine = opened({ notices: Object.fromEntries(versions.map((version) => [version, { version, purposes: {} }])) });
  for (const notice of versions) {
    const collected = [{ point: "sign-up", categories: ["contact.email"], notice, at: NOW - 2000 }];
    engine.apply({ kind: "person", id: notice, state: { ...AGREED, consents: {}, collected } });
  }
  engine.apply({ kind: "person", id: "erased", state: { ...AGREED, beingErased: true } });
  const people = ["erased", ...versions, "nobody"];
  const first = people.map((person) => engine.decide({ ...ASKED, person }));
  expect(people.map((person) => engine.decide({ ...ASKED, person })).every((no, at) => no === first[at])).toBe(true);
  expect(new Set(first).size).toBe(people.length);
  for (const [at, version] of versions.entries())
    expect(first[at + 1]).toMatchObject({ rule: "notice", allowed: false, because: expect.stringContaining(version) });
  expect([first[0]?.rule, first.at(-1)?.rule]).toEqual(["being-erased", "person-known"]);
});

test("a key of another length is refused", () => {
  expect(() => opened({ hashKey: new Uint8Array(15) })).toThrow(/16 bytes/);
  expect(() => opened().apply({ kind: "person", hash: new Uint8Array(4), state: undefined })).toThrow(StateError);
});

test("memory grows with what is known of a person, not with the rules of the program", () => {
  const purposes = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [`letter-${at}`, { kind: "newsletter", basis: "consent", data: ["contact.email"] }]),
  );
  const many = opened({ program: programOf({ purposes }) });
  const few = opened({ program: programOf({ purposes: { "letter-7": purposes["letter-7"] } }) });
  const state = { ...AGREED, consents: { "letter-7": AGREED.consents.newsletter ?? never() } };
  for (const engine of [many, few]) for (let at = 0; at < 1000; at++) engine.apply({ kind: "person", id: `u_${at}`, state });
  expect(many.size().bytes).toBe(few.size().bytes);
  expect(many.size().bytes / 1000).toBeLessThan(120);
});

function never(): never {
  throw new Error("no such consent");
}
