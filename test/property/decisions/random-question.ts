// Random questions: mostly such as make sense, some with names that nobody knows, some that are no questions at all.
import type { Question } from "@troth/core/decisions";
import { CHANNELS, type Channel, type Program } from "@troth/core/program";
import type { Chance } from "./chance.ts";
import { TEXTS, type World } from "./random-facts.ts";
import { kindsOf, NAMES } from "./random-program.ts";

const GARBAGE: readonly unknown[] = [
  undefined,
  null,
  "",
  0,
  7,
  true,
  [],
  {},
  ["contact.email"],
  "no-such-name",
  "__proto__",
  "constructor",
  Number.NaN,
];

/** A question by chance. */
export function randomQuestion(chance: Chance, program: Program, world: World): Question {
  const question = sensible(chance, program, world);
  return chance.happens(0.06) ? spoilt(chance, question) : question;
}

function sensible(chance: Chance, program: Program, world: World): Question {
  const purposes = Object.keys(program.purposes);
  const purpose = chance.happens(0.97) ? chance.pick(purposes) : chance.pick([...purposes, ...program.never.purposes]);
  const used = program.purposes[purpose]?.uses.map(({ id }) => id) ?? [];
  const serving = Object.values(program.recipients).filter(({ purposes: of }) => of.includes(purpose));
  const recipient = chance.maybe(0.55, () =>
    serving.length > 0 && chance.happens(0.9) ? chance.pick(serving).id : chance.pick(Object.keys(program.recipients)),
  );
  const receives = recipient === undefined ? [] : (program.recipients[recipient]?.uses ?? []);
  const received = receives.map(({ id }) => id);
  // Who takes what names nobody is mostly asked about that: else no question comes past the form.
  const namesNobody = receives.some(({ form }) => form === "anonymous");
  const both = used.filter((id) => received.includes(id));
  const about = chance.below(10);
  const points = Object.keys(program.collection);
  const asks = {
    person: about < 8 ? (chance.happens(0.97) ? chance.pick(Object.keys(world.people)) : "u_unknown") : undefined,
    browser: about > 3 ? (chance.happens(0.95) ? chance.pick(Object.keys(world.browsers)) : "b_unknown") : undefined,
    purpose,
    data: dataOf(chance, program, both.length > 0 && chance.happens(0.8) ? both : used),
    form: chance.maybe(namesNobody || program.purposes[purpose]?.otherwise === "anonymous" ? 0.6 : 0.25, () =>
      chance.happens(0.6) ? "anonymous" : chance.pick(NAMES.FORMS),
    ),
    recipient,
    act: chance.maybe(0.25, () => (points.length > 0 ? chance.pick(["use", "collect"] as const) : "use")),
    at: chance.maybe(0.1, () => (points.length > 0 ? chance.pick(points) : undefined)),
    from: chance.maybe(0.15, () => chance.some(["archive/rows", "archive/counts", "archive/counts"], 0.6)),
    as: chance.maybe(0.15, () => chance.pick([...Object.keys(program.subjects), undefined])),
    client: chance.maybe(0.2, () => chance.pick(["acme", "globex", "nobody"])),
    content: chance.maybe(program.purposes[purpose]?.approves === true ? 0.9 : 0.1, () => chance.pick(TEXTS)),
    channel: chance.maybe(0.15, () => chance.pick(partsOf(program, purpose).channels)),
    topic: chance.maybe(
      program.purposes[purpose] !== undefined && Object.keys(program.purposes[purpose]?.topics ?? {}).length > 0 ? 0.35 : 0.02,
      () => chance.pick(partsOf(program, purpose).topics),
    ),
    automated: chance.maybe(0.05, () => chance.happens(0.7)),
    signals: chance.maybe(0.1, () => chance.pick([[], ["gpc"], ["gpc", "gpc"]] as const)),
    place: chance.maybe(0.2, () => {
      const region = chance.pick([undefined, "CA", "VA"]);
      return { country: chance.pick(NAMES.COUNTRIES), ...(region === undefined ? {} : { region }) };
    }),
  };
  const question: Question =
    asks.act === "collect" && asks.at === undefined && points.length > 0 ? { ...asks, at: chance.pick(points) } : asks;
  return Object.fromEntries(
    Object.entries(question).filter(([, value]) => value !== undefined || chance.happens(0.1)),
  ) as unknown as Question;
}

/** Mostly such as the purpose has: else no question comes past that. */
function partsOf(
  program: Program,
  purpose: string,
): { readonly channels: readonly Channel[]; readonly topics: readonly string[] } {
  const { channels = [], topics = {} } = program.purposes[purpose] ?? {};
  const own = Object.keys(topics);
  return { channels: [...channels, ...channels, ...channels, ...CHANNELS], topics: [...own, ...own, ...own, ...NAMES.TOPICS] };
}

function dataOf(chance: Chance, program: Program, listed: readonly string[]): readonly string[] {
  const any = () => (chance.happens(0.2) ? chance.pick(NAMES.NEVER_DATA) : chance.pick(kindsOf(program)));
  const one = () => (listed.length > 0 && chance.happens(0.97) ? chance.pick(listed) : any());
  return Array.from({ length: chance.happens(0.8) ? 1 : 1 + chance.below(4) }, one);
}

/** One key of it is something else, or something in a list is; or it is no question. */
function spoilt(chance: Chance, question: Question): Question {
  if (chance.happens(0.1)) return chance.pick(GARBAGE) as Question;
  if (chance.happens(0.1)) return { ...question, [chance.pick(["recipent", "purposes", "toString"])]: "mailer" };
  const key = chance.pick([
    ...["person", "browser", "purpose", "data", "form", "recipient", "act", "at", "from", "as", "client", "automated"],
    ...["signals", "place", "content", "channel", "topic"],
  ]);
  const value = chance.happens(0.3) ? [chance.pick(GARBAGE), chance.pick(GARBAGE)] : chance.pick(GARBAGE);
  const hash = chance.pick([`${"a".repeat(63)}F`, "a".repeat(63), `${"a".repeat(63)}:`, `${"a".repeat(63)}/`, "a".repeat(65)]);
  const place = { country: chance.pick(["nl", "N", "NLD", 7, "NL"]), region: chance.pick(["CA", 7, undefined]) };
  if (key === "content" && chance.happens(0.6)) return { ...question, content: hash };
  return { ...question, [key]: key === "place" && chance.happens(0.6) ? place : value } as Question;
}
