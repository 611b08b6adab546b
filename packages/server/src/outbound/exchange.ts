import type { IncomingMessage } from "node:http";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import type { OutboundRequest } from "./check-request.ts";
import { failureOf, OutboundError } from "./errors.ts";
import type { PinnedAddress } from "./pin-host.ts";

/** What came back. Names of headers are in lower case. */
export interface OutboundResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** One request over the pinned addresses, and its whole answer. */
export interface Exchange extends OutboundRequest {
  readonly url: URL;
  readonly pinned: readonly PinnedAddress[];
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Certificates that are trusted instead of the system's, in PEM. */
  readonly ca: string | undefined;
}

const HEAD_BYTES = 16 * 1024;

/** What came back, with a body that is read as it is wanted. */
export interface OutboundStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Fails where the answer is cut off, or where nothing comes for longer than a request may take. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Gives up what was not read. */
  cancel(): void;
}

/** Sends one request and reads its answer, following nothing. @throws OutboundError */
export async function exchange(asked: Exchange): Promise<OutboundResponse> {
  const response = await send(asked);
  try {
    return { ...headOf(response), body: await readBody(response, asked) };
  } catch (error) {
    throw asked.signal.aborted ? slow() : failureOf(error);
  }
}

/** Sends one request and hands on its answer, following nothing. @throws OutboundError */
export async function exchangeStream(asked: Exchange & { readonly idleMs: number }): Promise<OutboundStream> {
  const response = await send(asked);
  // Paused until it is read, its connection may fail meanwhile: the reading tells.
  response.on("error", () => undefined);
  return { ...headOf(response), pieces: piecesOf(response, asked.idleMs), cancel: () => void response.destroy() };
}

async function* piecesOf(response: IncomingMessage, idleMs: number): AsyncGenerator<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  let isSlow = false;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isSlow = true;
      response.destroy();
    }, idleMs);
  };
  try {
    wait();
    for await (const piece of response as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      yield piece;
      wait();
    }
    if (!response.complete) throw { code: "ECONNRESET" };
  } catch (error) {
    throw isSlow ? slow() : failureOf(error);
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
}

const headOf = (response: IncomingMessage) => ({ status: response.statusCode ?? 0, headers: headersOf(response) });

function send(asked: Exchange): Promise<IncomingMessage> {
  const body = asked.body === undefined ? undefined : Buffer.from(asked.body);
  const ask = asked.url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(asked.signal.aborted ? slow() : failureOf(error));
    const request = ask(asked.url, {
      method: asked.method ?? "GET",
      // Nothing is unpacked: a small answer cannot unfold into a large one.
      headers: {
        "accept-encoding": "identity",
        ...asked.headers,
        ...(body === undefined ? {} : { "content-length": String(body.length) }),
      },
      // A connection of its own, closed after the answer: none that another host's name led to is used again.
      agent: false,
      lookup: pinnedLookup(asked.pinned),
      signal: asked.signal,
      maxHeaderSize: HEAD_BYTES,
      ...(asked.url.protocol === "https:" ? { minVersion: "TLSv1.2", ...(asked.ca === undefined ? {} : { ca: asked.ca }) } : {}),
    });
    request.on("error", fail);
    let answered = false;
    // Without an answer (an upgrade, a closed door) this may be the only sign; after one its body is still being read.
    request.on("close", () => {
      if (!answered) fail({ code: "ECONNRESET" });
    });
    request.on("response", (response) => {
      answered = true;
      resolve(response);
    });
    request.end(body);
  });
}

/** The limit of time was reached. */
export const slow = (): OutboundError => new OutboundError("outbound.slow", "the server took too long");

const tooLarge = (): OutboundError => new OutboundError("outbound.large", "the server's answer is too large");

function pinnedLookup(pinned: readonly PinnedAddress[]): LookupFunction {
  return (_, options, done) => {
    const [first] = pinned;
    if (first === undefined) done(new Error("bug: nothing is pinned"), "");
    else if (options.all) done(null, [...pinned]);
    else done(null, first.address, first.family);
  };
}

async function readBody(response: IncomingMessage, { method, maxBytes }: Exchange): Promise<Uint8Array> {
  const declared = method === "HEAD" ? 0 : Number(response.headers["content-length"] ?? 0);
  try {
    if (declared > maxBytes) throw tooLarge();
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
    if (!response.complete) throw { code: "ECONNRESET" };
    return new Uint8Array(Buffer.concat(chunks));
  } finally {
    response.destroy();
  }
}

const headersOf = (response: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
