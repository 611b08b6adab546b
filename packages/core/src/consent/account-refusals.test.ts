// What a browser is told that its person's account is against: purposes, and single trackers of those that it allows.
import { expect, test } from "vitest";
import { type Fact, factSchema, foldFacts } from "../facts/index.ts";
import { compileProgram } from "../program/index.ts";
import { refusalsOf } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Fernhill, country: IE, contact: privacy@fernhill.example }
laws: [gdpr]
services: { site: { name: Fernhill, urls: ["https://www.fernhill.example"] } }
subjects: [visitor]
purposes:
  count: { kind: analytics, data: [usage.page-view], basis: consent }
  chat: { kind: support, data: [usage.page-view], basis: consent }
collection: { visits: { from: automatic, takes: [usage.page-view] } }
trackers:
  count: { kind: tag, purpose: count, loads: ["https://count.example/*"] }
  talk: { kind: tag, purpose: chat, loads: ["https://talk.example/*"] }
`;
const { program, findings } = compileProgram({ file: "troth.yaml", read: () => PROGRAM });
if (program === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));

const DAY = 86_400_000;
const chose = (day: number, more: object): Fact =>
  factSchema.parse({
    ...{ id: `c${day}`, person: "ada", at: new Date(day * DAY + 1000).toISOString(), origin: "banner", kind: "chose" },
    ...{ how: "choose", choices: {}, ...more },
  });
const against = (...facts: readonly Fact[]) =>
  refusalsOf(program as NonNullable<typeof program>, foldFacts(program as NonNullable<typeof program>, facts), 99 * DAY);

test("a tracker is refused since the day of its no, by the name that the banner has for it", () => {
  const one = chose(5, { choices: { count: true, chat: true }, trackers: { count: false, talk: false } });
  expect(against(one)).toEqual({ "tracker:count": 5, talk: 5 });
});

test("where its purpose is refused, that is all that is said", () => {
  const [one, two] = [chose(5, { trackers: { talk: false } }), chose(6, { choices: { chat: false } })];
  expect(against(one)).toEqual({ talk: 5 });
  expect(against(one, two)).toEqual({ chat: 6 });
});

test("a later yes ends it: to the tracker, or to all of its purpose; in whichever order they were told", () => {
  const no = chose(5, { choices: { chat: true }, trackers: { talk: false } });
  for (const yes of [chose(6, { choices: { chat: true } }), chose(6, { trackers: { talk: true } })])
    for (const told of [
      [no, yes],
      [yes, no],
    ])
      expect(against(...told)).toEqual({});
  expect(against(no, chose(6, { choices: { count: true } }))).toEqual({ talk: 5 });
});

test("a yes to a tracker that was not on the screen ends none", () => {
  const no = chose(5, { choices: { chat: true, count: true }, trackers: { talk: false, count: false } });
  const yes = chose(6, { trackers: { talk: true, count: true }, unshown: ["talk", "tracker:count"] });
  expect(against(no, yes)).toEqual({ talk: 5, "tracker:count": 5 });
});

test("of one moment the no holds", () => {
  const told = [chose(5, { trackers: { talk: false } }), { ...chose(5, { trackers: { talk: true } }), id: "a" }];
  expect(against(...told)).toEqual({ talk: 5 });
});
