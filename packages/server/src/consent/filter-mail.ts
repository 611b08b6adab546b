import { matchedRequests, matchesRequest } from "@troth/core/consent";
import { TrothError } from "@troth/core/foundation";
import type { TrackerRule } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import { carriedTo } from "./carried-to.ts";
import { findLoads, type Load } from "./find-loads.ts";

/** A mail before it goes out: for whom, by the application's id, what it says, and where it is told, what it is about. */
export interface MailToFilter {
  readonly person: string;
  readonly purpose?: string | undefined;
  readonly topic?: string | undefined;
  readonly html: string;
}

/** What was found in a mail. `undeclared`: nobody would see it, and the program has no such tracker for mail. */
export interface FoundInMail {
  /** The host that would be told. */
  readonly host: string;
  readonly tracker?: string;
  readonly stands: "allowed" | "refused" | "undeclared";
  /** Whether it is gone. A link stays: where it leads to, its sender alone knows. */
  readonly removed: boolean;
}

/** A mail as it may go out. */
export interface FilteredMail {
  readonly html: string;
  readonly found: readonly FoundInMail[];
}

/**
 * Cutting can bring two halves together, or let an attribute count that stood there twice: what came of it is looked at again, so
 * often at most. Each look reads the whole mail.
 */
const MOST_ROUNDS = 8;

/** A mail that is still not without what was taken out of it, again and again. `index`: which of those handed in. */
export class MailTangled extends TrothError {
  readonly code = "mails.tangled";
  readonly index: number;

  constructor(index: number) {
    super(`\`mails.${index}.html\` brings parts together again as they are cut out, more than ${MOST_ROUNDS} times`, {
      advice: "write it without attributes that stand twice in one element, and without markup within markup",
    });
    this.index = index;
  }
}

/** Takes out of mails what may not tell on their readers, and says what was there. @throws MailTangled: then all of them stay */
export async function filterMails(inst: Installation, mails: readonly MailToFilter[]): Promise<readonly FilteredMail[]> {
  const trackers = Object.values(inst.program.trackers).filter((one) => one.in === "mail");
  const carried = await carriedTo(inst, mails);
  const patterns = trackers.map((tracker) => ({ tracker, patterns: matchedRequests(tracker) }));
  return mails.map(({ html }, index) => {
    const judge = (load: Load): Judged | undefined => {
      const own = patterns.filter((one) => one.patterns.some((pattern) => matchesRequest(pattern, load.address)));
      if (own.length === 0) return load.isHidden ? { load, tracker: undefined, stands: "undeclared" } : undefined;
      // What several share is carried where each of them may be.
      const refused = own.find(({ tracker }) => carried[index]?.[tracker.id] !== true);
      return { load, tracker: (refused ?? own[0])?.tracker, stands: refused === undefined ? "allowed" : "refused" };
    };
    return filterOne(html, judge) ?? fail(new MailTangled(index));
  });
}

interface Judged {
  readonly load: Load;
  readonly tracker: TrackerRule | undefined;
  readonly stands: FoundInMail["stands"];
}

const fail = (error: Error): never => {
  throw error;
};

/** Undefined: it is tangled. */
function filterOne(html: string, judge: (load: Load) => Judged | undefined): FilteredMail | undefined {
  let left = html;
  const found: FoundInMail[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const judged = findLoads(left).flatMap((load) => judge(load) ?? []);
    const out = judged.filter(({ stands, load }) => stands !== "allowed" && load.how !== "link");
    found.push(...(round === 0 ? judged : out).map((one) => foundOf(one, out.includes(one))));
    if (out.length === 0) return { html: left, found };
    left = without(left, out);
  }
  return undefined;
}

const foundOf = ({ load, tracker, stands }: Judged, removed: boolean): FoundInMail => ({
  host: load.address.split("/")[0] ?? "",
  ...(tracker === undefined ? {} : { tracker: tracker.id }),
  stands,
  removed,
});

/** What lies within something that goes, goes with it. */
function without(html: string, out: readonly Judged[]): string {
  let left = "";
  let at = 0;
  for (const { load } of out) {
    if (load.from < at) continue;
    left += html.slice(at, load.from) + load.by;
    at = load.to;
  }
  return left + html.slice(at);
}
