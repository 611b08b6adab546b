import { AwsV4Signer } from "aws4fetch";
import { createOutbound, OutboundError, type OutboundStream } from "../../outbound/index.ts";
import { ConnectorError } from "../errors.ts";
import type { S3Options } from "./options.ts";
import { codeIn } from "./read-xml.ts";

/** What is asked of a bucket. */
export interface S3Request {
  readonly method?: "GET" | "HEAD" | "PUT" | "DELETE";
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it is for, in an error: `list`, `delete`. */
  readonly to: string;
}

/** Speaks to one bucket, over the product's one way out. Errors name neither bucket nor key. */
export interface S3Client {
  /** The body of the answer, of which there is little. @throws ConnectorError */
  ask(request: S3Request): Promise<string>;
  /** The same for an answer of any size; undefined where there is no such key. */
  stream(request: S3Request): Promise<OutboundStream | undefined>;
}

/** SHA-256 of nothing: no request has a body. */
const NO_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
// A list of 1,000 keys of 1,024 letters, each escaped, and what stands around them.
const MOST_BYTES = 8 * 1024 * 1024;
const TRIES = 4;
const FIRST_WAIT_MS = 200;

/** A text as S3 wants it in an address: what the signature is over is then what is sent. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** Whether an address can hold a key: `.` and `..` between slashes would be taken away. */
export const isAddressable = (key: string): boolean =>
  key !== "" && !/\p{Surrogate}/u.test(key) && !key.split("/").some((part) => part === "." || part === "..");

export function s3Client(options: S3Options): S3Client {
  const outbound = createOutbound({
    ...(options.private ? { allow: [options.host] } : {}),
    timeoutMs: options.statementMs,
    maxBytes: MOST_BYTES,
  });
  const addressOf = ({ key = "", query = {} }: S3Request): string => {
    const path = key.split("/").map(escaped).join("/");
    const search = Object.entries(query).map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
    return `${options.base}${path}${search.length === 0 ? "" : `?${search.join("&")}`}`;
  };
  const send = async (request: S3Request): Promise<OutboundStream> => {
    const { method = "GET" } = request;
    const signer = new AwsV4Signer({
      method,
      url: addressOf(request),
      headers: { ...request.headers, "x-amz-content-sha256": NO_BODY },
      accessKeyId: options.key,
      secretAccessKey: options.secret,
      ...(options.token === undefined ? {} : { sessionToken: options.token }),
      service: "s3",
      region: options.region,
    });
    const { url, headers } = await signer.sign();
    const more = method === "PUT" ? { body: new Uint8Array() } : {};
    return outbound.stream(url.href, { method, headers: Object.fromEntries(headers), ...more });
  };
  return {
    ask: async (request) => {
      const answer = await tried(options.store, request, () => send(request));
      if (answer === undefined) throw refused(options.store, request, { status: 404, code: "NoSuchKey" });
      return textOf(options.store, request, answer);
    },
    stream: (request) => tried(options.store, request, () => send(request)),
  };
}

/** Asks, again where the server says that it is busy; undefined where there is no such key. */
async function tried(
  store: string,
  request: S3Request,
  send: () => Promise<OutboundStream>,
): Promise<OutboundStream | undefined> {
  for (let nth = 1; ; nth++) {
    const answer = await send().catch((error: unknown) => {
      throw failureOf(store, request, error);
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    const code = codeIn(await textOf(store, request, answer));
    // An answer to HEAD has no body that could say it.
    if (answer.status === 404 && request.method === "HEAD") return undefined;
    if (answer.status === 404 && (code === "NoSuchKey" || code === "NoSuchVersion")) return undefined;
    const isBusy = (answer.status >= 500 && answer.status !== 501) || answer.status === 429 || BUSY.has(code);
    if (!isBusy || nth === TRIES) throw refused(store, request, { status: answer.status, code });
    await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** (nth - 1)));
  }
}

async function textOf(store: string, request: S3Request, answer: OutboundStream): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of answer.pieces) {
      bytes += piece.length;
      if (bytes > MOST_BYTES) throw new OutboundError("outbound.large", "the server's answer is too large");
      pieces.push(piece);
    }
  } catch (error) {
    throw failureOf(store, request, error);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** A failure on the way, as the store's. */
export function failureOf(store: string, { to }: Pick<S3Request, "to">, error: unknown): unknown {
  if (!(error instanceof OutboundError)) return error;
  const code = error.code === "outbound.slow" ? "connector.timeout" : "connector.unreachable";
  const isOurs = ["outbound.private", "outbound.address", "outbound.request", "outbound.redirect"].includes(error.code);
  const own = "an endpoint in your own network, or one over http, needs `options: { private: true }`";
  const advice = error.code === "outbound.redirect" ? ELSEWHERE : isOurs ? own : error.advice;
  return new ConnectorError(code, store, `the bucket cannot be asked to ${to}: ${error.message}`, {
    ...(advice === undefined ? {} : { advice }),
    transient: !isOurs,
  });
}

const DENIED = new Set([
  ...["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled"],
  ...["ExpiredToken", "InvalidToken", "TokenRefreshRequired"],
]);
/** What a server says that wants to be asked again, with whatever status. */
const BUSY = new Set(["SlowDown", "RequestTimeout"]);
/** What it says of a bucket of another region. */
const WRONG_REGION = new Set([
  ...["PermanentRedirect", "TemporaryRedirect"],
  ...["AuthorizationHeaderMalformed", "IllegalLocationConstraintException"],
]);
const ELSEWHERE = "check `options.region` and `options.endpoint`: the bucket lies elsewhere";

function refused(store: string, { to }: S3Request, at: { readonly status: number; readonly code: string }): ConnectorError {
  const said = `it refuses to ${to} (${at.status}${at.code === "" ? "" : ` ${at.code}`})`;
  if (DENIED.has(at.code) || at.status === 401 || at.status === 403)
    return new ConnectorError("connector.denied", store, said, {
      advice: `\`troth grants ${store}\` prints the policy that the key needs`,
    });
  if (at.code === "NoSuchBucket")
    return new ConnectorError("connector.unreachable", store, "there is no such bucket", {
      advice: "check the store's `url` and `options.region`",
      transient: false,
    });
  if ((at.status >= 500 && at.status !== 501) || at.status === 429)
    return new ConnectorError("connector.unreachable", store, `${said}: it is busy or broken`, { transient: true });
  if (WRONG_REGION.has(at.code)) return new ConnectorError("connector.failed", store, said, { advice: ELSEWHERE });
  return new ConnectorError("connector.failed", store, said);
}

/** What a server answers that does not know a question; 400 may also mean that it could not answer this once. */
export const isNotImplemented = (error: unknown): boolean =>
  error instanceof ConnectorError &&
  error.code === "connector.failed" &&
  /\((501|405|400\)|400 \w*(Not|Invalid))/.test(error.message);
