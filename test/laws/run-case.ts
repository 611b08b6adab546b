import { type Asked, type JudgedClock, type Judgment, judge, judgeAge, protects } from "@troth/core/jurisdictions";
import { isInForce, type LawData, type RightWord } from "@troth/core/laws";
import { Temporal } from "temporal-polyfill";
import type { Case } from "./read-cases.ts";

type Expected = Case["expect"];

/** What a case expects and does not get, for each of its rights and requesters: empty where it holds. */
export const whatFails = (law: LawData, one: Case): readonly string[] =>
  listOf(one.when.right).flatMap((right) =>
    listOf(one.when.requester).flatMap((requester) =>
      failsFor(law, { ...one, when: { ...one.when, ...(right && { right }), ...(requester && { requester }) } }),
    ),
  );

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

function failsFor(law: LawData, one: Case): readonly string[] {
  const got = resultsOf(law, one);
  return Object.entries(one.expect).flatMap(([key, wanted]) => {
    const said = (got as Record<string, unknown>)[key];
    const [is, should] = [canonical(said), canonical(wanted)];
    return is === should ? [] : [`${key}: ${is ?? "nothing"} instead of ${should}`];
  });
}

/** Keys in order; a list of words is a set. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (Array.isArray(inner)) return [...inner].sort();
    if (inner === null || typeof inner !== "object") return inner;
    return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

function resultsOf(law: LawData, one: Case): Partial<Record<keyof Expected, unknown>> {
  const { when, zone } = one;
  const day = (when.received ?? "2026-11-28").slice(0, 10);
  const minor =
    when.age === undefined
      ? undefined
      : judgeAge(law, { age: when.age, sale: when.sale ?? false, consent: when.consent ?? true, day });
  const age = minor === undefined ? {} : { minor: minor.needs, "minor-by": minor.rule?.article };
  const scope =
    when.lives === undefined && when.company === undefined
      ? {}
      : { protected: protects(law, { residences: when.lives ? [when.lives] : [], company: when.company, day }) };
  const conflict = law.conflicts.find(
    (rule) => isInForce(rule, day) && when.grounds?.includes(rule.keep) && rule.erase === when.right,
  );
  const wins = conflict === undefined ? {} : { wins: conflict.wins };
  return { ...age, ...scope, ...wins, ...asResult(judge(law, askedIn(one, zone)), law.zone ?? zone, one.expect) };
}

function askedIn({ when }: Case, zone: string): Asked {
  const at = (text: string): string => instant(text, zone);
  const { right = "information", holidays, awaited, extended, moments, earlier, received = "2026-11-28 12:00" } = when;
  const { zone: _, age: _age, sale: _sale, consent: _consent, lives: _lives, company: _company, ...same } = when;
  const { received: _received, ...asked } = same;
  return {
    ...asked,
    right: right as RightWord,
    receivedAt: at(received),
    zone,
    ...(holidays === undefined ? {} : { holidays: (day: string) => holidays.includes(day) }),
    ...(earlier === undefined ? {} : { earlier: earlier.map(at) }),
    ...(extended === undefined ? {} : { extended: extended.map(at) }),
    ...(moments === undefined
      ? {}
      : { moments: Object.fromEntries(Object.entries(moments).map(([key, text]) => [key, at(text)])) }),
    ...(awaited === undefined
      ? {}
      : {
          awaited: awaited.map(({ what, asked: askedOn, given }) => ({
            what,
            askedAt: at(askedOn),
            ...(given === undefined ? {} : { givenAt: at(given) }),
          })),
        }),
  } as Asked;
}

/** A day without a time is its noon. */
function instant(text: string, zone: string): string {
  const [day = "", time = "12:00"] = text.split(" ");
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant().toString();
}

function asResult(judged: Judgment, zone: string, wanted: Expected): Partial<Record<keyof Expected, unknown>> {
  const demanded = (demand: string) => judged.demands.flatMap((one) => (one.demand === demand ? [one.measure] : []));
  const answer = judged.clocks.find(({ act }) => act === (wanted.extension?.act ?? "answer"));
  return {
    right: "none" in judged.right ? judged.right.none : "yes",
    outcome: judged.outcome,
    clocks: clocksSaid(judged.clocks, wanted.clocks),
    extension: extensionSaid(answer, wanted.extension),
    waits: answer?.waitsFor,
    withdrawn: answer?.withdrawnAt && timed(answer.withdrawnAt, answer, zone),
    must: demanded("must"),
    may: demanded("may"),
    never: demanded("must-not"),
    "may-ask": typeof judged.requester === "string" ? judged.requester : judged.requester.may ? "yes" : "no",
    grounds: judged.grounds.map(({ ground }) => ground),
    "not-held": Object.fromEntries(judged.notHeld.map(({ ground, because }) => [ground, because])),
    follows: [...new Set(judged.grounds.flatMap((rule) => rule.follows ?? []))],
    "at-most": judged.grounds.flatMap(({ most }) => (most ? [`${most.currency} ${most.amount}`] : []))[0],
    used: judged.frequency !== undefined,
    covers: judged.covers && { from: judged.covers.from, "all-since": judged.covers.allSince },
    words: judged.letters.find(({ words }) => words !== undefined)?.words,
    withheld: judged.withheld.map(({ kind }) => kind),
    letters: lettersSaid(judged, wanted.letters),
  };
}

/** The clocks of the acts that the case names; `none` where it says that one does not run. */
function clocksSaid(clocks: readonly JudgedClock[], wanted: Expected["clocks"]): unknown {
  return Object.fromEntries(
    Object.entries(wanted ?? {}).map(([act, value]) => {
      const clock = clocks.find((one) => one.act === act);
      if (clock === undefined) return [act, "none"];
      if (clock.target === undefined) return [act, clock.noNumber ?? "no-number"];
      const [target, limit] = [timed(clock.target, clock), clock.limit && timed(clock.limit, clock)];
      if (typeof value === "string") return [act, target === limit ? target : { target, limit }];
      return [act, limit === undefined ? { target } : { target, limit }];
    }),
  );
}

function extensionSaid(clock: JudgedClock | undefined, wanted: Expected["extension"]): unknown {
  const longer = clock?.extension;
  if (longer === undefined || wanted === undefined) return undefined;
  const target = longer.target && timed(longer.target, clock);
  const limit = longer.limit && timed(longer.limit, clock);
  return {
    tell: timed(longer.tellBy, clock),
    until:
      target === undefined ? "no-maximum" : target === limit && typeof wanted.until === "string" ? target : { target, limit },
    ...(wanted.holds === undefined ? {} : { holds: longer.holds }),
    ...(wanted.act === undefined ? {} : { act: wanted.act }),
  };
}

/** A day in the clock's zone; of a clock in hours, the minute too. */
function timed(moment: string, clock: Pick<JudgedClock, "zone" | "period"> | undefined, zone?: string): string {
  const local = Temporal.Instant.from(moment).toZonedDateTimeISO(clock?.zone ?? zone ?? "UTC");
  const day = local.toPlainDate().toString();
  return clock?.period?.unit === "hours" ? `${day} ${local.toPlainTime().toString({ smallestUnit: "minute" })}` : day;
}

function lettersSaid({ letters }: Judgment, wanted: Expected["letters"]): unknown {
  return Object.fromEntries(
    Object.keys(wanted ?? {}).map((letter) => [
      letter,
      [...new Set(letters.filter((rule) => rule.letter === letter).flatMap(({ contents }) => contents))],
    ]),
  );
}
