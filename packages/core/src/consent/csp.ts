// The policy that a browser enforces where a page's script cannot: requests of trackers that are not allowed are no source of it.
import type { Program, TrackerRule } from "../program/index.ts";
import { trackersOf } from "./choices-of.ts";
import { trackerName } from "./tracker-names.ts";

/** What the site itself needs, beside what its trackers load. */
export interface CspInput {
  readonly service: string;
  /** What is allowed, by the banner's names: a tracker's, or a purpose's for all of its trackers; nothing where absent. Essential purposes always are. */
  readonly choices?: Readonly<Record<string, boolean>>;
  /** Where the banner is loaded from, and records go to. */
  readonly troth?: string;
  readonly nonce?: string;
}

const DIRECTIVES: Readonly<Record<"tag" | "pixel", readonly string[]>> = {
  tag: ["script-src", "img-src", "connect-src", "frame-src"],
  pixel: ["img-src", "connect-src"],
};

/** The value of `Content-Security-Policy` for a choice. What the site loads from elsewhere beside its trackers is added by the site. */
export function cspFor(program: Program, { service, choices = {}, troth, nonce }: CspInput): string {
  const directives: Record<string, Set<string>> = {
    "default-src": new Set(["'self'"]),
    "script-src": new Set([
      "'self'",
      ...(nonce === undefined ? [] : [`'nonce-${nonce}'`]),
      ...(troth === undefined ? [] : [troth]),
    ]),
    "style-src": new Set(["'self'"]),
    "img-src": new Set(["'self'", "data:"]),
    "connect-src": new Set(["'self'", ...(troth === undefined ? [] : [troth])]),
    "frame-src": new Set(["'self'"]),
  };
  const trackers = trackersOf(program, service);
  const isAllowed = (one: TrackerRule): boolean =>
    program.purposes[one.purpose]?.essential === true || (choices[trackerName(program, one.id)] ?? choices[one.purpose] ?? false);
  const refused = new Set(trackers.filter((one) => !isAllowed(one)).flatMap(sourcesOf));
  // What another tracker would come from too stays shut.
  for (const tracker of trackers.filter(isAllowed))
    for (const source of sourcesOf(tracker))
      if (!refused.has(source))
        for (const directive of DIRECTIVES[tracker.kind === "pixel" ? "pixel" : "tag"]) directives[directive]?.add(source);
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${[...sources].join(" ")}`)
    .concat("object-src 'none'", "base-uri 'self'")
    .join("; ");
}

/** `https://cdn.example/*` as a source: the origin, since a path that varies cannot be said. */
function sourcesOf({ loads, party, domain }: TrackerRule): readonly string[] {
  const origins = loads.flatMap((pattern) => /^https?:\/\/[^/*]+|^https?:\/\/\*\.[^/*]+/.exec(pattern)?.[0] ?? []);
  const bare = domain?.replace(/^\./, "");
  return party === "third" && bare !== undefined ? [...origins, `https://${bare}`, `https://*.${bare}`] : origins;
}
