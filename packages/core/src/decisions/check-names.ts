// Whether a question can be read at all: every name in it is known. Whatever arrives, this answers.
import { CHANNELS, type DataForm, nearest, type Program } from "../program/index.ts";
import { kindsOfData } from "./data-names.ts";
import type { Question } from "./question.ts";

/** A name that is not known, and what would have been. */
export interface Unknown {
  readonly unknown: string;
  readonly name: string;
  readonly hint: string;
}

const FORMS: readonly DataForm[] = ["any", "consent", "hashed", "pseudonym", "anonymous", "aggregated"];
const SIGNALS: readonly string[] = ["gpc"];
const ACTS: readonly string[] = ["use", "collect"];
const MOST_DATA = 100;
const MOST_SHOWN = 60;

/** The first name of a question that is not known; undefined where all are. Only what it says is read, in the order in which it stands. */
export function findUnknown(program: Program, question: Question): Unknown | undefined {
  const asked: unknown = question;
  if (typeof asked !== "object" || asked === null)
    return unknown("question", "", "an object with purpose, data and person or browser");
  return (
    unknownKey(question) ??
    unknownWho(question) ??
    unknownPurpose(program, question.purpose) ??
    unknownData(program, question.data) ??
    unknownOne("form", question.form, FORMS) ??
    unknownOne("recipient", question.recipient, Object.keys(program.recipients)) ??
    unknownOne("act", question.act, ACTS) ??
    unknownPoint(program, question) ??
    unknownDatasets(program, question.from) ??
    unknownOne("subject", question.as, Object.keys(program.subjects)) ??
    unknownText("client", question.client) ??
    unknownContent(question.content) ??
    unknownOne("channel", question.channel, CHANNELS) ??
    unknownTopic(program, question.topic) ??
    unknownFlag(question.automated) ??
    unknownSignals(question.signals) ??
    unknownPlace(question.place)
  );
}

const unknown = (what: string, name: unknown, hint: string): Unknown => ({
  unknown: what,
  name: typeof name === "string" ? name.slice(0, MOST_SHOWN) : typeof name,
  hint,
});

/** All that a question can say. */
export const KEYS: readonly string[] = [
  "person",
  "browser",
  "purpose",
  "data",
  "form",
  "recipient",
  "act",
  "at",
  "from",
  "as",
  "client",
  "content",
  "channel",
  "topic",
  "automated",
  "signals",
  "place",
];

/** A key that is misspelled would ask less than was meant. */
function unknownKey(question: object): Unknown | undefined {
  for (const key in question) if (!KEYS.includes(key)) return unknown("key", key, meant(key, KEYS));
  return undefined;
}

function unknownWho({ person, browser }: Question): Unknown | undefined {
  if (person === undefined && browser === undefined) return unknown("subject", "", "name a `person`, a `browser`, or both");
  // What is said here is an id of somebody: it is not said again.
  const wrong = [person, browser].some((id) => id !== undefined && (typeof id !== "string" || id === ""));
  return wrong ? unknown("subject", "", "`person` and `browser` are ids, as texts") : undefined;
}

function unknownPurpose(program: Program, purpose: unknown): Unknown | undefined {
  const names = Object.keys(program.purposes);
  if (typeof purpose !== "string") return unknown("purpose", purpose, expected(names));
  if (Object.hasOwn(program.purposes, purpose) || program.never.purposes.includes(purpose)) return undefined;
  return unknown("purpose", purpose, meant(purpose, names));
}

function unknownData(program: Program, data: unknown): Unknown | undefined {
  if (!Array.isArray(data) || data.length === 0 || data.length > MOST_DATA)
    return unknown("data", "", `a list of one to ${MOST_DATA} categories`);
  for (const name of data) {
    if (typeof name !== "string") return unknown("category", name, "a text such as contact.email");
    if (kindsOfData(program, name).length === 0)
      return unknown("category", name, "an id of the taxonomy, or of the program's `data`");
  }
  return undefined;
}

function unknownOne(what: string, name: unknown, names: readonly string[]): Unknown | undefined {
  if (name === undefined) return undefined;
  if (typeof name !== "string") return unknown(what, name, expected(names));
  return names.includes(name) ? undefined : unknown(what, name, meant(name, names));
}

function unknownPoint(program: Program, { act, at }: Question): Unknown | undefined {
  const names = Object.keys(program.collection);
  if (act === "collect" && at === undefined)
    return unknown("collection point", "", `\`at\` says where it is taken: ${expected(names)}`);
  return unknownOne("collection point", at, names);
}

function unknownDatasets(program: Program, from: unknown): Unknown | undefined {
  if (from === undefined) return undefined;
  if (!Array.isArray(from)) return unknown("dataset", "", "a list of `store/dataset`");
  const names = Object.values(program.stores).flatMap(({ id, datasets }) => Object.keys(datasets).map((name) => `${id}/${name}`));
  return unknownInList("dataset", from, names);
}

/** What is no name at all is none in a list, where nobody can leave it out. */
function unknownInList(what: string, list: readonly unknown[], names: readonly string[]): Unknown | undefined {
  for (const name of list) {
    const found = unknownOne(what, name ?? null, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

const unknownText = (what: string, name: unknown): Unknown | undefined =>
  name === undefined || (typeof name === "string" && name !== "") ? undefined : unknown(what, "", "an id, as a text");

/** A hash as `contentHash` makes it. */
export const CONTENT_DIGITS = 64;
const CONTENT = /^[0-9a-f]{64}$/;

/** What was sent is not said again: it may be the text itself. */
const unknownContent = (content: unknown): Unknown | undefined =>
  content === undefined || (typeof content === "string" && CONTENT.test(content))
    ? undefined
    : unknown("content", "", `the hash of the text, in ${CONTENT_DIGITS} digits of hex: \`contentHash\` makes it`);

/** A topic of another purpose is a name that is known. */
const unknownTopic = ({ purposes }: Program, topic: unknown): Unknown | undefined =>
  topic === undefined
    ? undefined
    : unknownOne(
        "topic",
        topic,
        Object.values(purposes).flatMap(({ topics }) => Object.keys(topics)),
      );

const unknownFlag = (automated: unknown): Unknown | undefined =>
  automated === undefined || typeof automated === "boolean" ? undefined : unknown("automated", "", "true or false");

function unknownSignals(signals: unknown): Unknown | undefined {
  if (signals === undefined) return undefined;
  if (!Array.isArray(signals)) return unknown("signal", "", "a list");
  return unknownInList("signal", signals, SIGNALS);
}

function unknownPlace(place: unknown): Unknown | undefined {
  if (place === undefined) return undefined;
  return isPlace(place) ? undefined : unknown("place", "", "{ country: two letters, region }, and nothing else");
}

/** A misspelled `region` would be a place under another law; what else a place may hold, of where somebody is, is nobody's to keep. */
export function isPlace(place: unknown): boolean {
  if (typeof place !== "object" || place === null) return false;
  for (const key in place) if (key !== "country" && key !== "region") return false;
  const { country, region } = place as { readonly country?: unknown; readonly region?: unknown };
  if (typeof country !== "string" || country.length !== 2) return false;
  if (region !== undefined && typeof region !== "string") return false;
  return isCapital(country.charCodeAt(0)) && isCapital(country.charCodeAt(1));
}

const isCapital = (code: number): boolean => code >= 65 && code <= 90;

function meant(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? expected(names) : `did you mean \`${near}\`?`;
}

const MOST_NAMES = 8;
function expected(names: readonly string[]): string {
  if (names.length === 0) return "the program declares none";
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : "";
  return `one of ${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}
