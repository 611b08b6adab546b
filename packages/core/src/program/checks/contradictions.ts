// Promises and declarations that cannot both hold. Each finding stands at the one and names the place of the other.
import { dataCategory, purposeKind } from "../../taxonomy/index.ts";
import { formatPlace, type Path } from "../finding.ts";
import { categoriesOf, entriesOf, find, kindOfPurpose, type View } from "../lookup.ts";
import { OWN_ENDS } from "../own-ends.ts";
import type { LongProgram } from "../schema/program-schema.ts";
import { placeOf } from "../unit.ts";
import type { Check, CheckContext } from "./check.ts";
import { donePurposes, knownKind } from "./purposes.ts";

type LongRecipient = NonNullable<LongProgram["recipients"]>[string];
type LongTracker = NonNullable<LongProgram["trackers"]>[string];

/** `sale: never`, and where it stands. */
interface Said {
  readonly kind: string;
  readonly at: string;
}

/** The first of some kinds of purpose that the program, or its group, says is never done. */
function saidNever({ group, view }: CheckContext, kinds: readonly string[]): Said | undefined {
  for (const from of new Set([view, group.top])) {
    for (const [id, value] of entriesOf(from, "purposes")) {
      if (value === "never" && kinds.includes(id)) return { kind: id, at: formatPlace(placeOf(from.unit, ["purposes", id])) };
    }
  }
  return undefined;
}

function contradict({ report }: CheckContext, path: Path, says: string, { kind, at }: Said, expected: string): void {
  report({
    code: "contradiction",
    level: "error",
    path,
    key: true,
    says: `${says}, and ${at} says \`${kind}: never\``,
    expected,
  });
}

/** In a program that gives nothing away nobody takes what identifies people for ends of its own. */
export const checkOwnEnds: Check = (context) => {
  const never = saidNever(context, ["sale"]);
  // Whoever says no more than that nothing is sold may still hand something on.
  if (never === undefined || saidNever(context, ["rental"]) === undefined) return;
  const { view } = context;
  const expected = "a processor, `enabler`, `when`, or the form consent, anonymous or aggregated";
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    if (!hasOwnEnds(context, recipient)) continue;
    const taken = Object.entries(recipient.receives).find(([reference, form]) => identifiesBy(context, reference, form));
    if (taken === undefined) continue;
    contradict(context, ["recipients", id], `${recipient.name} takes \`${taken[0]}\` for its own ends`, never, expected);
  }
  for (const [id, tracker] of entriesOf(view, "trackers")) {
    if (!isForeignAdvertising(context, tracker)) continue;
    contradict(context, ["trackers", id], `\`${id}\` is a third party's, for its own ends`, never, "no such tracker");
  }
};

function hasOwnEnds({ group, view }: CheckContext, recipient: LongRecipient): boolean {
  const own = recipient.capacity !== undefined && OWN_ENDS.has(recipient.capacity);
  // What a person set going, and what the law demands, is no giving away.
  const set = recipient.enabler !== undefined || recipient.when !== undefined || recipient.kind === "client";
  const byLaw = recipient.for.every((purpose) => groupOfPurpose(group, view, purpose) === "law");
  return own && !set && !byLaw;
}

function identifiesBy({ group, view }: CheckContext, reference: string, form: string): boolean {
  if (form === "consent" || form === "anonymous" || form === "aggregated") return false;
  return categoriesOf(group, view, reference).some((category) => (dataCategory(category)?.identifies ?? "none") !== "none");
}

function groupOfPurpose(group: CheckContext["group"], view: View, purpose: string): string | undefined {
  const value = find(group, view, "purposes", purpose)?.value;
  const kind = kindOfPurpose(purpose, value);
  return kind === undefined ? undefined : purposeKind(kind)?.group;
}

/** A tracker of another's advertising: of a provider with ends of its own, or of nobody who is named. */
function isForeignAdvertising(context: CheckContext, tracker: LongTracker): boolean {
  const { group, view } = context;
  const hit = tracker.provider === undefined ? undefined : find(group, view, "recipients", tracker.provider);
  const provider = typeof hit?.value === "object" ? hit.value : undefined;
  if (provider !== undefined) return provider.kind === "advertiser" && hasOwnEnds(context, provider);
  return tracker.party === "third" && groupOfPurpose(group, view, tracker.purpose) === "advertise";
}

/** Kinds of purpose that are others' advertising too. */
const ADVERTISING: readonly string[] = ["advertising", "cross-context-advertising", "ad-measurement"];

/** Where no advertising is shown, no advertiser is declared, and nothing of one is loaded. */
export const checkNoAdvertising: Check = (context) => {
  const { group, view } = context;
  const never = saidNever(context, ["advertising"]);
  if (never === undefined) return;
  for (const [id, purpose] of donePurposes(view)) {
    const kind = knownKind(id, purpose)?.id ?? "";
    if (kind === "advertising" || !ADVERTISING.includes(kind)) continue;
    contradict(context, ["purposes", id], `\`${id}\` is ${kind}`, never, "no purpose of that kind");
  }
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    if (recipient.kind !== "advertiser") continue;
    contradict(context, ["recipients", id], `${recipient.name} is an advertising network`, never, "no advertiser");
  }
  for (const [id, tracker] of entriesOf(view, "trackers")) {
    const provider = tracker.provider === undefined ? undefined : find(group, view, "recipients", tracker.provider)?.value;
    if (provider?.kind !== "advertiser") continue;
    contradict(context, ["trackers", id], `\`${id}\` is an advertising network's`, never, "no such tracker");
  }
};

/** Where no machine decides, no purpose is decided by one, whatever its kind. */
export const checkNoMachine: Check = (context) => {
  const never = saidNever(context, ["automated-decision"]);
  if (never === undefined) return;
  for (const [id, { automated }] of donePurposes(context.view)) {
    if (automated === undefined || automated.effect === "none") continue;
    const says = `\`${id}\` is decided by a machine`;
    contradict(context, ["purposes", id, "automated"], says, never, "no `automated`, or `effect: none`");
  }
};

/** What is taken for some purposes alone serves no other: a purpose whose data comes in nowhere else is always denied. */
export const checkBound: Check = (context) => {
  const { group, view, report } = context;
  for (const [id, purpose] of donePurposes(view)) {
    for (const reference of Object.keys(purpose.data ?? {})) {
      const points = categoriesOf(group, view, reference).map((category) => takenAt(context, category));
      const [[first] = []] = points;
      const bound = points.every(
        (at) => at.length > 0 && at.every(([, point]) => point.for !== undefined && !point.for.includes(id)),
      );
      if (first === undefined || !bound) continue;
      const at = formatPlace(placeOf(view.unit, ["collection", first[0]]));
      report({
        code: "contradiction",
        level: "warning",
        path: ["purposes", id, "data", reference],
        key: true,
        says: `\`${id}\` uses \`${reference}\`, and ${at} takes it for ${first[1].for?.join(", ")} only: it is always denied`,
        expected: `a collection point that takes it for ${id}`,
      });
    }
  }
};

const takenAt = ({ group, view }: CheckContext, category: string) =>
  entriesOf(view, "collection").filter(([, point]) =>
    [...(point.takes ?? []), ...Object.values(point.scopes ?? {}).flat()].some((taken) =>
      categoriesOf(group, view, taken).includes(category),
    ),
  );
