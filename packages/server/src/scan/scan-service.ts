import type { Program, ServiceRule } from "@troth/core/program";
import { asksVisitors, judgeScan, type ScanFinding, type ScanVisitor, type SiteInput, withoutQuery } from "@troth/core/scan";
import type { Browser } from "playwright-core";
import { addressOf } from "./addresses.ts";
import { ScanError } from "./errors.ts";
import { openBrowser } from "./open-browser.ts";
import { siteDomains } from "./site-domains.ts";
import { type MissedPage, type Visit, type VisitInput, visitPages } from "./visit-pages.ts";

/** What is scanned. */
export interface ScanInput {
  readonly program: Program;
  readonly service: ServiceRule;
  /** Where visits begin; the first is there. */
  readonly addresses: readonly string[];
  /** So many pages are visited at most; links are followed until then. */
  readonly most: number;
  /** Where the site takes this machine to be; absent: not known. */
  readonly place?: SiteInput["place"];
  readonly day: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress?: (visitor: ScanVisitor, done: number, of: number) => void;
}

/** What a scan found, and what it could not look at. */
export interface Scanned {
  readonly service: string;
  /** Host and path of each page, in the order in which they were met. */
  readonly pages: readonly string[];
  readonly visitors: readonly ScanVisitor[];
  readonly findings: readonly ScanFinding[];
  /** Every page was seen, by every visitor whose answer makes a difference, and all that was met is written down. */
  readonly complete: boolean;
  /** Pages that some visitor could not see. */
  readonly missed: readonly MissedPage[];
  /** Visitors who met more than is written down. */
  readonly cut: readonly ScanVisitor[];
  /** Pages without Troth's banner. */
  readonly withoutBanner: readonly string[];
  /** Pages that links lead to, and that were one too many. */
  readonly notFollowed: number;
}

/**
 * Visits a site in a browser and holds what was met against the program. Where a page has Troth's banner, it is visited again
 * by somebody who refused all, by one who accepted all, and with Global Privacy Control.
 * @throws ScanError where there is no browser, or it ends.
 */
export async function scanService(input: ScanInput): Promise<Scanned> {
  const browser = await openBrowser(input.env);
  try {
    const domains = await siteDomains(browser, input.addresses);
    const isOwn = (host: string): boolean => domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
    const first = await discover(browser, input, isOwn);
    const { pages, answerAt } = first;
    const others = (answerAt === undefined ? [] : (["refused", "accepted", "gpc"] as const)).map((visitor) =>
      visitPages(browser, {
        visitor,
        isOwn,
        pages,
        answerAt: visitor === "gpc" ? undefined : answerAt,
        progress: progressOf(input, visitor),
      }),
    );
    return scanned(input, domains, { ...first, visits: [first.visit, ...(await Promise.all(others))] });
  } catch (cause) {
    if (browser.isConnected()) throw cause;
    throw new ScanError("scan.ended", "the browser ended before everything was visited", {
      advice: "begin again; where it happens again, visit fewer pages: `--most`",
      cause,
    });
  } finally {
    await browser.close();
  }
}

interface Discovered {
  readonly visit: Visit;
  readonly pages: readonly string[];
  /** The first page with a banner. */
  readonly answerAt: string | undefined;
  readonly withoutBanner: readonly string[];
  readonly notFollowed: number;
}

/** The first visitor finds the pages that the others visit too. */
async function discover(browser: Browser, input: ScanInput, isOwn: VisitInput["isOwn"]): Promise<Discovered> {
  const origins = new Set(input.addresses.map((one) => new URL(one).origin));
  const pages = [...new Set(input.addresses)].slice(0, input.most);
  const known = new Set(pages);
  const withoutBanner: string[] = [];
  const withBanner = new Set<string>();
  const found: VisitInput["found"] = (page, { at, links, hasBanner }) => {
    // An address of the service may lead to where the site is: to `www`, to https.
    if (input.addresses.some((one) => addressOf(one) === page)) origins.add(new URL(at).origin);
    if (hasBanner) withBanner.add(page);
    else withoutBanner.push(withoutQuery(page));
    for (const link of links) {
      if (known.has(link) || !URL.canParse(link) || !origins.has(new URL(link).origin)) continue;
      known.add(link);
      if (pages.length < input.most) pages.push(link);
    }
  };
  const visitor = "unanswered";
  const visit = await visitPages(browser, { visitor, isOwn, pages, found, progress: progressOf(input, visitor) });
  const seen = pages.filter((page) => !visit.missed.some((one) => one.page === addressOf(page)));
  const answerAt = seen.find((page) => withBanner.has(addressOf(page) ?? ""));
  return { visit, pages: seen, answerAt, withoutBanner, notFollowed: known.size - pages.length };
}

const progressOf =
  ({ progress }: ScanInput, visitor: ScanVisitor): VisitInput["progress"] =>
  (done, of) =>
    progress?.(visitor, done, of);

function scanned(
  { program, service, place, day }: ScanInput,
  domains: readonly string[],
  { visits, pages, withoutBanner, notFollowed }: Omit<Discovered, "visit"> & { readonly visits: readonly Visit[] },
): Scanned {
  const visitors = visits.map(({ visitor }) => visitor);
  const from = { service, day, ...(place === undefined ? {} : { place }) };
  const seen = {
    visitors,
    requests: visits.flatMap(({ requests }) => requests),
    entries: visits.flatMap(({ entries }) => entries),
  };
  const missed = visits.flatMap((visit) => visit.missed.map((one) => ({ ...one, page: withoutQuery(one.page) })));
  const cut = visits.filter(({ isCut }) => isCut).map(({ visitor }) => visitor);
  const isAnswered = visitors.length > 1 || !asksVisitors(program, from);
  return {
    service: service.id,
    pages: pages.map((page) => withoutQuery(addressOf(page) ?? "")),
    visitors,
    findings: judgeScan(program, { ...from, domains }, seen),
    complete: isAnswered && missed.length + cut.length + notFollowed === 0,
    missed,
    cut,
    withoutBanner,
    notFollowed,
  };
}
