// A fact against the program: only what the program speaks of can be decided by.
import { nearest, oneOf, type Program } from "../program/index.ts";
import { branch, dataCategories } from "../taxonomy/index.ts";
import { type Fact, subjectOfFact, subjectsOfKind } from "./fact.ts";
import { countingParts } from "./told-in-order.ts";

/** What is wrong with a fact. Names the field and names of the program; never a value of a person. */
export interface FactFault {
  /** `point`, `categories[1]`; empty: the fact itself. */
  readonly field: string;
  readonly code:
    | "shape"
    | "subject"
    | "unknown-point"
    | "unknown-purpose"
    | "unknown-recipient"
    | "unknown-category"
    | "unknown-subject"
    | "unknown-act"
    | "unknown-event"
    | "unknown-channel"
    | "unknown-topic"
    | "future"
    | "corrects"
    | "linking"
    | "untold"
    | "other-content"
    | "erasing"
    | "erased";
  readonly says: string;
  readonly advice: string;
}

type Names = Pick<Program, "collection" | "purposes" | "recipients" | "data" | "subjects" | "never" | "guarded">;

/** Clocks differ a little; beyond it a fact has not happened yet. */
export const FUTURE_MS = 5 * 60_000;
/** Somewhere it is tomorrow already. */
const DAY_AHEAD_MS = 24 * 60 * 60_000;

/** All that is wrong with a fact, told at `now`. `own`: Troth tells it itself. */
export function checkFact(program: Names, fact: Fact, now: number, own = false): readonly FactFault[] {
  return [...ownFaults(fact, own), ...subjectFaults(fact), ...timeFaults(fact, now), ...nameFaults(program, fact, own)];
}

function ownFaults(fact: Fact, own: boolean): readonly FactFault[] {
  if (fact.kind === "approved" && !own)
    return [
      {
        field: "kind",
        code: "shape",
        says: "Troth itself asks who wrote a text whether they approve it",
        advice: "hand the text in by `POST /v1/contents`",
      },
    ];
  if (fact.kind === "being-erased")
    return [
      {
        field: "kind",
        code: "shape",
        says: "Troth itself says who is being erased",
        advice: "take an erasure request for the person",
      },
    ];
  if (fact.kind === "retracted" && fact.corrects === undefined)
    return [
      {
        field: "corrects",
        code: "corrects",
        says: "a `retracted` fact takes another one back, and names none",
        advice: "give it the id of that fact in `corrects`",
      },
    ];
  return [];
}

function subjectFaults(fact: Fact): readonly FactFault[] {
  if (subjectOfFact(fact) !== undefined) return [];
  const kinds = subjectsOfKind(fact.kind);
  return [
    {
      field: "",
      code: "subject",
      says: `a \`${fact.kind}\` fact is about exactly one ${kinds.join(" or ")}`,
      advice: `give it ${kinds.map((kind) => `\`${kind}\``).join(" or ")}, and no other of person, browser and client`,
    },
  ];
}

function timeFaults(fact: Fact, now: number): readonly FactFault[] {
  if (fact.kind === "born" && Date.parse(fact.day) > now + DAY_AHEAD_MS)
    return [
      {
        field: "day",
        code: "future",
        says: "nobody is born on a day that has not come",
        advice: "tell the day of birth as `1980-02-29`; where it is not known, tell none",
      },
    ];
  if (Date.parse(fact.at) <= now + FUTURE_MS) return [];
  return [
    {
      field: "at",
      code: "future",
      says: "it has not happened yet: it is more than 5 minutes ahead of our clock",
      advice: "tell a fact once it has happened; see that the clocks of both machines are set",
    },
  ];
}

function nameFaults(program: Names, fact: Fact, own: boolean): readonly FactFault[] {
  const known = (field: string, name: string | undefined, as: Exclude<KnownAs, "channel" | "topic">): readonly FactFault[] =>
    name === undefined ? [] : unknownName({ field, name, as, names: namesOf(program, as) });
  // A no that is said on our own pages is kept though its purpose left the program since: it may come back.
  const answered = (field: string, name: string | undefined, yes: boolean): readonly FactFault[] =>
    own && !yes ? [] : known(field, name, "purpose");
  const categories = (field: string, names: readonly string[]): readonly FactFault[] =>
    names.flatMap((name, at) => (categoriesNamed(program, name).length > 0 ? [] : known(`${field}[${at}]`, name, "category")));
  switch (fact.kind) {
    case "collected":
      return [
        ...known("point", fact.point, "point"),
        ...categories("categories", fact.categories),
        ...known("as", fact.as, "subject"),
        ...(fact.for ?? []).flatMap((purpose, at) => known(`for[${at}]`, purpose, "purpose")),
      ];
    case "granted":
      return known("point", fact.point, "point");
    case "enabled":
      return known("recipient", fact.recipient, "recipient");
    case "instructed":
      return known("purpose", fact.purpose, "purpose");
    case "objected":
      return [...known("purpose", fact.purpose, "purpose"), ...objectionFaults(program, fact)];
    case "approved":
      return answered("purpose", fact.purpose, fact.given);
    case "agreed":
      return known("act", fact.act, "act");
    case "occasion":
      return occasionFaults(program, fact);
    case "derived":
      return [...categories("category", [fact.category]), ...categories("from", fact.from)];
    case "chose":
      return [
        ...Object.entries(fact.choices).flatMap(([name, yes]) => answered("choices", name, yes)),
        ...countingParts(fact).flatMap(({ purpose, part, yes }) => {
          const field = "channel" in part ? "channels" : "topics";
          return [...answered(field, purpose, yes), ...(own && !yes ? [] : partFaults(program, { purpose, ...part, field }))];
        }),
      ];
    case "consented":
      return [...consentFaults(fact), ...answered("purpose", fact.purpose, fact.given), ...known("to", fact.to, "recipient")];
    default:
      return [];
  }
}

/** An occasion that no recipient waits for would open nothing, and nobody would know why. */
function occasionFaults(
  program: Names,
  { event, recipient, at, ends }: Extract<Fact, { kind: "occasion" }>,
): readonly FactFault[] {
  const names = namesOf(program, "recipient");
  const faults: FactFault[] = [...unknownName({ field: "event", name: event, as: "event", names: namesOf(program, "event") })];
  if (recipient !== undefined) {
    faults.push(...unknownName({ field: "recipient", name: recipient, as: "recipient", names }));
    if (faults.length === 0 && program.recipients[recipient]?.occasion !== event)
      faults.push({
        field: "recipient",
        code: "unknown-event",
        says: "this recipient does not wait for this event",
        advice: `expected ${oneOf("recipients", waitingFor(program, event))}, or leave \`recipient\` out: it is for all that wait for the event`,
      });
  }
  if (ends !== undefined && Date.parse(ends) <= Date.parse(at))
    faults.push({
      field: "ends",
      code: "shape",
      says: "it ends before it begins",
      advice: "give a moment after `at`, or leave `ends` out where it has no end",
    });
  return faults;
}

