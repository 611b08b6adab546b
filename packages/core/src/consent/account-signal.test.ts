import { expect, test } from "vitest";
import { type Fact, factSchema, foldFacts } from "../facts/index.ts";
import { accountSignal, placeOfSignal, takesSignal } from "./account-signal.ts";

const NOWHERE = { collection: {}, laws: [], minors: undefined, zone: "UTC" };

type Chose = Extract<Fact, { kind: "chose" }>;

let ids = 0;
const chose = (day: string, optOuts: object | undefined, more: object = {}): Chose =>
  factSchema.parse({
    ...{
      id: `c${++ids}`,
      person: "p",
      at: `2026-03-${day}T09:00:00Z`,
      origin: "test",
      kind: "chose",
      choices: {},
      how: "signal",
    },
    ...(optOuts === undefined ? {} : { optOuts }),
    ...more,
  }) as Chose;
const OUT = { sale: true, sharing: true };
const IN = { sale: false, sharing: false };
const stands = (...choices: Chose[]) => {
  const signal = accountSignal(foldFacts(NOWHERE, choices), choices);
  return { on: signal.on, since: signal.by?.at.slice(8, 10), place: placeOfSignal(signal), takes: takesSignal(signal) };
};

test("it is on since the first of those that say so, whatever is told again", () => {
  expect(stands()).toMatchObject({ on: false, since: undefined, takes: true });
  expect(stands(chose("01", OUT), chose("02", undefined), chose("03", OUT))).toEqual({
    ...{ on: true, since: "01", place: "browser", takes: false },
  });
  // A no to sharing alone is no word on all of it.
  expect(stands(chose("01", { sharing: true }))).toMatchObject({ on: false, since: undefined, takes: true });
});

test("a yes in a banner is a setting that the signal goes before; an end in the preferences is their consent against it", () => {
  expect(stands(chose("01", OUT), chose("02", IN, { how: "accept-all" }))).toMatchObject({ on: false, takes: true });
  const ended = [chose("01", OUT), chose("02", IN, { how: "preferences" })];
  expect(stands(...ended)).toEqual({ on: false, since: "02", place: "page", takes: false });
  expect(stands(...ended, chose("03", OUT, { how: "preferences" }))).toEqual({
    ...{ on: true, since: "03", place: "page", takes: false },
  });
});

test("what was told in another way is on, too, and is said to be", () => {
  const facts = ["sale", "sharing"].map((of) =>
    factSchema.parse({ id: of, person: "p", at: "2026-03-01T09:00:00Z", origin: "app", kind: "opted-out", of, on: true }),
  );
  const signal = accountSignal(foldFacts(NOWHERE, facts), []);
  expect([signal.on, placeOfSignal(signal), takesSignal(signal)]).toEqual([true, "told", false]);
});

test("a yes to one purpose in a banner is gone before by the next signal; one on the page of choices was said with it in view", () => {
  const yes = (day: string, how: string) => chose(day, undefined, { choices: { ads: true }, how });
  const signal = (...choices: Chose[]) => accountSignal(foldFacts(NOWHERE, choices), choices);
  const banner = signal(chose("01", OUT), yes("02", "choose"));
  expect([banner.on, banner.except, takesSignal(banner)]).toEqual([true, [{ purpose: "ads", inView: false }], true]);
  const page = signal(chose("01", OUT), yes("02", "preferences"));
  expect([page.on, page.except, takesSignal(page)]).toEqual([true, [{ purpose: "ads", inView: true }], false]);
  const again = signal(chose("01", OUT), yes("02", "choose"), chose("03", OUT));
  expect([again.on, again.except, takesSignal(again)]).toEqual([true, [], false]);
});
