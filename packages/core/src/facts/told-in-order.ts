// Facts in the order in which they count: by when they happened, and where two happened at once the more protective last.
import { CHANNELS } from "../program/index.ts";
import { correctedAmong } from "./corrected-among.ts";
import { type Fact, OPT_OUTS } from "./fact.ts";
import { isProtective } from "./protection.ts";

/** Of a part of a choice: somebody answered it themselves, where they were asked. */
export interface AnsweredHere {
  readonly answered?: true;
  /** By its own control, with Global Privacy Control of their browser shown beside it. */
  readonly againstSignal?: true;
}

/** What still stands, in the order in which it happened. The same id twice is the same fact. */
export function toldInOrder(told: readonly Fact[]): readonly Fact[] {
  const facts = told.length === 1 ? told : [...new Map(told.map((fact) => [fact.id, fact])).values()];
  const corrected = correctedAmong(facts);
  const said: { readonly fact: Fact; readonly at: number; readonly rank: number }[] = [];
  for (const fact of facts) {
    if (fact.kind === "retracted" || corrected.has(fact.id)) continue;
    const at = Date.parse(fact.at);
    for (const one of saidOneByOne(fact)) said.push({ fact: one, at, rank: protection(one) });
  }
  return said.sort((a, b) => a.at - b.at || a.rank - b.rank || (a.fact.id < b.fact.id ? -1 : 1)).map(({ fact }) => fact);
}

/** A choice says several things: apart, so that of two of one moment the protective part of each holds. */
export function saidOneByOne(fact: Fact): readonly Fact[] {
  if (fact.kind !== "chose") return [fact];
  const { person, browser, at, origin, notice } = fact;
  const under = notice === undefined ? {} : { notice };
  const own = fact.gpc === true && (fact.how === "choose" || fact.how === "api");
  const here: AnsweredHere = { answered: true, ...(own ? { againstSignal: true } : {}) };
  const head = (part: string) => ({ id: `${fact.id} ${part}`, person, browser, at, origin });
  return [
    ...countingChoices(fact).flatMap(([purpose, given]): readonly (Fact & AnsweredHere)[] => [
      { ...head(`consented ${purpose}`), kind: "consented", purpose, given, ...under, ...(given ? here : {}) },
      { ...head(`objected ${purpose}`), kind: "objected", purpose, on: !given },
    ]),
    ...OPT_OUTS.flatMap((of): readonly Fact[] => {
      const on = fact.optOuts?.[of];
      return on === undefined ? [] : [{ ...head(`opted-out ${of}`), kind: "opted-out", of, on }];
    }),
    ...countingParts(fact).map(
      ({ purpose, part, yes }): Fact => ({
        ...head(`objected ${purpose} ${JSON.stringify(part)}`),
        ...{ kind: "objected", purpose, ...part, on: !yes },
      }),
    ),
    // A browser's own are in its cookie.
    ...(person === undefined ? [] : countingTrackers(fact)).map(
      ([id, yes]): Fact => ({ ...head(`tracker ${id}`), kind: "chose", choices: {}, trackers: { [id]: yes }, how: fact.how }),
    ),
  ];
}

/**
 * The answers of a choice that count, by purpose: to what nobody was shown somebody can say no, and nobody consents. What the
 * site's own controls asked (`api`) is no answer to the banner's text: for what they showed the site stands, whatever they asked.
 */
export const countingChoices = ({
  choices,
  how,
  unshown = [],
}: Pick<Extract<Fact, { kind: "chose" }>, "choices" | "how" | "unshown">): readonly (readonly [
  purpose: string,
  given: boolean,
])[] => Object.entries(choices).filter(([purpose, given]) => !given || how === "api" || !unshown.includes(purpose));

/** The answers of a choice about single parts of purposes. A yes to one takes back a no, and is a consent to nothing. */
export const countingParts = ({ channels = {}, topics = {} }: Extract<Fact, { kind: "chose" }>) => [
  ...Object.entries(channels).flatMap(([purpose, all]) =>
    CHANNELS.flatMap((channel) => {
      const yes = all[channel];
      return yes === undefined ? [] : [{ purpose, part: { channel }, yes }];
    }),
  ),
  ...Object.entries(topics).flatMap(([purpose, all]) =>
    Object.entries(all).map(([topic, yes]) => ({ purpose, part: { topic }, yes })),
  ),
];

/** The same of its trackers; where a purpose is called as one is, the banner names that with `tracker:` before. */
const countingTrackers = ({ trackers = {}, how, unshown = [] }: Extract<Fact, { kind: "chose" }>) =>
  Object.entries(trackers).filter(
    ([id, yes]) => !yes || how === "api" || !(unshown.includes(id) || unshown.includes(`tracker:${id}`)),
  );

/** Of two facts of one moment the one with the higher rank is taken last, so that it holds. */
function protection(fact: Fact): number {
  switch (fact.kind) {
    case "granted":
      return -fact.scopes.length;
    case "minor":
      // Of one moment after every day of birth.
      return fact.is ? Number.MAX_SAFE_INTEGER : 0;
    case "born":
      return Date.parse(fact.day);
    default:
      return isProtective(fact) ? 1 : 0;
  }
}
