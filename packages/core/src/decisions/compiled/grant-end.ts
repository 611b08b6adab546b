// Until when a yes holds by itself.
import { endOfDay } from "../../jurisdictions/index.ts";
import type { RecipientRule } from "../../program/index.ts";
import type { Asked } from "./asked.ts";
import { basesUnder, isConsent, sectionOf } from "./bases.ts";
import { APPROVED_UNTIL, approvalOf } from "./content.ts";
import { someOccasion, untilOf } from "./occasions.ts";
import { ENDS, entryOf, GIVEN, momentAt, word } from "./record.ts";
import type { Ground } from "./ruling.ts";

/** What a yes may end with. */
export interface GrantEnds {
  /** Until when a yes holds; infinite: until something changes. */
  readonly of: (asked: Asked, goesOn: boolean) => number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Undefined where no yes of this shape ends by itself. */
export function endsOf(ground: Ground): GrantEnds | undefined {
  const { tables, shape, purpose } = ground;
  // Whatever asks for a choice (the basis, special data, a minor) asks anew when it has lapsed.
  const ofChoice = purpose.lasts !== undefined;
  const ofApproval = ofChoice && purpose.approves && !shape.collects;
  const ofLink = linkEnds(ground);
  const last = lastDay(shape.recipient, tables.program.zone);
  const ofOccasion = occasionEnds(ground);
  if (!ofChoice && ofLink === undefined && last === NEVER && ofOccasion === undefined) return undefined;
  return {
    of: (asked, goesOn) => {
      const { mine, theirs } = asked;
      let end = last;
      if (ofChoice && !goesOn) end = Math.min(end, choiceEnd(asked, mine), choiceEnd(asked, theirs));
      if (ofApproval) end = Math.min(end, approvalEnd(asked));
      if (ofLink !== undefined) end = Math.min(end, ofLink(asked));
      return ofOccasion === undefined ? end : Math.min(end, ofOccasion(asked));
    },
  };
}

/** When a choice that stands ends, of a purpose whose consent does. */
function choiceEnd({ words, now }: Asked, choice: number): number {
  if (choice === 0 || (word(words, choice) & GIVEN) === 0) return NEVER;
  const end = momentAt(words, choice + ENDS);
  return end < now ? NEVER : end;
}

/** When the approval of the text ends, which stands. */
function approvalEnd(asked: Asked): number {
  const approval = approvalOf(asked);
  return approval === 0 ? NEVER : momentAt(asked.words, approval + APPROVED_UNTIL);
}

function linkEnds({ tables, shape, laws }: Ground): ((asked: Asked) => number) | undefined {
  const way = tables.purposes[tables.way];
  if (way?.lasts === undefined || shape.kind === "linking") return undefined;
  if (!shape.data.some(({ facts }) => facts?.source === "observed") || !basesUnder(way, laws).some(isConsent)) return undefined;
  const section = sectionOf(way);
  return (asked) => (asked.both ? choiceEnd(asked, entryOf(asked.words, asked.person, section, tables.way)) : NEVER);
}

/** The last moment on which somebody is a recipient, under an agreement. */
function lastDay(recipient: RecipientRule | undefined, zone: string): number {
  if (recipient === undefined) return NEVER;
  const { until, capacity, agreement } = recipient;
  return Math.min(endOf(until, zone), capacity === "authority" ? NEVER : endOf(agreement?.ends, zone));
}

function endOf(day: string | undefined, zone: string): number {
  if (day === undefined) return NEVER;
  try {
    return endOfDay(day, zone);
  } catch {
    // A day that no calendar has: the yes is asked for again at once.
    return 0;
  }
}

/** Of several that are open the last to end counts. */
function occasionEnds({ tables, shape }: Ground): ((asked: Asked) => number) | undefined {
  const event = shape.recipient?.occasion;
  if (event === undefined) return undefined;
  const number = tables.numbers.events.get(event) ?? -1;
  let latest = 0;
  const see = ({ words }: Asked, at: number): boolean => {
    const until = untilOf(words, at);
    if (until > latest) latest = until;
    return false;
  };
  return (asked) => {
    latest = Number.NEGATIVE_INFINITY;
    someOccasion(asked, number, shape.recipientNumber, see);
    return latest === Number.NEGATIVE_INFINITY ? NEVER : latest;
  };
}
