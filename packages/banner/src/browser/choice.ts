// What a person chose, where it is kept, and what follows from it: the one place that says yes or no.
import type { Answers, BannerPurpose, BannerTracker, ConsentHow, ConsentWrite, SignInWrite } from "@troth/core/consent";
import { banner } from "./data.ts";
import { cookies, matches, nativeFetch, parents, writeCookie } from "./natives.ts";

/** Kept in one cookie, so that every subdomain goes by the same answer. */
interface Kept extends Answers {
  /** The browser's id, made at its first choice. */
  readonly b: string;
  /** Who is signed in: apart, so that it goes when they go. */
  readonly a?: Account | undefined;
}

/** Somebody who is signed in. */
interface Account {
  /** The server's name for their account, which leads to nobody. */
  readonly n: string;
  /** By this the server knows them. */
  readonly t: string;
  /** Purposes and single trackers that the account is against, wherever that was said, and since when, in days since 1970. */
  readonly o?: Readonly<Record<string, number>> | undefined;
  /** It was told that their browser sends the signal. */
  readonly g?: true | undefined;
  /** What they chose here, under a browser's id of its own. */
  readonly k?: Kept | undefined;
}

export const COOKIE = "troth_choice";
const PENDING = "troth_pending";
const MOST_PENDING = 20;
/** Of a cookie: 4,096 with its name, for most browsers. */
const MOST_LETTERS = 3900;

export const { purposes, trackers } = banner;

/** Global Privacy Control, as the browser says now. */
export const gpc = banner.gpc || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

/** Of the entries of an object those that are so. */
export const those = <T>(
  all: Readonly<Record<string, T>> | undefined,
  are: (id: string, value: T) => boolean,
): Record<string, T> => Object.fromEntries(Object.entries(all ?? {}).filter((one) => are(...one)));

const noesOf = (choices?: Answers["c"]): Answers["c"] => those(choices, (_, yes) => !yes);

/** Whether these are answers, as far as the script reads them; what is nothing like it throws. */
const isSound = (one?: Answers): unknown => !one || (one.c && one.s.split(".") && isSound(one.p));

let kept = read();
/** The cookie is kept: other pages of the site may have written it since. */
let isStored = !!kept;
/** Who this page says is signed in; null: nobody; undefined: it has not said. */
let here: Account | null | undefined;

function read(): Kept | undefined {
  const [, value] = cookies().find(([name]) => name === COOKIE) ?? [];
  return parsed(value, (one) => isSound(one) && isSound(one?.a?.k));
}

/** What a cookie or a token has of ours; whatever else stands there is nothing. */
function parsed<T>(text?: string, is: (one: T & Partial<Kept>) => unknown = () => 1): T | undefined {
  try {
    // Mostly there is none, and throwing takes a millisecond.
    const found = text && JSON.parse(decodeURIComponent(text));
    return is(found) ? found || undefined : undefined;
  } catch {
    return undefined;
  }
}

/** Looks at what stands there now; true where it is something else. */
export function reread(): boolean {
  const before = encoded();
  const found = read();
  if (found || isStored) kept = found;
  return encoded() !== before;
}

const encoded = (): string => (kept ? encodeURIComponent(JSON.stringify(kept)) : "");

/** Without what was said of single trackers, and on other sites: a no to one of them is one to its purpose, and one there is one here. */
function brief<T extends Answers & Partial<Pick<Kept, "a">>>(one: T): T {
  const c = { ...one.c, ...(one.p && noesOf(brief(one.p).c)) };
  for (const { id, purpose } of trackers) {
    if (c[id] === false) c[purpose] = false;
    delete c[id];
  }
  return { ...one, c, p: undefined, a: one.a && { ...one.a, k: one.a.k && brief(one.a.k) } };
}

const stands = (value: string): boolean => cookies().some((one) => one.join() === `${COOKIE},${value}`);

/** 400 days, the most that browsers keep, from each page on: `u` says when an answer is over, and a no is kept beyond it. */
function save(): void {
  // A browser takes no longer cookie, and leaves the one before in its place.
  if (kept && encoded().length > MOST_LETTERS) kept = brief(kept);
  let value = encoded();
  // What stands already would look as if it were taken: with a space at its end it is the same answer.
  if (stands(value)) value += "%20";
  for (const domain of [...parents(), ""]) {
    writeCookie(COOKIE, value, domain, kept ? 34_560_000 : 0);
    if (kept && stands(value)) {
      isStored = true;
      return;
    }
  }
}
if (kept) save();

/** The choice that holds here: of whoever is signed in, and where they made none, the browser's own. */
const holding = (): Kept | undefined => kept?.a?.k ?? kept;

