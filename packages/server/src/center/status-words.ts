import type { LegalPeriod } from "@troth/core/program";
import { isRight } from "@troth/core/requests";
import type { RequestView } from "../requests/index.ts";
import { type Language, momentIn } from "../words/index.ts";
import { waitsForProof } from "./status-asker.tsx";
import { say } from "./words.ts";

/** Where the words of a request are said: in which language and zone, and when. */
export interface Saying {
  readonly language: Language;
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A legal period in words: `one month`. */
export function periodIn(language: Language, { unit, count }: LegalPeriod): string {
  // The Act counts in days of 24 hours: `3 x 24 jam`. @source UU 27/2022 Pasal 32
  const days = unit === "hours" && count > 24 && count % 24 === 0 ? count / 24 : undefined;
  return days === undefined ? say(language, `period.${unit}`, { count }) : say(language, "period.days-of-hours", { days, count });
}

/** A moment with the place whose clock it is: `9 December 2026 at 14:17 (Dublin)`. */
export const momentHere = (iso: string, { language, zone }: Pick<Saying, "language" | "zone">): string =>
  `${momentIn(language, iso, zone)} (${(zone.split("/").at(-1) ?? zone).replaceAll("_", " ")})`;

/** Until when an approved erasure still waits; undefined for any other request, and once it is over. */
export const coolsUntil = ({ state, coolingUntil }: RequestView, now: number): string | undefined =>
  state === "approved" && coolingUntil !== undefined && Date.parse(coolingUntil) > now ? coolingUntil : undefined;

/** Whether the person can still take it back: nothing has been done. */
export const canTakeBack = (view: RequestView, now: number): boolean =>
  !view.stores.some((store) => store.acted) &&
  (view.state === "received" || view.state === "planned" || coolsUntil(view, now) !== undefined);

/** Recipients that a request still waits for. */
export const untold = (view: RequestView): readonly string[] =>
  view.recipients.filter((one) => one.state === "waiting").map((one) => one.name);

/** Whether every store that was to be erased is, and was read back. */
export const isErasedHere = (view: RequestView): boolean =>
  view.stores.length > 0 && view.stores.every((store) => store.state === "verified");

/** Where a request stands, in one sentence: the heading of its page. */
export function headline(view: RequestView, at: Saying & { readonly hasCopy: boolean; readonly copied: number }): string {
  const { language, now } = at;
  const { right, state } = view;
  if (state === "denied" || state === "appealed" || state === "withdrawn") return say(language, `status.head.${state}`);
  if (waitsForProof(view)) return say(language, "status.head.unproven");
  if (!isRight(right)) return say(language, `status.head.${state === "done" ? "done" : "received"}.${right}`);
  if (state === "done") return done(view, right, at);
  const until = coolsUntil(view, now);
  if (until !== undefined) return say(language, "status.head.cooling", { moment: momentHere(until, at) });
  const waiting = untold(view).length;
  if (state === "open" && right === "erasure" && waiting > 0 && isErasedHere(view))
    return say(language, "status.head.open.told", { count: waiting });
  return say(language, `status.head.${state}.${right}`);
}

function done(
  view: RequestView,
  right: "access" | "erasure",
  { language, hasCopy, copied }: { language: Language; hasCopy: boolean; copied: number },
): string {
  // The plan counts rows that Troth finds: what people find by hand, and what Troth itself keeps, is no part of it.
  const acted = view.stores.some((store) => store.deleted + store.changed > 0);
  if (view.plan?.totals.rows === 0 && copied === 0 && !acted) return say(language, "status.head.done.nothing");
  return say(language, right === "access" && !hasCopy ? "status.head.done.access.gone" : `status.head.done.${right}`);
}
