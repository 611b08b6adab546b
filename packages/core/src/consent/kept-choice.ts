// What a browser's cookie says of the trackers of a page, read where the page is made. The banner's script reads it in the page, in
// fewer letters: a test in a browser holds the two together.
import { z } from "zod";
import type { Answers, Banner, BannerPurpose, BannerTracker } from "./banner.ts";

export const CHOICE_COOKIE = "troth_choice";
/** A browser keeps 4,096 of one cookie; the header has others. */
const MOST_LETTERS = 64 * 1024;

const answers: z.ZodType<Answers> = z.lazy(() =>
  z.object({
    ...{ c: z.record(z.string(), z.boolean()), s: z.string(), u: z.number(), g: z.boolean() },
    p: answers.optional(),
  }),
);
const account = z.object({ o: z.record(z.string(), z.number()).optional(), k: answers.optional() });
const kept = answers.and(z.object({ a: account.optional() }));
type Kept = z.infer<typeof kept>;

/** What holds of the one who sends a cookie: a moment in milliseconds since 1970, UTC, and what the browser sends beside it. */
export interface CookieAt {
  /** The request's `Cookie` header. */
  readonly cookie?: string | undefined;
  readonly gpc?: boolean | undefined;
  readonly now: number;
}

/**
 * Every purpose and tracker of a banner that may run in a page, by the names of the banner. Who is signed in the page has not said
 * yet: what a browser and the account that was last there say differently is a no. A cookie that is none of the banner's answers nothing.
 */
export function allowedByCookie(banner: Pick<Banner, "purposes" | "trackers">, at: CookieAt): Readonly<Record<string, boolean>> {
  const found = readKept(at.cookie);
  const mayRun = (purpose: BannerPurpose | undefined, tracker?: BannerTracker): boolean => {
    if (purpose === undefined || purpose.choice === "never") return false;
    if (purpose.choice === "none") return true;
    const against = found?.a?.o ?? {};
    if ([purpose.id, tracker?.id ?? ""].some((id) => Object.hasOwn(against, id) && against[id] !== 0)) return false;
    return [found?.a?.k ?? found, found].every((by) => isYes(by, { purpose, tracker, at }));
  };
  const byId = new Map(banner.purposes.map((one) => [one.id, one]));
  return Object.fromEntries([
    ...banner.purposes.map((one) => [one.id, mayRun(one)] as const),
    ...banner.trackers.map((one) => [one.id, mayRun(byId.get(one.purpose), one)] as const),
  ]);
}

interface Asked {
  readonly purpose: BannerPurpose;
  readonly tracker: BannerTracker | undefined;
  readonly at: CookieAt;
}

/** A no never runs out; a yes does, and a signal that came after it goes before it. */
function isYes(by: Answers | undefined, { purpose, tracker, at }: Asked): boolean {
  const given = givenTo(purpose, by);
  const said = saidOf(given, tracker?.id) ?? saidOf(given, purpose.id);
  const isSignaled = at.gpc === true && purpose.gpc;
  if (said === true && given !== undefined && given.u > at.now && given.s.includes(purpose.hash)) return !isSignaled || given.g;
  return said !== false && purpose.choice !== "opt-in" && !isSignaled;
}

const saidOf = (given: Answers | undefined, id: string | undefined): boolean | undefined =>
  given !== undefined && id !== undefined && Object.hasOwn(given.c, id) ? given.c[id] : undefined;

/** The newest answer to a purpose as it is now; where there is none, the newest of all. */
function givenTo({ hash }: BannerPurpose, newest: Answers | undefined): Answers | undefined {
  for (let by = newest; by !== undefined; by = by.p) if (by.s.includes(hash)) return by;
  return newest;
}

function readKept(header: string | undefined): Kept | undefined {
  if (header === undefined || header.length > MOST_LETTERS) return undefined;
  const pair = header.split(/;\s*/).find((one) => one.startsWith(`${CHOICE_COOKIE}=`));
  try {
    const read = kept.safeParse(JSON.parse(decodeURIComponent(pair?.slice(CHOICE_COOKIE.length + 1) ?? "")));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
