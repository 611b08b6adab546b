// A record of consent as a browser sends it, read against the program: what it says, what of it is odd, and the fact that it is.
import { z } from "zod";
import { countingChoices, type Fact, type Oddity } from "../facts/index.ts";
import type { Program } from "../program/index.ts";
import type { TextShown } from "./shown-text.ts";
import { trackerOfName } from "./tracker-names.ts";

/** As many answers as a banner may have. */
const MOST_CHOICES = 400;
const MOST_TOKEN = 2_000;
const id = z.string().min(1).max(200);
const uuid = z.uuid();

/** What a page sends home when somebody has chosen. It may come twice: `id` is the same. */
export const consentWrite = z.strictObject({
  /** A random UUID, made at the choice. */
  id: uuid,
  /** A random UUID of the browser, made at its first choice. */
  browser: uuid,
  /** Hash of what was on the screen. */
  shown: z.string().regex(/^[0-9a-f]{64}$/),
  /** By purpose; and by tracker, where it differs from its purpose. */
  choices: z.record(id, z.boolean()).refine((all) => Object.keys(all).length <= MOST_CHOICES),
  how: z.enum(["accept-all", "refuse-all", "choose", "api"]),
  /** As the page says it; anything else than a tag could be of a person. */
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z0-9-]*$/),
  /** The browser's clock. */
  at: z.iso.datetime({ offset: true }),
  /** The browser sent Global Privacy Control. */
  gpc: z.boolean(),
  /** Whoever is signed in there, by the word of the site's server. */
  token: z.string().min(1).max(MOST_TOKEN).optional(),
});
export type ConsentWritten = z.infer<typeof consentWrite>;

/** What a page sends home when somebody signs in there, or out. It may come twice: `id` is the same. */
export const signInWrite = z.strictObject({
  /** A random UUID. */
  id: uuid,
  /** The browser, as it is when nobody is signed in; absent: it has chosen nothing, and is tied to nobody. */
  browser: uuid.optional(),
  /** Under which it was kept what `left` chose there. */
  own: uuid.optional(),
  /** Whoever is signed in now. */
  token: z.string().min(1).max(MOST_TOKEN).optional(),
  /** Whoever was before. */
  left: z.string().min(1).max(MOST_TOKEN).optional(),
  /** The browser sends Global Privacy Control. */
  gpc: z.boolean().optional(),
});
export type SignInWritten = z.infer<typeof signInWrite>;

/** Beyond it the clocks of a browser and of ours are told apart, in milliseconds. */
const SKEW_MS = 5 * 60_000;

type Chose = Extract<Fact, { kind: "chose" }>;

/** What a write comes to. */
export type ReadConsent =
  | {
      readonly kind: "fact";
      readonly fact: Chose;
      readonly odd: readonly Oddity[];
      /** How many of its names the program has not: what was said of them is left out. */
      readonly leftOut: number;
    }
  | { readonly kind: "refused"; readonly field: string; readonly says: string; readonly advice: string };

/** What is known when a write comes in. */
export interface ConsentKnown {
  /** Milliseconds since 1970, UTC: the record's moment. A browser's clock is only kept beside it. */
  readonly now: number;
  /** Whose page it came from: several, where their pages are at one origin. */
  readonly services: readonly string[];
  /** What was on the screen under this hash; absent: nobody here has shown it. */
  readonly text?: Omit<TextShown, "asked"> | undefined;
  /** It came with a token that says of nobody that they are signed in. */
  readonly oddAccount?: boolean;
}

/**
 * Reads a write. A name that the program has not is left out, since it may be anything; where no other is left, nothing is kept.
 * One that the program has and the text on the screen had not is kept, and marked: a yes to it on
 * the banner is no consent. Of a text that nobody here knows it is not known what it had not, and `odd` says that.
 */
export function factOfConsent(program: Program, write: ConsentWritten, known: ConsentKnown): ReadConsent {
  const { text } = known;
  const { choices, trackers, unshown, sent } = namedIn(program, write, text);
  const kept = Object.keys(choices).length + Object.keys(trackers).length;
  if (kept === 0)
    return {
      kind: "refused",
      field: "choices",
      says: "none of these is a purpose or a tracker of the program",
      advice: "send the names that the banner was given; a page that was open for long is loaded anew",
    };
  const service = known.services.find((one) => one === text?.service);
  const odd: Oddity[] = [];
  if (kept < sent || unshown.length > 0) odd.push("names");
  if (service === undefined) odd.push("text");
  if (text !== undefined && text.language !== write.language) odd.push("language");
  if (Math.abs(Date.parse(write.at) - known.now) > SKEW_MS) odd.push("clock");
  if (known.oddAccount === true) odd.push("account");
  const optOuts = optOutsOf(program, countingChoices({ choices, how: write.how, unshown }), write.gpc);
  const fact: Chose = {
    id: `consent ${write.id}`,
    browser: write.browser,
    at: new Date(known.now).toISOString(),
    origin: `banner ${service ?? known.services[0]}`,
    kind: "chose",
    choices,
    how: write.how,
    shown: write.shown,
    language: write.language,
    clientAt: write.at,
    gpc: write.gpc,
    ...(Object.keys(trackers).length === 0 ? {} : { trackers }),
    ...(Object.keys(optOuts).length === 0 ? {} : { optOuts }),
    ...(text === undefined ? {} : { notice: text.notice, laws: [...text.laws] }),
    ...(unshown.length === 0 ? {} : { unshown }),
    ...(odd.length === 0 ? {} : { odd }),
  };
  return { kind: "fact", fact, odd, leftOut: sent - kept };
}

/** The answers under names that the program has, by purpose and by tracker; which of them the text had not; how many names were sent. */
function namedIn(program: Program, { choices: answers }: Pick<ConsentWritten, "choices">, text: ConsentKnown["text"]) {
  const choices: Record<string, boolean> = {};
  const trackers: Record<string, boolean> = {};
  const unshown: string[] = [];
  const names = Object.keys(answers);
  for (const name of names) {
    const isPurpose = Object.hasOwn(program.purposes, name);
    const tracker = isPurpose ? undefined : trackerOfName(program, name);
    if (isPurpose) choices[name] = answers[name] === true;
    else if (tracker !== undefined) trackers[tracker] = answers[name] === true;
    else continue;
    if (text !== undefined && !text.names.has(name)) unshown.push(name);
  }
  return { choices, trackers, unshown, sent: names.length };
}

const SALE: ReadonlySet<string> = new Set(["sale", "rental"]);

/**
 * What is opted out of beside single purposes: whoever says no to all that is sale, or all that is sharing, or whose browser
 * says so for them, is out of it as a whole. A yes ends that for its own purpose alone (`despite` of the state): the whole ends by
 * an act that says so.
 *
 * @source 11 CCR 7025(c)(1), 7026(f), 7028(a)
 */
function optOutsOf(
  program: Program,
  choices: ReturnType<typeof countingChoices>,
  gpc: boolean,
): Readonly<Partial<Record<"sale" | "sharing", true>>> {
  const isOutOf = (is: (kind: string) => boolean): boolean => {
    const answers = choices.flatMap(([id, yes]) => (is(program.purposes[id]?.kind ?? "") ? [yes] : []));
    return gpc || (answers.length > 0 && !answers.some((yes) => yes));
  };
  return {
    ...(isOutOf((kind) => SALE.has(kind)) ? { sale: true } : {}),
    ...(isOutOf((kind) => kind === "cross-context-advertising") ? { sharing: true } : {}),
  };
}
