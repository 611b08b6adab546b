import { matchesRequest, stricter } from "../consent/index.ts";
import type { LegalPeriod } from "../foundation/index.ts";
import type { TrackerRule } from "../program/index.ts";
import type { ScanDraft } from "./finding.ts";
import { callersOf } from "./judge-request.ts";
import type { SeenEntry } from "./seen.ts";
import { hostOf, isWithin, showName, withoutQuery } from "./show-name.ts";
import type { Site } from "./site.ts";

const WORDS = {
  cookie: "cookie",
  "local-storage": "local storage",
  "session-storage": "session storage",
  "indexed-db": "database",
} as const;

/** What is wrong about one cookie, entry of a storage, or database. */
export function judgeEntry(site: Site, seen: SeenEntry): readonly ScanDraft[] {
  const what = `${WORDS[seen.kind]} ${showName(seen.name)} of ${showName(seen.host)}`;
  const by = seen.by.map(withoutQuery).at(0);
  const tracker = trackerNamed(site, seen);
  if (tracker === undefined) return [undeclared(site, seen, { what, by })];
  const party = partyOf(site, seen, tracker);
  // At another's domain it is another cookie of the same name: whose it is and how long it stays is not this tracker's to say.
  const own = party.length > 0 ? party : [...ownerOf(site, seen, tracker), ...timeOf(seen, tracker)];
  const wrongs = [...own, ...choiceOf(site, seen, tracker)];
  return wrongs.map((wrong) => ({ ...wrong, what, tracker, by }));
}

type Wrong = Pick<ScanDraft, "code" | "says" | "advice">;

/** The tracker of this name: of several, one for this party, and a whole name before a pattern. */
export function trackerNamed(site: Site, seen: Pick<SeenEntry, "kind" | "name" | "host">): TrackerRule | undefined {
  const named = site.trackers.filter((one) => one.kind === seen.kind && matchesRequest(one.name, seen.name));
  const party = partyAt(site, seen.host);
  const fit = (one: TrackerRule): number =>
    (one.party === party ? 10_000 : 0) + (one.name === seen.name ? 1000 : one.name.length);
  return [...named].sort((one, other) => fit(other) - fit(one))[0];
}

const partyAt = (site: Site, host: string): TrackerRule["party"] => (site.isOwn(host) ? "first" : "third");

function undeclared(
  site: Site,
  seen: SeenEntry,
  { what, by }: { readonly what: string; readonly by: string | undefined },
): ScanDraft {
  const [caller] = [...callersOf(site, seen.by), ...atHost(site, seen.host)];
  const whose = caller === undefined ? "" : `, and \`${caller.id}\` of ${site.ownerOf(caller)} sets it`;
  if (seen.kind === "cookie" && !site.isOwn(seen.host))
    return {
      code: "third-party-cookie",
      what,
      says: `the program has no third party's cookie of this name${whose}`,
      advice: "declare it with `party: third` where that is meant; else ask its provider for a tag without it",
      tracker: caller,
      by,
    };
  return {
    code: "undeclared",
    what,
    says: `no tracker of the program has this name${whose}`,
    advice: `declare it under \`trackers\`${seen.kind === "cookie" ? "" : ` with \`kind: ${seen.kind}\``}, or set it no more`,
    tracker: caller,
    by,
  };
}

/** Trackers that a host belongs to by what they load. */
const atHost = (site: Site, host: string): readonly TrackerRule[] =>
  site.isOwn(host)
    ? []
    : site.trackers.filter(({ loads }) => loads.some((one) => isWithin(hostOf(one.replace(/^(https?:)?\/\//, "")), host)));

function partyOf(site: Site, seen: SeenEntry, tracker: TrackerRule): readonly Wrong[] {
  if (tracker.party === partyAt(site, seen.host)) return [];
  const says =
    tracker.party === "first"
      ? `\`${tracker.id}\` is declared as the site's own, and stands at another's domain`
      : `\`${tracker.id}\` is declared as a third party's, and stands at the site's own domain`;
  return [{ code: "wrong-party", says, advice: `write \`party: ${partyAt(site, seen.host)}\` where that is meant` }];
}

/** Whose code sets it: the provider's, and one of a purpose that asks no more than the purpose it is filed under. */
function ownerOf(site: Site, seen: SeenEntry, tracker: TrackerRule): readonly Wrong[] {
  const callers = callersOf(site, seen.by);
  const [caller] = callers;
  if (tracker.domain !== undefined && tracker.party === "third" && !isWithin(seen.host, tracker.domain.replace(/^\./, "")))
    return [
      {
        code: "wrong-owner",
        says: `\`${tracker.id}\` is declared for the domain ${tracker.domain}, and stands at another`,
        advice: "correct its `domain` and `provider`",
      },
    ];
  if (caller === undefined) return [];
  if (!callers.some(({ provider }) => provider === tracker.provider))
    return [
      {
        code: "wrong-owner",
        says: `\`${tracker.id}\` is declared as ${site.ownerOf(tracker)}'s for \`${tracker.purpose}\`, and \`${caller.id}\` of ${site.ownerOf(caller)} sets it`,
        advice: "correct its `provider` and `purpose`",
      },
    ];
  return callers.every((one) => asksMore(site, one, tracker))
    ? [
        {
          code: "wrong-purpose",
          says: `\`${tracker.id}\` is filed under \`${tracker.purpose}\`, and \`${caller.id}\`, which sets it, serves \`${caller.purpose}\`, about which more is asked`,
          advice: "correct its `purpose`",
        },
      ]
    : [];
}

function asksMore(site: Site, one: TrackerRule, other: TrackerRule): boolean {
  const [a, b] = [site.choiceOf(one)?.choice ?? "none", site.choiceOf(other)?.choice ?? "none"];
  return one.purpose !== other.purpose && a !== b && stricter(a, b) === a;
}

/** The longest that a period can be: a browser counts seconds, and a month has up to 31 days. */
const DAYS: Readonly<Record<LegalPeriod["unit"], number>> = {
  hours: 1 / 24,
  days: 1,
  "business days": 3,
  weeks: 7,
  months: 31,
  years: 366,
};
const DAY_SECONDS = 86_400;
/** Clocks differ, and so do those who round. */
const SLACK = 1.01;

function timeOf({ kind, lastsSeconds }: SeenEntry, tracker: TrackerRule): readonly Wrong[] {
  const { lasts } = tracker;
  if (kind !== "cookie" || lastsSeconds === undefined || lasts === "forever") return [];
  const most = lasts === "session" ? 0 : lasts.count * DAYS[lasts.unit] * DAY_SECONDS * SLACK;
  if (lastsSeconds <= most) return [];
  const days = Math.max(1, Math.round(lastsSeconds / DAY_SECONDS));
  const declared = lasts === "session" ? "until the browser is closed" : `${lasts.count} ${lasts.unit}`;
  return [
    {
      code: "lasts-longer",
      says: `\`${tracker.id}\` stays for ${days} ${days === 1 ? "day" : "days"}, and the program says ${declared}`,
      advice: "set it for no longer, or correct its `lasts`",
    },
  ];
}

function choiceOf(site: Site, seen: SeenEntry, tracker: TrackerRule): readonly Wrong[] {
  const why = site.whyNot(tracker, seen.visitor);
  if (why === undefined) return [];
  const advice = "set it only once `troth.consent.isAllowed` says so; a cookie of the site's server is the server's to hold back";
  return [{ code: "before-choice", says: `\`${tracker.id}\` is there, and ${why}`, advice }];
}
