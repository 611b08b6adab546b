// Whether a request may take longer, and until when: once, told before the first period is over, by the law that binds first.
import { Temporal } from "temporal-polyfill";
import { type Received, responseClock } from "./clock.ts";

/** A longer time that can be told now, or why there is none. Moments are ISO 8601 in UTC. */
export type Extending =
  | {
      readonly can: true;
      readonly article: string;
      /** Told after it, it is none. */
      readonly tellBy: string;
      /** The new last day: of that law, or of another that ends before it. */
      readonly until: string;
      readonly zone: string;
    }
  | {
      readonly can: false;
      readonly because: "no-clock" | "once" | "no-extension" | "no-maximum" | "too-late" | "another-law";
      /** The article that is in the way, where one is. */
      readonly article?: string;
      readonly tellBy?: string;
      readonly zone?: string;
    };

/**
 * Judges it at a moment. Of several laws the one counts whose clock ends first; where another ends on the same day and lets
 * nobody take longer, nothing is won.
 *
 * @source GDPR Art. 12(3)
 * @source UK GDPR Art. 12A(3)-(4)
 * @source 11 CCR 7021(b)
 */
export function judgeExtending(at: Received, now: string): Extending {
  const clock = responseClock(at);
  if (clock === undefined) return { can: false, because: "no-clock" };
  if ((at.extended ?? []).length > 0) return { can: false, because: "once" };
  const { extension, article, zone } = clock;
  if (extension === undefined) return { can: false, because: "no-extension", article };
  if (extension.target === undefined) return { can: false, because: "no-maximum", article: extension.article };
  const { tellBy } = extension;
  if (isAfter(now, tellBy)) return { can: false, because: "too-late", article: extension.article, tellBy, zone };
  const longer = responseClock({ ...at, extended: [now] });
  if (longer === undefined || !isAfter(longer.dueAt, clock.dueAt))
    return { can: false, because: "another-law", article: longer?.article ?? article };
  return { can: true, article: extension.article, tellBy, until: longer.dueAt, zone: longer.zone };
}

const isAfter = (one: string, other: string): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other)) > 0;
