import type { TrackerRule } from "../program/index.ts";
import { ADVERTISING_HOSTS } from "./advertising-hosts.data.ts";
import type { ScanDraft } from "./finding.ts";
import type { SeenRequest } from "./seen.ts";
import { hostOf, isWithin, withoutQuery } from "./show-name.ts";
import type { Site } from "./site.ts";

/** What is wrong about one request. One that several trackers share waits for all of them. */
export function judgeRequest(site: Site, seen: SeenRequest): readonly ScanDraft[] {
  const declared = site.trackersAt(seen.address);
  const callers = callersOf(site, seen.by);
  const by = seen.by.map(withoutQuery).at(0);
  const network = site.isWithoutAdvertising ? advertisingOf(seen, declared, by) : [];
  if (network.length > 0) return network;
  if (declared.length > 0) return declared.flatMap((tracker) => tooEarly(site, seen, tracker, by));
  if (site.isOwn(hostOf(seen.address))) return [];
  const [caller] = callers;
  if (caller !== undefined) return [elsewhere(site, seen, caller, by)];
  return [
    {
      code: "undeclared",
      what: whatOf(seen),
      says: seen.isPixel ? "no tracker of the program is this pixel" : "no tracker of the program reaches this host",
      advice: seen.isPixel
        ? "declare it as a tracker of the kind `pixel` with its address in `loads`, or take it off the page"
        : "declare it as a tracker with its address in `loads`, or take it off the page",
      by,
    },
  ];
}

/** Trackers by whose code or frame something was done. */
export const callersOf = (site: Site, by: readonly string[]): readonly TrackerRule[] => [
  ...new Set(by.flatMap((address) => site.trackersAt(address))),
];

/** A pixel is one address; of a host that answers much, one line is enough. */
function whatOf({ address, isPixel }: SeenRequest): string {
  const path = withoutQuery(address);
  return isPixel ? `pixel ${path}` : `requests to ${path.replace(/\/.*$/s, "")}`;
}

function tooEarly(site: Site, seen: SeenRequest, tracker: TrackerRule, by: string | undefined): readonly ScanDraft[] {
  const why = site.whyNot(tracker, seen.visitor);
  if (why === undefined) return [];
  const what = seen.isPixel ? `pixel ${withoutQuery(seen.address)}` : `requests to ${withoutQuery(seen.address)}`;
  return [
    {
      code: "before-choice",
      what,
      says: `\`${tracker.id}\` runs, and ${why}`,
      advice: `mark it with \`data-troth="${tracker.id}"\`, or ask \`troth.consent\` before it is loaded`,
      tracker,
      by,
    },
  ];
}

const elsewhere = (site: Site, seen: SeenRequest, caller: TrackerRule, by: string | undefined): ScanDraft => ({
  code: "reaches-elsewhere",
  what: whatOf(seen),
  says: `\`${caller.id}\` of ${site.ownerOf(caller)} reaches a host that is not in its \`loads\``,
  advice: "add it to `loads` where that is meant; else send the policy that `troth csp` prints, or take the tracker off the page",
  tracker: caller,
  by,
});

function advertisingOf(seen: SeenRequest, declared: readonly TrackerRule[], by: string | undefined): readonly ScanDraft[] {
  const host = hostOf(seen.address);
  if (!ADVERTISING_HOSTS.some((domain) => isWithin(host, domain))) return [];
  return [
    {
      code: "advertising",
      what: whatOf(seen),
      says: "an advertising network is reached, and the program says `advertising: never`",
      advice: "take it off the page",
      tracker: declared[0],
      by,
    },
  ];
}
