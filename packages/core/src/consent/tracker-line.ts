import { type Program, type PurposeRule, type TrackerRule, wordsIn } from "../program/index.ts";
import { bannerLanguage, CATALOGS } from "./texts.ts";

/** Kinds that keep something on a device, for a time. */
export const STORED: ReadonlySet<string> = new Set(["cookie", "local-storage", "session-storage", "indexed-db"]);

/** A tracker, whose it is where no provider is named, and in which language. */
export interface TrackerSaid {
  readonly tracker: TrackerRule;
  readonly purpose: PurposeRule;
  readonly house: string;
  readonly language: string;
}

/** The same of whichever service it runs in. */
export function ownTrackerLine(
  program: Pick<Program, "recipients" | "services" | "organization">,
  said: Omit<TrackerSaid, "house">,
): string {
  const [service = ""] = said.tracker.services;
  const own = Object.hasOwn(program.services, service) ? program.services[service]?.name : undefined;
  return trackerLine(program, { ...said, house: own ?? program.organization.name });
}

/** Provider, kind, duration and use, in words. */
export function trackerLine(program: Pick<Program, "recipients">, { tracker, purpose, house, language }: TrackerSaid): string {
  const { kinds, units, session, forever, thirdParty } = CATALOGS[bannerLanguage(language)];
  const provider = program.recipients[tracker.provider ?? ""]?.name ?? house;
  const { lasts } = tracker;
  const time =
    typeof lasts === "object" ? `${lasts.count} ${units[lasts.unit][lasts.count === 1 ? 0 : 1]}` : { session, forever }[lasts];
  const who = tracker.party === "third" ? `${provider}, ${thirdParty}` : provider;
  const about = tracker.about === undefined ? wordsIn(purpose.words, language) : wordsIn(tracker.about, language);
  return STORED.has(tracker.kind)
    ? `${who}. ${kinds[tracker.kind]}, ${time}. ${about}`
    : `${who}. ${kinds[tracker.kind]}. ${about}`;
}
