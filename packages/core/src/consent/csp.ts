// The policy that a browser enforces where a page's script cannot: requests of trackers that are not allowed are no source of it.
import type { Program, TrackerRule } from "../program/index.ts";
import { trackersOf } from "./choices-of.ts";
import { trackerName } from "./tracker-names.ts";
import { matchedRequests } from "./urls.ts";

/** What the site itself needs, beside what its trackers load. */
export interface CspInput {
  readonly service: string;
  /** What is allowed, by the banner's names: a tracker's, or a purpose's for all of its trackers. Absent: an essential purpose's alone. */
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
    choices[trackerName(program, one.id)] ?? choices[one.purpose] ?? program.purposes[one.purpose]?.essential === true;
  const refused = trackers.filter((one) => !isAllowed(one)).flatMap(sourcesOf);
  // What another tracker would come from too stays shut.
  for (const tracker of trackers.filter(isAllowed))
    for (const source of sourcesOf(tracker))
      if (!refused.some((other) => meets(hostOf(source), hostOf(other))))
        for (const directive of DIRECTIVES[tracker.kind === "pixel" ? "pixel" : "tag"]) directives[directive]?.add(source);
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${[...sources].join(" ")}`)
    .concat("object-src 'none'", "base-uri 'self'")
    .join("; ");
}

/** What a tracker loads that no policy can let in or keep out: a path on any host, and a host that only begins with what is known. */
export interface Unsayable {
  readonly tracker: string;
  readonly loads: string;
}

/** What of a service's trackers its policies cannot say; a script in the page goes by it all the same. */
export const unsayable = (program: Program, service: string): readonly Unsayable[] =>
  trackersOf(program, service).flatMap((tracker) =>
    tracker.loads.flatMap((pattern) => (sourceOf(pattern) === undefined ? [{ tracker: tracker.id, loads: pattern }] : [])),
  );

/** The origins that a tracker loads from, since a path that varies cannot be said. A third party's domain stands for all of it. */
function sourcesOf(tracker: TrackerRule): readonly string[] {
  const own = matchedRequests({ ...tracker, loads: [] });
  return [...new Set([...tracker.loads, ...own].flatMap((pattern) => sourceOf(pattern) ?? []))];
}

/** A host that varies elsewhere than in its first names is its domain's: `cdn*.net.example` is `*.net.example`. */
function sourceOf(pattern: string): string | undefined {
  const { scheme = "https:", rest = "" } = /^(?<scheme>https?:)?(?:\/\/)?(?<rest>.*)$/s.exec(pattern)?.groups ?? {};
  const host = rest.split("/")[0] ?? "";
  const labels = host.split(".");
  const fixed = labels.slice(labels.findLastIndex((label) => label.includes("*")) + 1);
  const isWhole = fixed.length === labels.length;
  // Of a whole country's names, or of all there are, nothing is let in.
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/i.test(fixed.join(".")) || (!isWhole && fixed.length < 2)) return undefined;
  return `${scheme}//${isWhole ? "" : "*."}${fixed.join(".")}`;
}

const hostOf = (source: string): string => source.replace(/^https?:\/\//, "");

/** Whether some address could be of both hosts: one of them may stand for all below it. */
function meets(one: string, other: string): boolean {
  const isBelow = (host: string, wide: string): boolean => wide.startsWith("*.") && host.endsWith(wide.slice(1));
  return one === other || isBelow(one, other) || isBelow(other, one);
}