/** Until when an answer of a moment is remembered, in milliseconds. */
function until(moment: number): number {
  const end = new Date(moment);
  return end.setMonth(end.getMonth() + banner.remember.months, end.getDate() + banner.remember.days);
}

/** Since which day whoever is here is against a purpose or tracker, by what their account said elsewhere. Until the page says who it is, it may be them. */
const refused = (id: string): number | undefined => (here === null ? undefined : (here ?? kept?.a)?.o?.[id]);

/** The newest answer to a purpose as it is now, on whichever site of the domain that was; where there is none, the newest of all. */
const given = (purpose: BannerPurpose, by?: Answers, newest = by): Answers | undefined =>
  by && !by.s.includes(purpose.hash) ? given(purpose, by.p, newest) : (by ?? newest);

const isCurrent = (purpose: BannerPurpose, by = given(purpose, holding())): boolean =>
  !!by && by.u > Date.now() && by.s.includes(purpose.hash);

/** Whether somebody has to be asked: a first time, when the answer is over, or when a purpose is no longer what it was. */
export const isUnanswered = (): boolean =>
  banner.choice !== "opt-out" &&
  // What was never refused was so on no day, and no moment lies after that.
  purposes.some(
    (one) => one.choice === banner.choice && !isCurrent(one) && !(until((refused(one.id) as number) * 864e5) > Date.now()),
  );

const byId = <T extends { readonly id: string }>(all: readonly T[], id: string): T | undefined =>
  all.find((one) => one.id === id);

/** A purpose's or tracker's answer. A no never runs out; a yes does, and a signal that came after it goes before it. */
function answer(purpose: BannerPurpose | undefined, tracker?: BannerTracker, by = holding()): boolean {
  if (!purpose || purpose.choice === "never") return false;
  if (purpose.choice === "none") return true;
  // Of an account and a browser that say different things the no holds.
  if (refused(purpose.id) || refused(tracker?.id ?? "")) return false;
  // Until the page says who is there it may be either.
  if (here === undefined && by !== kept && !answer(purpose, tracker, kept)) return false;
  const at = given(purpose, by);
  const said = at?.c[tracker?.id ?? purpose.id] ?? at?.c[purpose.id];
  if (said && isCurrent(purpose, at)) return !(gpc && purpose.gpc) || !!at?.g;
  return said !== false && purpose.choice !== "opt-in" && !(gpc && purpose.gpc);
}

/** Whether a purpose or tracker may run now; nothing that is not declared may. */
export function isAllowed(id: string): boolean {
  const tracker = byId(trackers, id);
  return answer(byId(purposes, tracker?.purpose ?? id), tracker);
}

/** Everything that may run, by id. */
export const allowed = (): Record<string, boolean> =>
  Object.fromEntries([...purposes, ...trackers].map(({ id }) => [id, isAllowed(id)]));

/** Whether some tracker that may not run has this name in cookies or storage. */
export const isDeniedName = (name: string): boolean =>
  trackers.some((one) => one.stored && matches(one.stored, name) && !isAllowed(one.id));

/** Whether a request belongs to a tracker that may not run. One that several share waits for all of them. */
export function isDeniedUrl(url: unknown): boolean {
  try {
    const { host, pathname, search } = new URL((url as Request).url ?? url, document.baseURI);
    // A picture in the page's own text, and the like.
    if (!host) return false;
    return trackers.some((one) => one.urls.some((each) => matches(each, host + pathname + search)) && !isAllowed(one.id));
  } catch {
    return false;
  }
}

/** Whether an answer is about something that is answered now: a purpose, or a tracker of one. */
const isNamed = (id: string, choices: object): boolean => id in choices || (byId(trackers, id)?.purpose ?? "") in choices;

/** Keeps a choice, and queues its record. */
export function choose(choices: Readonly<Record<string, boolean>>, how: ConsentHow): void {
  reread();
  const ran = purposes.filter(({ id }) => isAllowed(id));
  const unnamed = <T>(all?: Readonly<Record<string, T>>): Record<string, T> => those(all, (id) => !isNamed(id, choices));
  // What is chosen is the account's newest word, until the next page's token says what counts everywhere.
  if (here) here = { ...here, o: unnamed(here.o) };
  const account = here;
  const before = account ? kept?.a?.k : kept;
  const browser = before?.b ?? uuid();
  const noes = noesOf(choices);
  const made: Kept = {
    b: browser,
    // Earlier noes to what nobody is asked about now: a site of the same domain asks about others, and a part is no whole.
    c: { ...unnamed(noesOf(before?.c)), ...choices },
    s: hashes,
    u: until(Date.now()),
    g: gpc,
    // What this site does not ask holds where it is asked; what is refused here is so there, too.
    p: others(refuse(before, noes)),
  };
  // Of a browser that has chosen nothing itself stands there that nothing is answered.
  kept = account
    ? { ...(kept ?? { b: uuid(), c: {}, s: "", u: 0, g: gpc }), a: { ...account, k: made } }
    : // Until the page says who is here it may be the account that chose: the yeses that are refused are its own no more.
      { ...made, a: kept?.a && { ...kept.a, k: here === undefined ? refuse(kept.a.k, noes) : kept.a.k } };
  save();
  // What it ends without a word is recorded as a no, as it counts.
  const said = { ...choices };
  for (const { id } of ran) if (!isAllowed(id)) said[id] ??= false;
  const { shown, language } = banner;
  queue({ id: uuid(), browser, shown, choices: said, how, language, at: new Date().toISOString(), gpc, token: account?.t });
}

