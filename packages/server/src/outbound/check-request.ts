import { OutboundError } from "./errors.ts";

/** What is asked of another server. */
export interface OutboundRequest {
  /** GET unless it says otherwise. */
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const METHODS: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
// What frames the message or steers the connection is the client's own.
const OWN = /^(host|connection|content-length|transfer-encoding|upgrade|expect|te|trailer|keep-alive|proxy-.*)$/i;
const NAME = /^[A-Za-z0-9-]{1,100}$/;
// Tab, visible ASCII and Latin-1: what a header may hold, and no line end.
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Reads an address that may be asked. @throws OutboundError `outbound.address` */
export function readAddress(text: string, isDeclared: (url: URL) => boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new OutboundError("outbound.address", "this is not an address");
  if (url.username !== "" || url.password !== "") {
    throw new OutboundError("outbound.address", "an address must not hold a name or a password", {
      advice: "send them in a header",
    });
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isDeclared(url))) {
    throw new OutboundError("outbound.address", "only https is asked", { advice: "http must be declared, host by host" });
  }
  return url;
}

/** Refuses a request that would not be sent as it was meant. @throws OutboundError `outbound.request` */
export function checkRequest({ method = "GET", headers = {}, body }: OutboundRequest): void {
  if (!METHODS.includes(method)) throw new OutboundError("outbound.request", "the method is not one that is sent");
  if (body !== undefined && (method === "GET" || method === "HEAD"))
    throw new OutboundError("outbound.request", `a ${method} carries no body`);
  for (const [name, value] of Object.entries(headers)) {
    if (!NAME.test(name) || OWN.test(name)) throw new OutboundError("outbound.request", "a header is not one that may be set");
    if (!VALUE.test(value)) throw new OutboundError("outbound.request", `the header \`${name}\` holds what a header may not`);
  }
}
