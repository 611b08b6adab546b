// What the program says of one site, in the form in which what was seen there is held against it.
import { choicesOf, matchedRequests, matchesRequest, type PurposeChoice, trackersOf } from "../consent/index.ts";
import type { Residence } from "../jurisdictions/index.ts";
import type { Program, RecipientRule, ServiceRule, TrackerRule } from "../program/index.ts";
import type { ScanVisitor } from "./seen.ts";
import { isWithin } from "./show-name.ts";

/** Which site, seen from where. */
export interface SiteInput {
  readonly service: ServiceRule;
  /** The widest domains that are the site's own: `example.com`. */
  readonly domains: readonly string[];
  /** Where the site takes its visitors to be; absent: not known, and the strictest of the program's laws holds. */
  readonly place?: Residence;
  /** `2026-11-28`: rules of law are those in force then. */
  readonly day: string;
}

/** Whether a visitor is asked anything there: where they are, what a yes and a no lead to has to be seen. */
export const asksVisitors = (program: Program, { service, ...from }: Omit<SiteInput, "domains">): boolean =>
  choicesOf(program, service, from).some(({ choice }) => choice !== "none" && choice !== "never");

/** One site as its program has it. */
export interface Site {
  readonly trackers: readonly TrackerRule[];
  /** `advertising: never`. */
  readonly isWithoutAdvertising: boolean;
  isOwn(host: string): boolean;
  /** Trackers whose requests an address is one of. */
  trackersAt(address: string): readonly TrackerRule[];
  choiceOf(tracker: TrackerRule): PurposeChoice | undefined;
  /** Why a tracker must not run for a visitor; undefined: it may. */
  whyNot(tracker: TrackerRule, visitor: ScanVisitor): string | undefined;
  providerOf(tracker: TrackerRule): RecipientRule | undefined;
  /** `Lumen Metrics`, or the service's own name. */
  ownerOf(tracker: TrackerRule): string;
}

/** The site of a service. */
export function siteOf(program: Program, { service, domains, ...from }: SiteInput): Site {
  const trackers = trackersOf(program, service.id);
  const choices = new Map(choicesOf(program, service, from).map((one) => [one.purpose.id, one]));
  const patterns = trackers.map((tracker) => ({ tracker, patterns: matchedRequests(tracker) }));
  const providerOf = ({ provider }: TrackerRule) => (provider === undefined ? undefined : program.recipients[provider]);
  return {
    trackers,
    isWithoutAdvertising: program.never.purposes.includes("advertising"),
    isOwn: (host) => domains.some((domain) => isWithin(host, domain)),
    trackersAt: (address) =>
      patterns.flatMap((one) => (one.patterns.some((pattern) => matchesRequest(pattern, address)) ? [one.tracker] : [])),
    choiceOf: (tracker) => choices.get(tracker.purpose),
    whyNot: (tracker, visitor) => whyNot(choices.get(tracker.purpose), visitor),
    providerOf,
    ownerOf: (tracker) => providerOf(tracker)?.name ?? service.name,
  };
}

function whyNot(asked: PurposeChoice | undefined, visitor: ScanVisitor): string | undefined {
  if (asked === undefined || asked.choice === "none") return undefined;
  const { choice, gpc } = asked;
  const name = `\`${asked.purpose.id}\``;
  if (choice === "never") return `${name} may never run here`;
  if (visitor === "accepted") return undefined;
  if (choice === "opt-in") return `${name} waits for a yes`;
  if (visitor === "refused") return `${name} was refused`;
  return visitor === "gpc" && gpc ? `Global Privacy Control is a no to ${name}` : undefined;
}
