// Questions as an application asked them, without whom they were about: what another program is tried on.
import { z } from "zod";
import { CHANNELS } from "../program/index.ts";
import type { RuleId } from "./precedence.ts";
import type { Question } from "./question.ts";

/** So many kinds of question a record holds at most. */
export const MOST_ASKED = 10_000;

/** A question without the ids of the application and the hashes of texts: names of the program, and where a browser seemed to be. */
export type AskedQuestion = Omit<Question, "person" | "browser" | "client" | "content">;

/** What was asked since a moment. */
export interface AskedRecord {
  readonly kind: "asked";
  readonly version: 1;
  readonly since: string;
  /** Each kind of question, and how often it was asked. */
  readonly shapes: readonly { readonly question: AskedQuestion; readonly times: number }[];
  /** Questions of kinds that had no room. */
  readonly more: number;
  /** Questions with a name that the program has not: nothing of them is kept, it may be a value in the wrong place. */
  readonly unknown: number;
}

/** Counts questions as they are asked. */
export interface AskedRecorder {
  see(question: Question, rule: RuleId): void;
  record(): AskedRecord;
}

/** Begins to count up to `most` kinds of question. `now`: milliseconds since 1970. @throws TypeError for a number that is none */
export function recordAsked(most: number, now: number): AskedRecorder {
  if (!Number.isSafeInteger(most) || most < 1 || most > MOST_ASKED)
    throw new TypeError(`a record holds 1 to ${MOST_ASKED} kinds of question`);
  const since = new Date(now).toISOString();
  const shapes = new Map<string, { readonly question: AskedQuestion; times: number }>();
  let more = 0;
  let unknown = 0;
  return {
    see(question, rule) {
      if (rule === "known-names") {
        unknown += 1;
        return;
      }
      const key = textOf(question);
      if (key === undefined) {
        unknown += 1;
        return;
      }
      const had = shapes.get(key);
      if (had !== undefined) had.times += 1;
      else if (shapes.size >= most) more += 1;
      // A copy: the caller may use its object again.
      else shapes.set(key, { question: JSON.parse(key) as AskedQuestion, times: 1 });
    },
    record: () => ({
      ...{ kind: "asked", version: 1, since, more, unknown },
      shapes: [...shapes.values()].map(({ question, times }) => ({ question, times })).sort((a, b) => b.times - a.times),
    }),
  };
}

/** In one order of keys, whatever the caller's is; undefined where something of it throws when it is looked at. */
function textOf(question: Question): string | undefined {
  try {
    return JSON.stringify(askedOf(question));
  } catch {
    return undefined;
  }
}

const askedOf = (question: Question): AskedQuestion => {
  const { purpose, data, form, recipient, act, at, from, as, channel, topic, automated, signals, place } = question;
  const where = place && { country: place.country, region: place.region };
  // Lists of their own: what a caller's is written down as is the caller's to say.
  const lists = { data: [...data], from: from && [...from], signals: signals && [...signals] };
  return { purpose, ...lists, form, recipient, act, at, as, channel, topic, automated, place: where };
};

const name = z.string().max(200);
const count = z.int().min(0);
const question = z.strictObject({
  purpose: name,
  data: z.array(name).max(100),
  form: z.enum(["any", "consent", "hashed", "pseudonym", "anonymous", "aggregated"]).optional(),
  recipient: name.optional(),
  act: z.enum(["use", "collect"]).optional(),
  at: name.optional(),
  from: z.array(name).max(100).optional(),
  as: name.optional(),
  channel: z.enum(CHANNELS).optional(),
  topic: name.optional(),
  automated: z.boolean().optional(),
  signals: z.array(z.literal("gpc")).optional(),
  place: z.strictObject({ country: name, region: name.optional() }).optional(),
});
const schema = z.strictObject({
  kind: z.literal("asked"),
  version: z.literal(1),
  since: z.iso.datetime(),
  shapes: z.array(z.strictObject({ question, times: z.int().min(1) })).max(MOST_ASKED),
  more: count,
  unknown: count,
});

/** Reads a record; or says by its place what is wrong with it, and nothing of what stands there. */
export function readAsked(text: string): { readonly record: AskedRecord } | { readonly wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { wrong: "it is no JSON" };
  }
  const read = schema.safeParse(value);
  if (read.success) return { record: read.data };
  const [issue] = read.error.issues;
  const place = (issue?.path ?? []).reduce<string>(
    (all, part) => (typeof part === "number" ? `${all}[${part}]` : `${all}${all === "" ? "" : "."}${String(part)}`),
    "",
  );
  const says = issue?.code === "unrecognized_keys" ? "has a key that a record has not" : "is not as a record has it";
  return { wrong: `${place === "" ? "all of it" : `\`${place}\``} ${says}` };
}
