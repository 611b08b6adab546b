import type { LimitName } from "./route.ts";

/** How many calls in how many seconds. */
export interface Budget {
  readonly calls: number;
  readonly seconds: number;
}

/**
 * The budgets of one network. A network is up to 256 households or a whole office, so they are wide; what one address may
 * be sent is counted apart, where codes are sent.
 */
export const budgets: Readonly<Record<LimitName, Budget>> = {
  page: { calls: 600, seconds: 60 },
  ask: { calls: 30, seconds: 600 },
  code: { calls: 60, seconds: 600 },
  "sign-in": { calls: 30, seconds: 600 },
  api: { calls: 300, seconds: 60 },
  // Every message is two calls, and a stream is a message for each batch; whoever has no key has the next budget.
  app: { calls: 60_000, seconds: 60 },
  // A write is a call, and so is a look-up of whoever holds few people.
  backend: { calls: 60_000, seconds: 60 },
  // A page writes when somebody chose, and once more where the answer was lost.
  consent: { calls: 600, seconds: 60 },
  "app-key": { calls: 30, seconds: 600 },
};

/** Counts calls by budget and network. */
export interface RateLimits {
  /** Draws one call; 0 if it may go on, else after how many seconds to come again. */
  draw(name: LimitName, network: string): number;
}

interface Window {
  began: number;
  count: number;
  before: number;
}

// About 8 MB. Beyond it the networks that were quiet longest are forgotten first: memory stays bounded under a flood.
const MOST_WINDOWS = 50_000;

/** A sliding window of two halves: what the last period saw counts by the share of it that still lies in the window. */
export function rateLimits(given: {
  readonly now: () => number;
  readonly budgets?: Partial<Readonly<Record<LimitName, Budget>>>;
  readonly most?: number;
}): RateLimits {
  const all = { ...budgets, ...given.budgets };
  const most = given.most ?? MOST_WINDOWS;
  const windows = new Map<string, Window>();
  return {
    draw(name, network) {
      const { calls, seconds } = all[name];
      const length = seconds * 1000;
      const now = given.now();
      const key = `${name} ${network}`;
      const window = slide(windows.get(key), now, length);
      // Set anew, so that the order of the map is that of the last call.
      windows.delete(key);
      windows.set(key, window);
      if (windows.size > most) windows.delete(windows.keys().next().value ?? "");
      const left = 1 - (now - window.began) / length;
      const drawn = window.count + window.before * left;
      if (drawn + 1 > calls) return Math.max(1, Math.ceil(waitFor(window, { calls, length, now }) / 1000));
      window.count += 1;
      return 0;
    },
  };
}

function slide(had: Window | undefined, now: number, length: number): Window {
  if (had === undefined || now - had.began >= 2 * length || now < had.began) return { began: now, count: 0, before: 0 };
  if (now - had.began < length) return had;
  return { began: had.began + length, count: 0, before: had.count };
}

/** Milliseconds until one more call fits. */
function waitFor(window: Window, at: { readonly calls: number; readonly length: number; readonly now: number }): number {
  const { calls, length, now } = at;
  const end = window.began + length;
  if (window.count + 1 > calls) return end - now + length * (1 - (calls - 1) / Math.max(1, window.count));
  return end - now - (length * Math.max(0, calls - 1 - window.count)) / Math.max(1, window.before);
}
