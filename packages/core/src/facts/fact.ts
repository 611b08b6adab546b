// What Troth is told about people, browsers and clients. One schema makes the types and the checks of the HTTP call.
import { z } from "zod";
import { CHANNELS } from "../program/index.ts";

const MOST_TEXT = 200;
/** As many items as one guarded act may be asked for at once. */
const MOST_AGREED = 100;
/** An id of the application or of the program: never a value about a person. */
const id = z.string().min(1).max(MOST_TEXT);
const day = z.iso.date();
const moment = z.iso.datetime({ offset: true });
const country = z.string().regex(/^[A-Z]{2}$/, "a country in two letters, such as NL");
const list = (item: z.ZodType<string>) => z.array(item).min(1).max(MOST_TEXT);

/** Whom a fact is about: exactly one of the three. */
const about = {
  person: id.optional(),
  browser: id.optional(),
  client: id.optional(),
};

const head = {
  /** Given by whoever tells it: the same id twice is the same fact. */
  id,
  ...about,
  /** When it happened. */
  at: moment,
  /** Who says so: `app`, `sign-up-form`, `store:main/users`. */
  origin: id,
  /** Where it is shown: a reference, never a value. */
  proof: id.optional(),
  /** The fact that this one replaces; that one stays on record and counts no more. */
  corrects: id.optional(),
};
const one = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ ...head, kind: z.literal(kind), ...shape });

/** What a person can opt out of. */
export const OPT_OUTS = ["sale", "sharing", "profiling", "limit"] as const;
/** Why processing is restricted. @source GDPR Art. 18(1) */
export const RESTRICTION_GROUNDS = ["accuracy", "unlawful", "claims", "objection"] as const;

/** How somebody chose. `signal`: their browser said so for them; `unsubscribe`: by the link of a mail; `mail`: they wrote one. */
export const CHOSEN_HOW = [
  "accept-all",
  "refuse-all",
  "choose",
  "api",
  "preferences",
  "signal",
  "unsubscribe",
  "mail",
  "staff",
] as const;

/**
 * `text`: nobody here has shown what was on the screen: an old script, or none of ours; or it was another service's. `names`:
 * some were none of the program's, or the text on the screen had them not. `clock`: the browser's is minutes away from ours.
 * `language`: of the page, not that of the text. `account`: it came with the word of an account that was none of ours, or over.
 */
export const ODDITIES = ["text", "names", "clock", "language", "account"] as const;
export type Oddity = (typeof ODDITIES)[number];

const hash = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");
const answers = z.record(id, z.boolean()).refine((all) => Object.keys(all).length <= MOST_TEXT, `at most ${MOST_TEXT} of them`);

const parts = <T extends z.ZodType>(of: T) =>
  z.record(id, of).refine((all) => Object.keys(all).length <= MOST_TEXT, `at most ${MOST_TEXT} of them`);

/** What a choice holds. @source ISO/IEC TS 27560:2023, 6.3; EDPB Guidelines 05/2020, 104-108 */
const chosen = {
  /** Purpose -> yes or no. A no is an objection too, whatever the purpose rests on. */
  choices: answers,
  /** Trackers that were answered apart from their purpose. */
  trackers: answers.optional(),
  /** Purpose -> by channel, or by topic, whether it may go on so: single parts that were answered apart from the purpose. */
  channels: parts(z.partialRecord(z.enum(CHANNELS), z.boolean())).optional(),
  topics: parts(answers).optional(),
  /** What was opted out of, or in again, beside single purposes. */
  optOuts: z.partialRecord(z.enum(OPT_OUTS), z.boolean()).optional(),
  how: z.enum(CHOSEN_HOW),
  /** Of what was on the screen: text, purposes, language, script, layout. */
  shown: hash.optional(),
  /**
   * Which of the answers the text on the screen had not, as the banner names them. A yes among them that is said to be an answer
   * to that text is kept as what was sent, and is no consent; a no among them is a no. @source GDPR Art. 4(11), 7(1)
   */
  unshown: z
    .array(id)
    .max(2 * MOST_TEXT)
    .optional(),
  /** What is odd about it, and was kept all the same. */
  odd: z.array(z.enum(ODDITIES)).optional(),
  /** As the page was written: `en`, `id-ID`. */
  language: z.string().max(35).optional(),
  notice: id.optional(),
  /** The laws by which it was asked. */
  laws: list(id).optional(),
  /** The browser's clock said so: kept beside ours, and never in place of it. */
  clientAt: moment.optional(),
  /** The browser sent Global Privacy Control. */
  gpc: z.boolean().optional(),
};