/** One channel or one topic, of a purpose that has it: a no to what the purpose never does would be taken for more than it is. */
function objectionFaults(program: Names, { purpose, channel, topic }: Extract<Fact, { kind: "objected" }>): readonly FactFault[] {
  if (channel !== undefined && topic !== undefined)
    return [
      {
        field: "topic",
        code: "shape",
        says: "an objection is to a channel or to a topic, and this names both",
        advice: "tell two facts, one of each",
      },
    ];
  return partFaults(program, { purpose, channel, topic });
}

interface PartNamed {
  readonly purpose: string;
  readonly channel?: string | undefined;
  readonly topic?: string | undefined;
}

function partFaults(
  program: Names,
  { purpose, channel, topic, field }: PartNamed & { readonly field?: string },
): readonly FactFault[] {
  const rule = Object.hasOwn(program.purposes, purpose) ? program.purposes[purpose] : undefined;
  if (rule === undefined) return [];
  const topics = Object.keys(rule.topics);
  return [
    // A purpose that names no channel goes by any.
    ...(channel === undefined || rule.channels.length === 0
      ? []
      : unknownName({ field: field ?? "channel", name: channel, as: "channel", names: rule.channels })),
    ...(topic === undefined ? [] : unknownName({ field: field ?? "topic", name: topic, as: "topic", names: topics })),
  ];
}

const waitingFor = ({ recipients }: Names, event: string): readonly string[] =>
  Object.values(recipients).flatMap(({ id, occasion }) => (occasion === event ? [id] : []));

const consentFaults = ({ purpose, to }: Extract<Fact, { kind: "consented" }>): readonly FactFault[] =>
  purpose === undefined && to === undefined
    ? [
        {
          field: "purpose",
          code: "shape",
          says: "a consent is to a purpose or to a recipient, and this names neither",
          advice: "give it `purpose`, or `to`",
        },
      ]
    : [];

type KnownAs = "point" | "purpose" | "recipient" | "category" | "subject" | "act" | "event" | "channel" | "topic";

const WORDS: Readonly<Record<KnownAs, string>> = {
  point: "collection points",
  purpose: "purposes",
  recipient: "recipients",
  category: "kinds of data",
  subject: "subjects",
  act: "guarded acts",
  event: "events of recipients",
  channel: "channels",
  topic: "topics",
};

function namesOf(program: Names, as: Exclude<KnownAs, "channel" | "topic">): readonly string[] {
  switch (as) {
    case "point":
      return Object.keys(program.collection);
    case "purpose":
      return [...Object.keys(program.purposes), ...program.never.purposes];
    case "recipient":
      return Object.keys(program.recipients);
    case "category":
      return [...Object.keys(program.data), ...Object.values(program.purposes).flatMap(({ uses }) => uses.map(({ id }) => id))];
    case "subject":
      return Object.keys(program.subjects);
    case "act":
      return Object.keys(program.guarded);
    case "event":
      return Object.values(program.recipients).flatMap(({ occasion }) => occasion ?? []);
    default:
      return as satisfies never;
  }
}

function unknownName(at: {
  readonly field: string;
  readonly name: string;
  readonly as: KnownAs;
  readonly names: readonly string[];
}): readonly FactFault[] {
  const { field, name, as, names } = at;
  if (names.includes(name)) return [];
  const near = nearest(name, as === "category" ? [...names, ...Object.keys(dataCategories)] : names);
  return [
    {
      field,
      code: `unknown-${as}`,
      // What was sent is not repeated: it may be a value that slipped into the wrong field.
      says: `the ${as === "channel" || as === "topic" ? "purpose" : "program"} has no such name among its ${WORDS[as]}`,
      advice:
        near === undefined ? `expected ${oneOf(WORDS[as], names)}` : `\`${near}\` is near; expected ${oneOf(WORDS[as], names)}`,
    },
  ];
}

/** The taxonomy's categories that a name of a fact stands for: an entry of `data`, an id of the taxonomy, or a branch. */
export function categoriesNamed(program: Pick<Program, "data">, name: string): readonly string[] {
  const own = Object.hasOwn(program.data, name) ? program.data[name] : undefined;
  if (own !== undefined && own.categories.length > 0) return own.categories;
  const stem = name.endsWith(".*") ? name.slice(0, -2) : name;
  return branch(stem).map(({ id }) => id);
}
