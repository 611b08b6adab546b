import { unreachable } from "@troth/core/foundation";
import type { Posted } from "./post.ts";
import type { MailChange, MailRow } from "./store.ts";

/** What came of a try: the post's answer, or `lost` where there is nothing left that could be sent. */
export type Tried = Posted | { readonly kind: "lost"; readonly because: string };

/** What a try makes of a mail: its row, and the entry that says so. `duplicate`: it may go out once more than it should. */
export interface Settled {
  readonly change: MailChange;
  readonly entry: { readonly kind: "mail.sent" | "mail.bounced" | "mail.failed"; readonly because?: string } | undefined;
  readonly duplicate: boolean;
}

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;
// Waits of 1, 2, 4, 8, 16 and 32 minutes, then an hour each: the last of thirty tries is made a day after the first.
const TRIES = 30;

/** How long a mail waits after so many tries. */
export const waitAfter = (tries: number): number => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));

/** Decides what becomes of a mail after its `tries`-th try, at `now`. */
export function settleMail(tries: MailRow["tries"], tried: Tried, now: number): Settled {
  const at = new Date(now).toISOString();
  switch (tried.kind) {
    case "accepted":
      return {
        change: { state: "sent", sealed: null, sent_at: at, because: null },
        entry: { kind: "mail.sent" },
        duplicate: false,
      };
    case "refused":
      return given("bounced", tried.because);
    case "lost":
      return given("failed", tried.because);
    case "delayed":
    case "unknown": {
      if (tries >= TRIES) return given("failed", tried.because);
      const next = new Date(now + waitAfter(tries)).toISOString();
      const change = { state: "waiting", next_at: next, because: tried.because } as const;
      return { change, entry: undefined, duplicate: tried.kind === "unknown" };
    }
    default:
      return unreachable(tried);
  }
}

const given = (state: "bounced" | "failed", because: string): Settled => ({
  change: { state, sealed: null, because },
  entry: { kind: `mail.${state}`, because },
  duplicate: false,
});
