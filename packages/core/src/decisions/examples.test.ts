import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { factSchema, subjectOfFact } from "../facts/index.ts";
import { compileProgram, type Program } from "../program/index.ts";
import { decideOnce } from "./compiled/decide-once.ts";
import type { Decision } from "./decision.ts";
import { knownFromFacts } from "./known-from-facts.ts";
import { decideNaively } from "./naive.ts";
import { GRANTS, PRECEDENCE } from "./precedence.ts";
import type { Known, Question } from "./question.ts";

type Decide = (program: Program, question: Question, known: Known) => Decision;

/** Everything that answers questions: each is held to every example. */
const DECIDERS: readonly (readonly [string, Decide])[] = [
  ["naive", decideNaively],
  ["compiled", decideOnce],
];

const map = z.record(z.string(), z.unknown());
const moment = z.iso.datetime();
const said = {
  program: map.optional(),
  facts: z.array(map).optional(),
  ask: map.optional(),
  notices: z.record(z.string(), z.record(z.string(), z.array(z.string()))).optional(),
  now: moment.optional(),
  stale: z.boolean().optional(),
};
const half = z.strictObject({
  says: z.string().regex(/[.:]$/, "a sentence"),
  ...said,
  by: z.string().optional(),
  doubt: z.string().optional(),
  until: moment.optional(),
  obligations: z.array(map).optional(),
});
const file = z.strictObject({
  program: map,
  facts: z.array(map),
  fact: map,
  ask: map,
  now: moment,
  examples: z.array(z.strictObject({ rule: z.string(), ...said, denied: half, allowed: half })),
});
const table = file.parse(parse(readFileSync(new URL("examples.yaml", import.meta.url), "utf8")));
type Pair = (typeof table.examples)[number];
type Half = z.infer<typeof half>;

/** RFC 7396: what is named is changed, null is taken out. */
function patch(target: unknown, change: unknown): unknown {
  if (typeof change !== "object" || change === null || Array.isArray(change)) return change;
  const from = typeof target === "object" && target !== null && !Array.isArray(target) ? target : {};
  const entries = new Map(Object.entries(from));
  for (const [key, value] of Object.entries(change)) {
    if (value === null) entries.delete(key);
    else entries.set(key, patch(entries.get(key), value));
  }
  return Object.fromEntries(entries);
}

const programs = new Map<string, Program>();

function compiled(pair: Pair, half: Half): Program {
  const data = [pair.program ?? {}, half.program ?? {}].reduce<unknown>(patch, table.program);
  const key = JSON.stringify(data);
  const made = programs.get(key) ?? compile(data);
  programs.set(key, made);
  return made;
}

function compile(data: unknown): Program {
  const { program, findings } = compileProgram({ data: data as Record<string, unknown> });
  if (program === undefined) throw new Error(findings.map(({ says }) => says).join("; "));
  return program;
}

function answer(decide: Decide, pair: Pair, half: Half) {
  const program = compiled(pair, half);
  const question = { ...table.ask, ...pair.ask, ...half.ask } as unknown as Question;
  const facts = [...table.facts, ...(pair.facts ?? []), ...(half.facts ?? [])].map((fact, index) => {
    const { person, ...rest } = table.fact;
    const aboutOther = "browser" in fact || "client" in fact;
    const whole = factSchema.parse({ id: `f${index}`, ...rest, ...(aboutOther ? {} : { person }), ...fact });
    expect(subjectOfFact(whole), JSON.stringify(fact)).toBeDefined();
    return whole;
  });
  const notices = Object.entries({ ...pair.notices, ...half.notices }).map(([version, purposes]) => [
    version,
    { version, purposes },
  ]);
  const now = Date.parse(half.now ?? pair.now ?? table.now);
  const stale = half.stale ?? pair.stale ?? false;
  const known = knownFromFacts(program, question, { facts, notices: Object.fromEntries(notices), stale, now });
  return decide(program, question, known);
}

const pairs = table.examples.map((pair): [string, Pair] => [`${pair.rule}: ${pair.denied.says}`, pair]);

describe.each(DECIDERS)("%s", (_, decide) => {
  test.each(pairs)("%s", (_name, pair) => {
    const grants = GRANTS.some(({ id }) => id === pair.rule);
    const denied = answer(decide, pair, pair.denied);
    expect(denied).toMatchObject({ allowed: false, rule: pair.denied.by ?? pair.rule, until: undefined });
    expect(denied.doubt).toBe(pair.denied.doubt);
    expect(denied.obligations).toEqual(pair.denied.obligations ?? []);
    expect(denied.because).not.toMatch(/\{\d\}|undefined|``/);
    const allowed = answer(decide, pair, pair.allowed);
    expect(allowed).toMatchObject({ allowed: true, rule: pair.allowed.by ?? (grants ? pair.rule : "allowed"), doubt: undefined });
    expect(allowed.until).toBe(pair.allowed.until === undefined ? undefined : Date.parse(pair.allowed.until));
    expect(allowed.obligations).toEqual(pair.allowed.obligations ?? []);
  });
});

test.each(pairs)("the two of a pair differ in one thing: %s", (_name, { denied, allowed }) => {
  const changed = (Object.keys(said) as (keyof typeof said)[]).filter(
    (key) => JSON.stringify(denied[key]) !== JSON.stringify(allowed[key]),
  );
  expect(changed).toHaveLength(1);
});

test("every rule of the table has a pair, and every pair a rule of the table", () => {
  const rules: readonly string[] = [...PRECEDENCE, ...GRANTS].map(({ id }) => id);
  const shown = table.examples.map(({ rule }) => rule);
  expect(rules.filter((rule) => !shown.includes(rule))).toEqual([]);
  expect(shown.filter((rule) => !rules.includes(rule))).toEqual([]);
});

test("the pairs stand in the order of the table", () => {
  const order: readonly string[] = [...PRECEDENCE, ...GRANTS].map(({ id }) => id);
  const places = table.examples.map(({ rule }) => order.indexOf(rule));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
