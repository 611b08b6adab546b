// What a person chose, where it is kept, and what follows from it: the one place that says yes or no.
import type { BannerPurpose, BannerTracker, ConsentHow, ConsentWrite } from "@troth/core/consent";
import { banner } from "./data.ts";
import { cookies, matches, nativeFetch, parents, writeCookie } from "./natives.ts";

/** Kept in one cookie, so that every subdomain goes by the same answer. One letter each: it travels with every request. */
interface Kept {
  /** The browser's id, made at its first choice. */
  readonly b: string;
  /** Choices by purpose, and by tracker where it differs. */
  readonly c: Readonly<Record<string, boolean>>;
  /** Hashes of the purposes as they were when they were answered. */
  readonly s: readonly string[];
  /** Until when the answer holds, in milliseconds. */
  readonly u: number;
  /** Global Privacy Control was on. */
  readonly g: boolean;
}

export const COOKIE = "troth_choice";
const PENDING = "troth_pending";
const MOST_PENDING = 20;

export const { purposes, trackers } = banner;

/** Global Privacy Control, as the browser says now. */
export const gpc = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

let kept = read();

function read(): Kept | undefined {
  try {
    const found = JSON.parse(decodeURIComponent(cookies().find(([name]) => name === COOKIE)?.[1] ?? ""));
    // Whatever else stands there is no answer.
    return found.c && found.s && found;
  } catch {
    return undefined;
  }
}

/** 400 days, the most that browsers keep: `u` says when an answer is over, and a no is kept beyond it. */
function save(): void {
  const value = encodeURIComponent(JSON.stringify(kept));
  for (const domain of [...parents(), ""]) {
    writeCookie(COOKIE, value, domain, 34_560_000);
    if (read()?.u === kept?.u) return;
  }
}
if (kept) save();

const isCurrent = (purpose: BannerPurpose): boolean => !!kept && kept.u > Date.now() && kept.s.includes(purpose.hash);

/** Whether somebody has to be asked: a first time, when the answer is over, or when a purpose is no longer what it was. */
export const isUnanswered = (): boolean =>
  banner.choice !== "opt-out" && purposes.some((one) => one.choice === banner.choice && !isCurrent(one));

const byPurpose = new Map(purposes.map((one) => [one.id, one]));

/** A purpose's or tracker's answer. A no never runs out; a yes does, and a signal that came after it goes before it. */
function answer(purpose: BannerPurpose | undefined, tracker?: BannerTracker): boolean {
  if (!purpose || purpose.choice === "never") return false;
  if (purpose.choice === "none") return true;
  const said = kept?.c[tracker?.id ?? purpose.id] ?? kept?.c[purpose.id];
  if (said && isCurrent(purpose)) return !(gpc && purpose.gpc) || !!kept?.g;
  return said !== false && purpose.choice !== "opt-in" && !(gpc && purpose.gpc);
}

/** Whether a purpose or tracker may run now; nothing that is not declared may. */
export function isAllowed(id: string): boolean {
  const tracker = trackers.find((one) => one.id === id);
  return tracker ? answer(byPurpose.get(tracker.purpose), tracker) : answer(byPurpose.get(id));
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
    const { host, pathname, search } = new URL(String((url as Request).url ?? url), document.baseURI);
    return trackers.some((one) => one.urls.some((each) => matches(each, host + pathname + search)) && !isAllowed(one.id));
  } catch {
    return false;
  }
}

/** Keeps a choice, and queues its record. */
export function choose(choices: Readonly<Record<string, boolean>>, how: ConsentHow): void {
  const until = new Date();
  until.setMonth(until.getMonth() + banner.remember.months, until.getDate() + banner.remember.days);
  const browser = kept?.b ?? uuid();
  kept = {
    b: browser,
    c: choices,
    s: purposes.map((one) => one.hash),
    u: +until,
    g: gpc,
  };
  save();
  const record: ConsentWrite = {
    id: uuid(),
    browser,
    shown: banner.shown,
    choices,
    how,
    language: banner.language,
    at: new Date().toISOString(),
    gpc,
  };
  if (banner.records) {
    queue([...pending(), record]);
    void send();
  }
}

/** Random, version 4; `crypto.randomUUID` is not there on pages without TLS. */
const uuid = (): string =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (+digit ^ ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & (15 >> (+digit / 4)))).toString(16),
  );

/** Records that nobody has acknowledged yet; in memory alone where the browser has no storage. */
let unsent: readonly ConsentWrite[] = [];

function pending(): readonly ConsentWrite[] {
  try {
    const found = JSON.parse(localStorage.getItem(PENDING) ?? "[]");
    return found.slice(-MOST_PENDING);
  } catch {
    return unsent;
  }
}

function queue(records: readonly ConsentWrite[]): void {
  unsent = records;
  try {
    if (records[0]) localStorage.setItem(PENDING, JSON.stringify(records));
    else localStorage.removeItem(PENDING);
  } catch {
    // Nothing more can be kept: the page goes on, and so does its memory.
  }
}

/** Sends what is not acknowledged, the oldest first. Whatever the server does, the page does not notice; the next page tries again. */
export async function send(): Promise<void> {
  try {
    for (const record of pending()) {
      const { ok } = await nativeFetch(banner.records ?? "", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(record),
        credentials: "omit",
        keepalive: true,
      });
      if (!ok) return;
      queue(pending().filter(({ id }) => id !== record.id));
    }
  } catch {
    // Not reached.
  }
}
