import type { Context } from "hono";
import type { ZodType } from "zod";
import type { Installation } from "../installation/index.ts";
import type { Language } from "../words/index.ts";

/**
 * Who may call a route. `anyone`: the public. `person`: whoever has shown a code from their mail, for their own requests.
 * `staff`: a signed-in account; `approver` and `officer` narrow it by role. `operator`: whoever has the address that
 * the terminal printed at the start. `app`: an application with the key of a store, in its `Authorization` header;
 * `backend`: one with a key for facts and decisions. `site`: a page of a service of the program, by the origin that its
 * browser names; it brings no cookie. `link`: whoever holds a link that was made for somebody; the handler reads it, and
 * what is no such link leads nowhere.
 */
export type Who = "anyone" | "person" | "staff" | "approver" | "officer" | "operator" | "app" | "backend" | "site" | "link";

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

/** An application that pulls work for one store. */
export interface AppSession {
  readonly store: string;
}

/** A backend of the organization that tells facts and reads states. */
export interface BackendSession {
  /** The id of its key. */
  readonly key: string;
  readonly name: string;
}

/** A page of a service, or of several at one origin. */
export interface SiteSession {
  /** Their ids in the program. */
  readonly services: readonly string[];
  readonly origin: string;
}

/** How often one network may call: the limiter has a budget by name. */
export type LimitName = "page" | "ask" | "code" | "sign-in" | "api" | "app" | "backend" | "app-key" | "consent";

/** A file of a posted form. Untrusted, its name too. */
export interface PostedFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a handler is given. */
export interface Call {
  readonly c: Context;
  readonly inst: Installation;
  /** The path of the page that shows this: the call's own, or for a posted form that of the page which holds it. */
  readonly page: string;
  /** Of the path, else of what the browser prefers. */
  readonly language: Language;
  /** Fields of a posted form, each once; empty for other calls. Untrusted. */
  readonly form: Readonly<Record<string, string>>;
  /** Files of a posted form, where the route takes any. */
  readonly files: readonly PostedFile[];
  /** The JSON body, validated by the route's `body`. */
  readonly body: unknown;
  /** Keyed hash of the caller's network (IPv4 /24, IPv6 /48), hex: for limits, never the address itself. */
  readonly network: string;
  /** There if `who` asks for it; on the public pages (`/:language...`) also whenever somebody has entered a code. */
  readonly person: PersonSession | undefined;
  /** There if `who` asks for it; below `/staff` also whenever somebody is signed in. */
  readonly staff: StaffSession | undefined;
  /** There if `who` asks for it. */
  readonly app: AppSession | undefined;
  /** There if `who` asks for it. */
  readonly backend: BackendSession | undefined;
  /** There if `who` asks for it. */
  readonly site: SiteSession | undefined;
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
  /** A form may bring files. */
  readonly files?: true;
  /** It is called with any body or none, and goes by its address: a form in it is read where it is one. */
  readonly anyBody?: true;
  /** As many fields as its form may have, where a program decides how many those are. */
  readonly fields?: number;
  /** For `api`: the body, and the answer of status 200. */
  readonly body?: ZodType;
  /** What OpenAPI shows of a body that the handler itself looks into. */
  readonly bodyShown?: ZodType;
  readonly answer?: ZodType;
  /** Of an answer that is no JSON: a stream of lines, or of events. */
  readonly answerType?: "application/x-ndjson" | "text/event-stream";
  readonly handle: (call: Call) => Response | Promise<Response>;
}