const hashes = purposes.map((one) => one.hash).join(".");

/** Earlier answers with what is refused now, on whichever site that was. */
const refuse = <T extends Answers>(one: T | undefined, noes: Answers["c"]): T | undefined =>
  one && { ...one, c: { ...one.c, ...noes }, p: refuse(one.p, noes) };

/** Earlier answers that are about something else than what this site asks. */
function others(one?: Answers): Answers | undefined {
  if (!one) return;
  const { c, s, u, g, p } = one;
  return s.split(".").some((hash) => !hashes.includes(hash)) ? { c, s, u, g, p: others(p) } : others(p);
}

/** Somebody signed in, by the word of the site's server; without a token: nobody is. What another account chose goes at once. */
export function signIn(token?: string): void {
  reread();
  const [n, seal, against] = token?.split(".") ?? [];
  const before = kept?.a;
  here = n ? { n, t: `${n}.${seal}`, o: parsed(against), g: gpc || undefined } : null;
  const account = here ?? undefined;
  const same = before?.n === account?.n;
  // Of a browser that has chosen nothing the signal alone is told.
  if (!kept && account && gpc) queue({ id: uuid(), token: account.t, gpc });
  if (!kept || (same && !before)) return;
  const own = kept;
  // A token of the same account is newer. Where only an account chose, nothing is left of it without that account.
  kept = same && account ? { ...own, a: { ...account, k: before?.k } } : own.u ? { ...own, a: account } : undefined;
  save();
  if (!same) queue({ id: uuid(), browser: own.b, own: before?.k?.b, token: kept && account?.t, left: before?.t, gpc });
  else if (gpc && !before?.g) queue({ id: uuid(), token: account?.t, gpc });
}

/** Random: `crypto.randomUUID` is not there on pages without TLS, and every address of a blob ends with one. @source File API, 8.3.1 */
function uuid(): string {
  const address = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(address);
  return address.slice(-36);
}

/** Records that nobody has acknowledged yet; in memory alone where the browser has no storage. */
let unsent: readonly (ConsentWrite | SignInWrite)[] | undefined;

function pending(): readonly (ConsentWrite | SignInWrite)[] {
  if (unsent) return unsent;
  try {
    const found = JSON.parse(localStorage.getItem(PENDING) ?? "[]");
    return found.slice(-MOST_PENDING);
  } catch {
    return [];
  }
}

function queue(record: ConsentWrite | SignInWrite): void {
  if (!banner.records) return;
  keep([...pending(), record]);
  void send();
}

function keep(records: ReturnType<typeof pending>): void {
  unsent = undefined;
  try {
    if (records[0]) localStorage.setItem(PENDING, JSON.stringify(records));
    else localStorage.removeItem(PENDING);
  } catch {
    // Full, or not there: the page goes on, and so does its memory.
    unsent = records;
  }
}

/**
 * What Troth answers where it keeps a record, has nothing to keep of it, or never will. What a proxy or the network's sign-in page answers is neither,
 * whatever its status. For an hour a record is not given up: while servers are renewed, one of before may not know what it is about.
 */
const isSettled = (
  { kept: isKept, type }: { readonly kept?: unknown; readonly type?: unknown },
  { at }: { readonly id: string; readonly at?: string },
): boolean =>
  isKept === !!isKept ||
  (/^urn:troth:problem:(consent\.|http\.(form|too))/.test(type as string) &&
    // A word on who is signed in has no moment.
    !(Date.parse(at as string) > Date.now() - 36e5));

/**
 * Sends what is not settled, the oldest first: one that came after a later one would count as the later. Whatever the server
 * does, the page does not notice; the next page tries again.
 */
export async function send(): Promise<void> {
  try {
    for (const record of pending()) {
      const answer = await nativeFetch(banner.records as string, {
        method: "POST",
        body: JSON.stringify(record),
        credentials: "omit",
        keepalive: true,
      });
      if (!isSettled(await answer.json(), record)) return;
      keep(pending().filter(({ id }) => id !== record.id));
    }
  } catch {
    // Not reached, or not by Troth's own answer.
  }
}
