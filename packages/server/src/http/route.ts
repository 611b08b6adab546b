import type { Context } from "hono";
import type { ZodType } from "zod";
import type { Installation } from "../installation/index.ts";
import type { Language } from "../words/index.ts";

/**
 * Who may call a route. `anyone`: the public. `person`: whoever has shown a code from their mail, for their own requests.
 * `staff`: a signed-in account; `approver` and `officer` narrow it by role. `operator`: whoever has the address that
 * the terminal printed at the start.
 */
export type Who = "anyone" | "person" | "staff" | "approver" | "officer" | "operator";

/** Somebody who has shown a code. `asker`: keyed hash of their address, hex. */
export interface PersonSession {
  readonly asker: string;
}

/** A signed-in account of staff. */
export interface StaffSession {
  readonly account: string;
  readonly name: string;
  /** A role of the program's `staff`. */
  readonly role: string;
}

/** How often one network may call: the limiter has a budget by name. */
export type LimitName = "page" | "ask" | "code" | "sign-in" | "api";

/** What a handler is given. */
export interface Call {
  readonly c: Context;
  readonly inst: Installation;
  /** Of the path, else of what the browser prefers. */
  readonly language: Language;
  /** Fields of a posted form, each once; empty for other calls. Untrusted. */
  readonly form: Readonly<Record<string, string>>;
  /** The JSON body, validated by the route's `body`. */
  readonly body: unknown;
  /** Keyed hash of the caller's network (IPv4 /24, IPv6 /48), hex: for limits, never the address itself. */
  readonly network: string;
  /** There if `who` asks for it; on the public pages (`/:language...`) also whenever somebody has entered a code. */
  readonly person: PersonSession | undefined;
  /** There if `who` asks for it; below `/staff` also whenever somebody is signed in. */
  readonly staff: StaffSession | undefined;
}

/** One route: the table of all of them is what the access test reads. */
export interface Route {
  readonly method: "get" | "post";
  /** A Hono pattern, such as `/:language{en|id}/ask`. Never carries a personal value. */
  readonly path: string;
  readonly who: Who;
  /** `page`: HTML, errors as pages. `api`: JSON, in OpenAPI, errors as problem+json. `file`: bytes. */
  readonly kind: "page" | "api" | "file";
  /** What it is for, in a sentence. */
  readonly says: string;
  /** Which budget it draws on; `page` for pages, `api` for the rest unless given. */
  readonly limit?: LimitName;
  /** Largest body in bytes; 64 KiB unless given. */
  readonly bodyBytes?: number;
  /** For `api`: the body, and the answer of status 200. */
  readonly body?: ZodType;
  readonly answer?: ZodType;
  readonly handle: (call: Call) => Response | Promise<Response>;
}
