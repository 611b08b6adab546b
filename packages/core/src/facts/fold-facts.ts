// Facts in any order come to one state.
import type { Residence } from "../jurisdictions/index.ts";
import type { Fact } from "./fact.ts";
import { type ClientState, NO_CLIENT, NO_STATE, type PersonState } from "./state.ts";
import { type Draft, emptyDraft, enable, type FactGround, takeFact, toggle } from "./take-fact.ts";
import { toldInOrder } from "./told-in-order.ts";

/** The state of a person or a browser, from all facts about them. */
export function foldFacts(program: FactGround, facts: readonly Fact[]): PersonState {
  const standing = toldInOrder(facts);
  if (standing.length === 0) return NO_STATE;
  const draft = emptyDraft();
  for (const fact of standing) takeFact(program, draft, fact);
  return {
    as: [...draft.as].sort(),
    clients: [...draft.clients].sort(),
    residences: residencesOf(draft.residences),
    born: draft.born,
    minor: draft.minor,
    consents: Object.fromEntries(draft.consents),
    recipientConsents: Object.fromEntries(draft.recipientConsents),
    objections: Object.fromEntries(draft.objections),
    refusedParts: [...draft.refusedParts.values()],
    refusedTrackers: Object.fromEntries(draft.refusedTrackers),
    optOuts: [...draft.optOuts].sort(),
    approvals: [...draft.approvals.values()],
    agreements: [...draft.agreements.values()],
    restricted: latestRestriction(draft.restricted),
    parentStopped: draft.parentStopped,
    beingErased: draft.beingErased,
    collected: draft.collected,
    derived: Object.fromEntries([...draft.derived].map(([category, from]) => [category, [...from].sort()])),
    granted: Object.fromEntries(draft.granted),
    enabled: listed(draft.enabled),
    occasions: draft.occasions,
    linked: [...draft.linked].sort(),
    shown: [...draft.shown].sort(),
  };
}

/** The state of a client, from all facts about it. */
export function foldClientFacts(facts: readonly Fact[]): ClientState {
  const standing = toldInOrder(facts);
  if (standing.length === 0) return NO_CLIENT;
  const instructed = new Set<string>();
  const enabled: Draft["enabled"] = new Map();
  for (const fact of standing) {
    if (fact.kind === "instructed") toggle(instructed, fact.purpose, fact.on);
    if (fact.kind === "enabled") enable(enabled, fact);
  }
  return { instructed: [...instructed].sort(), enabled: listed(enabled) };
}

/** Of several grounds the one that was told last, so that what was agreed to before any of them counts no more. */
function latestRestriction(grounds: Draft["restricted"]): PersonState["restricted"] {
  const [latest] = [...grounds].sort(([, a], [, b]) => b - a);
  return latest && { ground: latest[0], at: latest[1] };
}

/** What was said last and what was shown last both count; a place that was merely seen counts where neither is known. */
function residencesOf(residences: Draft["residences"]): readonly Residence[] {
  const known = [residences.get("stated"), residences.get("shown")].filter((residence) => residence !== undefined);
  const [said, shown] = known;
  if (said !== undefined && shown !== undefined && said.country === shown.country && said.region === shown.region) return [said];
  const seen = residences.get("place");
  return known.length > 0 || seen === undefined ? known : [seen];
}

const listed = (enabled: Draft["enabled"]): PersonState["enabled"] =>
  Object.fromEntries([...enabled].map(([recipient, by]) => [recipient, [...by].sort()]));