/** A fact as it is told. */
export const factSchema = z.discriminatedUnion("kind", [
  /** Data was taken at a point, under a version of the notice. */
  one("collected", {
    point: id,
    categories: list(id),
    notice: id.optional(),
    source: id.optional(),
    /** The kind of person that they are there; absent: the point's, where it has one alone. */
    as: id.optional(),
    /** The purposes that it was taken for, and no other; absent: those that the program says the point is for. */
    for: list(id).optional(),
    /** The client whose data it is; `client` in the head is a client that the fact is about. */
    of: id.optional(),
  }),
  /** A notice was on the screen. Use is never consent. */
  one("shown", { notice: id }),
  one("granted", { point: id, scopes: z.array(id).max(MOST_TEXT) }),
  one("enabled", { recipient: id, by: z.enum(["person", "workspace", "client"]), on: z.boolean() }),
  one("instructed", { purpose: id, on: z.boolean() }),
  one("occasion", { event: id, recipient: id.optional(), ends: moment.optional() }),
  one("resides", { country, region: id.optional(), evidence: z.enum(["stated", "shown", "place"]) }),
  one("born", { day }),
  one("minor", { is: z.boolean() }),
  one("linked", { to: id, on: z.boolean() }),
  one("derived", { category: id, from: list(id) }),
  /** A choice. `to` is a recipient where the consent is for it alone. */
  one("consented", {
    purpose: id.optional(),
    to: id.optional(),
    given: z.boolean(),
    explicit: z.boolean().optional(),
    confirmed: z.boolean().optional(),
    by: z.enum(["person", "parent"]).optional(),
    /** The version of the notice that was in force. A yes covers what that stated of the purpose, and nothing that came later. */
    notice: id.optional(),
  }),
  /** What somebody chose where they were asked: every purpose that stood there, with what was on the screen. */
  one("chose", chosen),
  /** `channel` or `topic`: to that part of the purpose alone. Only the same part taken back ends it, no yes to the whole does. */
  one("objected", { purpose: id, channel: z.enum(CHANNELS).optional(), topic: id.optional(), on: z.boolean() }),
  /** Troth's own: who wrote a text approved exactly this one for a purpose, or took that back. `content`: see `contentHash`. */
  one("approved", { purpose: id, content: hash, given: z.boolean() }),
  /** The person agreed that a human does a guarded act, with these items or with all. `on: false` takes it back. */
  one("agreed", { act: id, items: z.array(id).min(1).max(MOST_AGREED).optional(), until: moment.optional(), on: z.boolean() }),
  one("opted-out", { of: z.enum(OPT_OUTS), on: z.boolean() }),
  /** `told`: when the person was told that it would be lifted. */
  one("restricted", { ground: z.enum(RESTRICTION_GROUNDS), on: z.boolean(), told: moment.optional() }),
  /** A parent asked that nothing more is collected. @source 16 CFR 312.6(a)(2) */
  one("parent-stopped", { on: z.boolean() }),
  /** Troth's own: an erasure is on its way, or was broken off. */
  one("being-erased", { on: z.boolean() }),
  /** Takes a fact back (`corrects` names it) and puts nothing in its place. */
  one("retracted", {}),
]);

export type Fact = z.infer<typeof factSchema>;
export type FactKind = Fact["kind"];
export type OptOut = (typeof OPT_OUTS)[number];
export type RestrictionGround = (typeof RESTRICTION_GROUNDS)[number];

/** Which of the three each kind of fact may be about. */
const ABOUT: Readonly<Record<FactKind, readonly ("person" | "browser" | "client")[]>> = {
  collected: ["person", "browser"],
  shown: ["person", "browser"],
  granted: ["person"],
  enabled: ["person", "client"],
  instructed: ["client"],
  occasion: ["person", "browser"],
  resides: ["person", "browser"],
  born: ["person"],
  minor: ["person"],
  linked: ["person"],
  derived: ["person", "browser"],
  consented: ["person", "browser"],
  chose: ["person", "browser"],
  objected: ["person", "browser"],
  approved: ["person"],
  agreed: ["person"],
  "opted-out": ["person", "browser"],
  restricted: ["person"],
  "parent-stopped": ["person"],
  "being-erased": ["person"],
  retracted: ["person", "browser", "client"],
};

/** Whom a fact is about; undefined where it names none, several, or one that its kind is not about. */
export function subjectOfFact(fact: Fact): { readonly kind: "person" | "browser" | "client"; readonly id: string } | undefined {
  const named = (["person", "browser", "client"] as const).filter((kind) => fact[kind] !== undefined);
  const [kind] = named;
  const subject = kind === undefined ? undefined : fact[kind];
  if (named.length !== 1 || kind === undefined || subject === undefined) return undefined;
  return ABOUT[fact.kind].includes(kind) ? { kind, id: subject } : undefined;
}

/** The kinds of subject that a kind of fact may be about, for messages. */
export const subjectsOfKind = (kind: FactKind): readonly string[] => ABOUT[kind];
