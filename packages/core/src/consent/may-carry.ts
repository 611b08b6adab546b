// Whether something may carry a tracker to somebody: what a banner asks on a page, said of a mail, where nobody can be asked first.
import { whichChoiceHolds } from "../decisions/index.ts";
import { applicableLaws } from "../jurisdictions/index.ts";
import type { Program, TrackerRule } from "../program/index.ts";
import { refusedTrackers } from "./account-refusals.ts";
import type { BannerChoice } from "./banner.ts";
import type { Chooser } from "./offer-choices.ts";
import { choiceAbout, stricter } from "./regime.ts";
import { lackOfYes } from "./standing-yes.ts";

/**
 * Whether a tracker may be carried to whoever `chooser` is on a day, by the laws of their place and what they chose: a yes where one
 * is needed, and no no. Whose place is not known is judged by the strictest. What the decision says of its purpose is asked beside.
 *
 * @source Directive 2002/58/EC Art. 5(3), 2(f): what is stored on, or read from, a reader's device; consent is that of the GDPR
 */
export function mayCarry(
  program: Program,
  tracker: TrackerRule,
  at: { readonly chooser: Chooser; readonly day: string },
): boolean {
  const { chooser, day } = at;
  const purpose = Object.hasOwn(program.purposes, tracker.purpose) ? program.purposes[tracker.purpose] : undefined;
  if (purpose === undefined) return false;
  if (chooser.account !== undefined && refusedTrackers(program, chooser.account).some(({ id }) => id === tracker.id))
    return false;
  const laws = applicableLaws(program, [...(chooser.account?.residences ?? []), ...(chooser.browser?.residences ?? [])]);
  const choice = tracker.services
    .flatMap((id): readonly BannerChoice[] => {
      const service = program.services[id];
      if (service === undefined) return [];
      const own = laws.filter((law) => service.laws.includes(law));
      return [choiceAbout({ program, service, purpose, trackers: [tracker], laws: own, day }).choice];
    })
    .reduce<BannerChoice>(stricter, "none");
  if (choice === "never") return false;
  const { holds } = whichChoiceHolds(program, purpose.id, chooser);
  if (choice !== "opt-in" || holds?.yes !== true) return choice !== "opt-in" && holds?.yes !== false;
  // What the purpose rests on may never lapse, nor ask for a parent; the yes that the law of devices wants is a consent, and does.
  const yes = { purpose, places: chooser, laws, now: Date.parse(day), isConsent: () => true, explicit: false };
  return lackOfYes(program, yes) === undefined;
}
