import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";

/** A day, or a day and a time, as a lawyer types it: in the zone of the case. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?$/, "a day `2026-01-15`, or `2026-01-15 10:00`");
const both = z.union([moment, z.strictObject({ target: moment, limit: moment.optional() })]);
const words = z.array(z.string());
const noNumber = z.enum(["at-once", "without-delay", "reasonable-time", "before", "none", "no-number"]);

const requester = z.enum(["person", "agent", "agent-with-power", "parent", "guardian", "heir"]);

const when = z.strictObject({
  /** Of several the same is expected for each. */
  right: z.union([z.string(), words]).optional(),
  received: moment.optional(),
  zone: z.string().optional(),
  state: z.string().optional(),
  holidays: z.array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/)).optional(),
  requester: z.union([requester, z.array(requester)]).optional(),
  account: z.boolean().optional(),
  stake: z.enum(["categories", "ordinary", "sensitive"]).optional(),
  doubt: z.boolean().optional(),
  basis: z.string().optional(),
  marketing: z.boolean().optional(),
  who: z.enum(["b2b", "personnel", "exempt-data", "household", "deceased", "unidentifiable"]).optional(),
  grounds: words.optional(),
  earlier: z.array(moment).optional(),
  awaited: z
    .array(z.strictObject({ what: z.enum(["identity", "fee", "clarification"]), asked: moment, given: moment.optional() }))
    .optional(),
  extended: z.array(moment).optional(),
  moments: z.record(z.string(), moment).optional(),
  age: z.number().optional(),
  sale: z.boolean().optional(),
  consent: z.boolean().optional(),
  lives: z.strictObject({ country: z.string(), region: z.string().optional() }).optional(),
  company: z.string().optional(),
});

const expected = z.strictObject({
  right: z
    .union([z.literal("yes"), z.enum(["none-in-this-law", "not-in-force", "left-out", "not-for-another", "not-on-this-basis"])])
    .optional(),
  outcome: z.enum(["do", "do-in-part", "may-charge", "may-decline", "must-decline", "no-right"]).optional(),
  /** Each clock that runs, by its act: a day (or moment, of hours), the two readings, or a word where the text has no number. */
  clocks: z.record(z.string(), z.union([both, noNumber])).optional(),
  extension: z
    .strictObject({
      tell: moment,
      until: z.union([both, z.literal("no-maximum")]),
      holds: z.boolean().optional(),
      act: z.string().optional(),
    })
    .optional(),
  waits: z.enum(["identity", "fee"]).optional(),
  withdrawn: moment.optional(),
  /** All that is demanded: what is in no list must not be there. */
  must: words.optional(),
  may: words.optional(),
  never: words.optional(),
  /** Whether the law lets them ask for another. */
  "may-ask": z.enum(["themselves", "yes", "no", "unregulated"]).optional(),
  grounds: words.optional(),
  "not-held": z.record(z.string(), z.enum(["no-such-ground", "unverified"])).optional(),
  follows: words.optional(),
  /** The most that may be charged: `CHF 300`. */
  "at-most": z.string().optional(),
  used: z.boolean().optional(),
  /** From which day on an answer tells at least, and from which for who asks for more. */
  covers: z.strictObject({ from: moment, "all-since": moment.optional() }).optional(),
  withheld: words.optional(),
  letters: z.record(z.string(), words).optional(),
  /** How many words a statement of the person's may have. */
  words: z.number().optional(),
  minor: z.enum(["parent", "themselves", "nothing"]).optional(),
  /** The article that asks for it. */
  "minor-by": z.string().optional(),
  protected: z.boolean().optional(),
  wins: z.enum(["keep", "erase"]).optional(),
});

const file = z.strictObject({
  zone: z.string(),
  cases: z.array(
    z.strictObject({ case: z.string().min(12), when, expect: expected, source: z.string().regex(/\d/, "an article") }),
  ),
});

/** A case as it stands in a law's `cases.yaml`. */
export type Case = z.infer<typeof file>["cases"][number] & { readonly zone: string };

/** The cases of a law. */
export function readCases(law: string): readonly Case[] {
  const path = fileURLToPath(new URL(`../../packages/core/src/laws/${law}/cases.yaml`, import.meta.url));
  return casesIn(readFileSync(path, "utf8"), path);
}

/** The cases of a text; an error says in which case something is wrong. */
export function casesIn(text: string, path: string): readonly Case[] {
  const read = file.safeParse(parse(text));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  return read.data.cases.map((one) => ({ ...one, zone: one.when.zone ?? read.data.zone }));
}
