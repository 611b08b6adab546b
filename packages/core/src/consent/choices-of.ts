// What a visitor of one place is asked about each purpose that has trackers on a site.
import { applicableLaws, type Residence } from "../jurisdictions/index.ts";
import type { Program, PurposeRule, ServiceRule, TrackerRule } from "../program/index.ts";
import type { BannerChoice } from "./banner.ts";
import { type AppliedRule, choiceAbout, isSaleOrSharing } from "./regime.ts";

/** A purpose with its trackers of one site. */
export interface PurposeChoice {
  readonly purpose: PurposeRule;
  readonly trackers: readonly TrackerRule[];
  readonly choice: BannerChoice;
  /** Global Privacy Control says no to it. */
  readonly gpc: boolean;
  readonly rules: readonly AppliedRule[];
}

/** Every such purpose of a service, in the program's order. Whose place is not known is asked by the strictest of the program's laws. */
export function choicesOf(
  program: Program,
  service: ServiceRule,
  input: { readonly place?: Residence; readonly day: string },
): readonly PurposeChoice[] {
  const laws = applicableLaws(program, input.place ? [input.place] : []).filter((law) => service.laws.includes(law));
  const own = trackersOf(program, service.id);
  return Object.values(program.purposes).flatMap((purpose): readonly PurposeChoice[] => {
    const trackers = own.filter((one) => one.purpose === purpose.id);
    if (trackers.length === 0) return [];
    const { choice, rules } = choiceAbout({ program, service, purpose, trackers, laws, day: input.day });
    return [{ purpose, trackers, choice, gpc: isSaleOrSharing({ program, purpose, trackers }), rules }];
  });
}

/** The trackers of a site. */
export const trackersOf = (program: Program, service: string): readonly TrackerRule[] =>
  Object.values(program.trackers).filter((one) => one.in === "site" && one.services.includes(service));
