import type { Program } from "../program/index.ts";
import { joinDrafts, type ScanFinding } from "./finding.ts";
import { judgeEntry, trackerNamed } from "./judge-entry.ts";
import { judgeRequest } from "./judge-request.ts";
import type { ScanVisitor, SeenEntry, SeenRequest } from "./seen.ts";
import { type Site, type SiteInput, siteOf } from "./site.ts";

/** Everything that was seen on one site, by which visitors. */
export interface SeenSite {
  readonly visitors: readonly ScanVisitor[];
  readonly requests: readonly SeenRequest[];
  readonly entries: readonly SeenEntry[];
}

/** Holds what was seen on a site against its program: each finding once, in the order in which it was met; what only tells is last. */
export function judgeScan(program: Program, input: SiteInput, seen: SeenSite): readonly ScanFinding[] {
  const site = siteOf(program, input);
  const drafts = [
    ...seen.requests.flatMap((one) => judgeRequest(site, one).map((draft) => ({ draft, ...one }))),
    ...seen.entries.flatMap((one) => judgeEntry(site, one).map((draft) => ({ draft, ...one }))),
  ];
  return [...joinDrafts(drafts), ...notSeen(site, seen)];
}

/** What is declared and was met nowhere, although everything was allowed: a page that was not visited may have it. */
function notSeen(site: Site, { visitors, requests, entries }: SeenSite): readonly ScanFinding[] {
  if (!visitors.includes("accepted")) return [];
  const met = new Set([
    ...requests.flatMap(({ address }) => site.trackersAt(address)),
    ...entries.flatMap((one) => trackerNamed(site, one) ?? []),
  ]);
  return site.trackers
    .filter((one) => !met.has(one) && site.choiceOf(one)?.choice !== "never")
    .map(({ id, kind, place }) => ({
      code: "not-seen",
      level: "info",
      what: `${kind} ${id}`,
      says: "is declared, and was not met",
      advice: "a page that was not visited may have it; where none has, take it out of the program",
      tracker: id,
      place,
      by: undefined,
      visitors: [],
      page: undefined,
      pages: 0,
    }));
}
