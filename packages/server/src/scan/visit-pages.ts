// One visitor's way over the pages of a site, in a browser without a past.
import { type ScanVisitor, type SeenEntry, type SeenRequest, withoutQuery } from "@troth/core/scan";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { addressOf, isOfBanner, isRecord, RECORDS } from "./addresses.ts";
import { answerAll, HAS_BANNER, LINKS, WITH_GPC } from "./in-page.ts";
import { type EntryRecorder, recordEntries } from "./record-entries.ts";
import { type RequestRecorder, recordRequests } from "./record-requests.ts";
import type { Way } from "./way.ts";
import { within } from "./within.ts";

const LOAD_MS = 30_000;
/** A page that never stops asking is looked at as it is by then. */
const QUIET_MS = 5000;
const ANSWER_MS = 5000;

/** A page that a visitor could not see, and why. */
export interface MissedPage {
  readonly visitor: ScanVisitor;
  /** Host and path. */
  readonly page: string;
  readonly because: string;
}

/** What one visitor met. */
export interface Visit {
  readonly visitor: ScanVisitor;
  readonly requests: readonly SeenRequest[];
  readonly entries: readonly SeenEntry[];
  readonly missed: readonly MissedPage[];
  readonly isCut: boolean;
}

/** What a page leads to. */
export interface FoundOnPage {
  /** Its own address, after all that sent the visitor on. */
  readonly at: string;
  readonly links: readonly string[];
  readonly hasBanner: boolean;
}

/** How a visit goes. */
export interface VisitInput {
  readonly visitor: ScanVisitor;
  readonly isOwn: (host: string) => boolean;
  /** The page on which the banner is answered. */
  readonly answerAt?: string | undefined;
  /** Pages to visit; one that is added meanwhile is visited too. */
  readonly pages: readonly string[];
  /** What is found on a page that could be visited. */
  readonly found?: (page: string, what: FoundOnPage) => void;
  readonly progress: (done: number, of: number) => void;
}

interface Visiting {
  readonly context: BrowserContext;
  readonly input: VisitInput;
  readonly way: Way;
  readonly requests: RequestRecorder;
  readonly entries: EntryRecorder;
  readonly missed: MissedPage[];
}

/** Goes from page to page, and says what could not be seen. Nothing is clicked, filled in or taken home. */
export async function visitPages(browser: Browser, input: VisitInput): Promise<Visit> {
  const { visitor, pages } = input;
  const context = await openContext(browser, visitor);
  try {
    const way: Way = { visitor, page: undefined, isCut: false };
    const entries = await recordEntries(context, way, input.isOwn);
    const visiting: Visiting = { context, input, way, requests: recordRequests(context, way, input.isOwn), entries, missed: [] };
    let tab = await openTab(visiting);
    if (input.answerAt !== undefined && !(await answerBanner(visiting, tab, input.answerAt))) {
      visiting.missed.push({ visitor, page: addressOf(input.answerAt) ?? "", because: "its banner took no answer" });
      return visitOf(visiting);
    }
    for (let at = 0; at < pages.length; at += 1) {
      input.progress(at, pages.length);
      tab = await visitPage(visiting, tab, pages[at] ?? "");
    }
    return visitOf(visiting);
  } finally {
    await within(ANSWER_MS, context.close());
  }
}

const visitOf = ({ way, requests, entries, missed }: Visiting): Visit => ({
  visitor: way.visitor,
  requests: requests.seen(entries.dots),
  entries: entries.seen(),
  missed,
  isCut: way.isCut,
});

async function openContext(browser: Browser, visitor: ScanVisitor): Promise<BrowserContext> {
  const context = await browser.newContext({
    acceptDownloads: false,
    viewport: { width: 1280, height: 900 },
    ...(visitor === "gpc" ? { extraHTTPHeaders: { "Sec-GPC": "1" } } : {}),
  });
  if (visitor === "gpc") await context.addInitScript(WITH_GPC);
  // A scan is nobody's choice: Troth gets no record of it.
  await context.route(RECORDS, (route, request) =>
    isRecord({ url: request.url(), body: request.postData() })
      ? route.fulfill({ json: { kept: true, odd: [] }, headers: { "access-control-allow-origin": "*" } })
      : route.fallback(),
  );
  return context;
}

async function openTab({ context, requests }: Visiting): Promise<Page> {
  const tab = await context.newPage();
  // A no to the question whether to leave would keep the visitor on the page.
  tab.on("dialog", (one) => void (one.type() === "beforeunload" ? one.accept() : one.dismiss()).catch(() => {}));
  tab.on("popup", (popup) => void popup.close().catch(() => {}));
  await requests.watch(tab);
  return tab;
}

/** Answers before anybody else is asked for anything, so that what is met later is met after the answer. */
async function answerBanner({ context, input }: Visiting, tab: Page, address: string): Promise<boolean> {
  const others = (url: URL): boolean => !input.isOwn(url.hostname) && !isOfBanner(url.href);
  await context.route(others, (route) => route.abort("blockedbyclient"));
  await whyNotSeen(tab, address, input.isOwn);
  const answered = await within(ANSWER_MS, tab.evaluate<boolean>(answerAll(input.visitor === "accepted")));
  await context.unroute(others);
  return answered === true;
}

/** Visits a page, and gives the tab to go on in: one that does not come to an end is left behind. */
async function visitPage(visiting: Visiting, tab: Page, address: string): Promise<Page> {
  const { input, way, entries, missed } = visiting;
  const page = addressOf(address) ?? "";
  way.page = withoutQuery(page);
  const unseen = await whyNotSeen(tab, address, input.isOwn);
  const isAnswering = unseen === ELSEWHERE || (await entries.read(tab));
  const because = unseen ?? (isAnswering ? undefined : "it answers nothing any more");
  if (because === undefined) {
    const links = (await within(ANSWER_MS, tab.evaluate<string[]>(LINKS))) ?? [];
    const hasBanner = (await within(ANSWER_MS, tab.evaluate<boolean>(HAS_BANNER))) ?? false;
    input.found?.(page, { at: tab.url(), links, hasBanner });
    return tab;
  }
  missed.push({ visitor: way.visitor, page, because });
  await within(ANSWER_MS, tab.close());
  visiting.requests.leaveOut(way.page, unseen === ELSEWHERE ? "all" : "pages");
  if (unseen === ELSEWHERE) {
    await within(ANSWER_MS, entries.leaveOut(way.page));
  }
  return openTab(visiting);
}

const ELSEWHERE = "it leads to another site";

/** Goes to a page and waits until it is quiet. Gives why it could not be seen, in words without anything that it said. */
async function whyNotSeen(tab: Page, address: string, isOwn: (host: string) => boolean): Promise<string | undefined> {
  try {
    const answer = await tab.goto(address, { waitUntil: "load", timeout: LOAD_MS });
    await tab.waitForLoadState("networkidle", { timeout: QUIET_MS }).catch(() => {});
    const status = answer?.status() ?? 0;
    if (status >= 400) return `it answers with ${status}`;
    return isOwn(new URL(tab.url()).hostname) ? undefined : ELSEWHERE;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === "TimeoutError") return `it is not loaded after ${LOAD_MS / 1000} seconds`;
    return /Download is starting/.test(message)
      ? "it is a file to download"
      : `no answer (${/net::(ERR_\w+)/.exec(message)?.[1] ?? "it went wrong"})`;
  }
}
