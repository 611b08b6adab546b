// The policy of one page for whoever asks for it: what they may be shown by their place, by the cookie of their answer and by what their browser sends.
import { dayOf, type Residence } from "../jurisdictions/index.ts";
import type { Program } from "../program/index.ts";
import type { Banner } from "./banner.ts";
import { cspFor } from "./csp.ts";
import { drawUpBanner } from "./draw-up-banner.ts";
import { allowedByCookie, type CookieAt } from "./kept-choice.ts";

/** For which page of whom. */
export interface PageAsked extends Omit<CookieAt, "now"> {
  /** A service of the program. */
  readonly service: string;
  /** Where the visitor is; absent: not known, and the strictest of the program's laws holds. */
  readonly place?: Residence;
  /** Where the banner is loaded from, and records go to: an origin. */
  readonly troth?: string;
  /** Of the page's own scripts, in base64. */
  readonly nonce?: string;
}

/** What was asked cannot be answered: a header that is made of it would let in what nobody meant. */
export class PageError extends Error {
  readonly field: "service" | "place" | "troth" | "nonce";
  constructor(field: PageError["field"], says: string) {
    super(says);
    this.name = "PageError";
    this.field = field;
  }
}

/** Gives the value of `Content-Security-Policy`, at a moment in milliseconds since 1970, UTC. @throws PageError */
export type PagePolicies = (asked: PageAsked, now: number) => string;

/** Days, places and services: more of them come a day at the most. */
const MOST_DRAWN = 1_000;

/** Policies of a program's pages. What is asked of people of one place is drawn up once a day. */
export function pagePolicies(program: Program): PagePolicies {
  let drawn = new Map<string, Banner | undefined>();
  const bannerFor = (service: string, place: Residence | undefined, day: string): Banner | undefined => {
    const key = JSON.stringify([service, place?.country, place?.region, day]);
    if (drawn.has(key)) return drawn.get(key);
    if (drawn.size >= MOST_DRAWN) drawn = new Map();
    const input = { service, language: "en", day, script: "", ...(place === undefined ? {} : { place }) };
    const banner = drawUpBanner(program, input)?.banner;
    drawn.set(key, banner);
    return banner;
  };
  return (asked, now) => {
    checkPage(program, asked);
    const { service, place, cookie, gpc, troth, nonce } = asked;
    const banner = bannerFor(service, place, dayOf(new Date(now).toISOString(), program.zone));
    const choices = banner && allowedByCookie(banner, { cookie, gpc, now });
    return cspFor(program, {
      service,
      ...(choices === undefined ? {} : { choices }),
      ...(troth === undefined ? {} : { troth }),
      ...(nonce === undefined ? {} : { nonce }),
    });
  };
}

function checkPage({ services }: Program, { service, place, troth, nonce }: PageAsked): void {
  if (!Object.hasOwn(services, service))
    throw new PageError("service", `the program has no service of this name; it has: ${Object.keys(services).join(", ")}`);
  if (place !== undefined && !(/^[A-Z]{2}$/.test(place.country) && /^[A-Z0-9]{0,3}$/.test(place.region ?? "")))
    throw new PageError("place", "a place is two capitals, and perhaps a region of up to three: US, and CA");
  if (troth !== undefined && !/^https?:\/\/[A-Za-z0-9.-]+(:\d+)?$/.test(troth))
    throw new PageError("troth", "write the origin of the server, as in `https://privacy.example.com`");
  if (nonce !== undefined && !/^[A-Za-z0-9+/_-]+={0,2}$/.test(nonce))
    throw new PageError("nonce", "a nonce is written in base64");
}
