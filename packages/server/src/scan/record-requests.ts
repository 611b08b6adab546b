// Writes down what a browser asks of servers, and whose doing it was: which scripts were running, which frame it came out of.
import type { SeenRequest } from "@troth/core/scan";
import type { BrowserContext, Page, Request } from "playwright-core";
import { addressesOf, addressOf, hostOf, isOfBanner, isRecord } from "./addresses.ts";
import { MOST_SEEN, type Way } from "./way.ts";

/** A picture whose file is smaller is one of a dot: the usual ones are 35 to 70 bytes. */
const PIXEL_BYTES = 100;

interface Asked {
  readonly url: string;
  readonly page: string;
  readonly type: string;
  readonly by: readonly string[];
  readonly request?: Request;
  /** Another's page, to which the visitor was sent. */
  readonly isPage?: boolean;
  bytes?: number;
}

/** The requests of one visitor's way. */
export interface RequestRecorder {
  /** Hears of who asks for what in a tab that has gone nowhere yet. */
  watch(tab: Page): Promise<void>;
  /** Takes out what came of a page that turned out to be another site's; `pages`: only others' pages on the way to one that failed. */
  leaveOut(page: string, what: "all" | "pages"): void;
  seen(dots: ReadonlySet<string>): readonly SeenRequest[];
}

/** Begins to write down the requests of everything that is open in a browser's context. */
export function recordRequests(context: BrowserContext, way: Way, isOwn: (host: string) => boolean): RequestRecorder {
  let asked: Asked[] = [];
  const starters = new Map<string, readonly string[]>();
  const note = (one: Omit<Asked, "page">): void => {
    if (way.page === undefined || addressOf(one.url) === undefined) return;
    if (asked.length < MOST_SEEN) asked.push({ ...one, page: way.page });
    else way.isCut = true;
  };
  context.on("request", (request) => {
    // A visitor who is sent over another's page, there and back, was there.
    const isPage = isWholePage(request);
    const url = request.url();
    if (isPage ? !isOwn(hostOf(url)) : !isRecord({ url, body: request.postData() }))
      note({ url, type: request.resourceType(), by: comesOutOf(request), request, isPage });
  });
  context.on("requestfinished", async (request) => {
    const found = asked.find((one) => one.request === request);
    const sizes = found === undefined ? undefined : await request.sizes().catch(() => undefined);
    if (found !== undefined && sizes !== undefined) found.bytes = sizes.responseBodySize;
  });
  return {
    watch: async (tab) => {
      const session = await context.newCDPSession(tab);
      session.on("Network.requestWillBeSent", ({ request: { url }, initiator }) => {
        if (starters.size < MOST_SEEN) starters.set(url, [...(starters.get(url) ?? []), ...startedBy(initiator)]);
      });
      session.on("Network.webSocketCreated", ({ url, initiator }) =>
        note({ url, type: "websocket", by: startedBy(initiator ?? {}) }),
      );
      await session.send("Network.enable");
    },
    leaveOut: (page, what) => {
      asked = asked.filter((one) => one.page !== page || (what === "pages" && one.isPage !== true));
    },
    seen: (dots) =>
      asked
        .filter(({ url, request }) => !wasHeld(request) && !isOfBanner(url))
        .map((one) => ({
          visitor: way.visitor,
          page: one.page,
          address: addressOf(one.url) ?? "",
          isPixel: isPixel(one, dots),
          by: addressesOf([...(starters.get(one.url) ?? []), ...one.by]),
        })),
  };
}

/** Pages of the site are no requests of a tracker. A worker's request has no frame. */
function isWholePage(request: Request): boolean {
  try {
    return request.isNavigationRequest() && request.frame().parentFrame() === null;
  } catch {
    return false;
  }
}

/** From where a request was sent on, and the frame that it comes out of, unless that is the page. */
function comesOutOf(request: Request): readonly string[] {
  const before = request.redirectedFrom()?.url();
  const sent = before === undefined ? [] : [before];
  try {
    const frame = request.frame();
    const isInside = frame.parentFrame() !== null && !request.isNavigationRequest();
    return isInside ? [...sent, frame.url()] : sent;
  } catch {
    return sent;
  }
}

interface Stack {
  readonly callFrames: readonly { readonly url: string }[];
  readonly parent?: Stack;
}

const MOST_FRAMES = 20;

/** The scripts that were running, the innermost first, and those that had them run later; else the page that names it. */
function startedBy({ url, stack }: { readonly url?: string; readonly stack?: Stack }): readonly string[] {
  const found: string[] = [];
  for (let at = stack; at !== undefined && found.length < MOST_FRAMES; at = at.parent)
    found.push(...at.callFrames.map((one) => one.url));
  return found.length > 0 ? found.slice(0, MOST_FRAMES) : url === undefined ? [] : [url];
}

/** A request that the site's policy, or the scan itself, held back reached nobody. */
const wasHeld = (request: Request | undefined): boolean =>
  /^csp$|BLOCKED_BY_CSP|BLOCKED_BY_CLIENT/i.test(request?.failure()?.errorText ?? "");

const isPixel = ({ url, type, bytes = PIXEL_BYTES }: Asked, dots: ReadonlySet<string>): boolean =>
  type === "ping" || (type === "image" && (dots.has(url) || bytes < PIXEL_BYTES));
