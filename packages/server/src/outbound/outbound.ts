import { checkRequest, type OutboundRequest, readAddress } from "./check-request.ts";
import { failureOf, OutboundError } from "./errors.ts";
import { type Exchange, exchange, exchangeStream, type OutboundResponse, type OutboundStream, slow } from "./exchange.ts";
import { type PinnedAddress, pinHost, type ResolveHost, systemResolver } from "./pin-host.ts";

/** The one way in which Troth asks another server for something. */
export interface Outbound {
  /**
   * Asks, and reads the whole answer, whatever its status. Connects to addresses of the public internet alone unless the
   * host is declared, and to those that its name had at the first; follows a redirect on the same origin only.
   * @throws OutboundError
   */
  fetch(address: string, request?: OutboundRequest): Promise<OutboundResponse>;
  /** The same for an answer of any size: its body is read piece by piece. @throws OutboundError */
  stream(address: string, request?: OutboundRequest): Promise<OutboundStream>;
}

/** What an outbound client may do. */
export interface OutboundRules {
  /** Hosts that the organization declared, `host` or `host:port`: they may be private, and may be asked over http. */
  readonly allow?: readonly string[];
  /** For one request with all its redirects, resolving included. */
  readonly timeoutMs?: number;
  /** Of an answer's body. */
  readonly maxBytes?: number;
  readonly resolve?: ResolveHost;
  /** Certificates that are trusted instead of the system's, in PEM. */
  readonly ca?: string;
}

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 1024 * 1024;
const REDIRECTS = 3;

type Settled = Required<Pick<OutboundRules, "timeoutMs" | "maxBytes" | "resolve">> & {
  readonly ca: string | undefined;
  readonly isDeclared: (url: URL) => boolean;
};

/** Makes an outbound client. */
export function createOutbound(rules: OutboundRules = {}): Outbound {
  const declared = new Set((rules.allow ?? []).map((host) => host.toLowerCase()));
  const settled: Settled = {
    timeoutMs: rules.timeoutMs ?? TIMEOUT_MS,
    maxBytes: rules.maxBytes ?? MAX_BYTES,
    resolve: rules.resolve ?? systemResolver,
    ca: rules.ca,
    isDeclared: (url) => declared.has(url.hostname) || declared.has(`${url.hostname}:${portOf(url)}`),
  };
  return {
    fetch: (address, request = {}) => ask(address, request, settled, exchange),
    stream: (address, request = {}) =>
      ask(address, request, settled, (asked) =>
        // The time of a request is for its answer's beginning; then each piece has as much.
        exchangeStream({ ...asked, idleMs: settled.timeoutMs }),
      ),
  };
}

const portOf = (url: URL): string => url.port || (url.protocol === "https:" ? "443" : "80");

type Send<T> = (asked: Exchange) => Promise<T>;

async function ask<T extends Answer>(address: string, request: OutboundRequest, rules: Settled, send: Send<T>): Promise<T> {
  const first = readAddress(address, rules.isDeclared);
  checkRequest(request);
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), rules.timeoutMs);
  try {
    // An address in brackets is the name of nothing: it is taken as it is.
    const host = first.hostname.replace(/^\[|\]$/g, "");
    const pinning = pinHost(host, { declared: rules.isDeclared(first), resolve: rules.resolve });
    const pinned = await unlessAborted(pinning, ending.signal);
    return await follow(first, request, { pinned, rules, signal: ending.signal, send });
  } catch (error) {
    throw failureOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** What is looked at of an answer before it is handed on. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cancel?: () => void;
}

async function follow<T extends Answer>(
  first: URL,
  request: OutboundRequest,
  over: {
    readonly pinned: readonly PinnedAddress[];
    readonly rules: Settled;
    readonly signal: AbortSignal;
    readonly send: Send<T>;
  },
): Promise<T> {
  const { maxBytes, ca, isDeclared } = over.rules;
  let url = first;
  for (let hop = 0; ; hop++) {
    const answer = await over.send({ ...request, url, pinned: over.pinned, maxBytes, ca, signal: over.signal });
    const location = answer.headers.location;
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
    answer.cancel?.();
    if (hop === REDIRECTS) throw new OutboundError("outbound.redirect", "the server leads on and on");
    // Sent again as a GET, what was to be told would be lost in silence.
    const keeps = answer.status === 307 || answer.status === 308 || ["GET", "HEAD"].includes(request.method ?? "GET");
    if (!keeps) throw new OutboundError("outbound.redirect", "the server leads elsewhere instead of taking what was sent");
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (next?.origin !== first.origin) {
      throw new OutboundError("outbound.redirect", "the server leads to another host", {
        advice: "give the address that it leads to",
      });
    }
    url = readAddress(next.href, isDeclared);
  }
}

/** A resolver cannot be called off: it is left behind. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(slow()), { once: true });
    work.then(resolve, reject);
  });
}
