// The immutable result of compiling: everything of a group under its names, with every reference resolved.
import { hashOf, type LegalPeriod } from "../../foundation/index.ts";
import { taxonomyVersion } from "../../taxonomy/index.ts";
import { entriesOf, find, type Group, namesFor, qualified, type View } from "../lookup.ts";
import type { Program, StoreRule } from "../program.ts";
import { type Loose, member } from "../record.ts";
import { placeOf } from "../unit.ts";
import { zoneOf } from "../zones.ts";
import { buildDataset, oneText, periodIn } from "./datasets.ts";
import { freeze } from "./freeze.ts";
import { buildGuarded } from "./guarded.ts";
import { dataName, groupNames } from "./names.ts";
import { buildOrganization } from "./organization.ts";
import { buildPurpose } from "./purposes.ts";
import { buildRecipient, providerName } from "./recipients.ts";
import { buildRetention } from "./retention.ts";
import { buildCollection, buildData, neverSaid } from "./taken.ts";
import { buildTracker } from "./trackers.ts";
import { allUnrun, type HeldBack } from "./unrun-keys.ts";
import { buildService, buildSubject, clientsOf, languagesOf, minorsOf } from "./who.ts";

/** Builds the program of a group in which no check found an error. */
export function buildProgram(group: Group): Program {
  const { top } = group;
  const held = allUnrun(group);
  const long = wholeLong(group);
  const { country = "", zone } = top.long.organization ?? {};
  return freeze({
    hash: hashOf({ program: long, taxonomy: taxonomyVersion }),
    organization: buildOrganization(group),
    zone: zone ?? zoneOf(country),
    languages: languagesOf(group),
    coolingOff: coolingOff(top.long.requests?.["cooling-off"]),
    lateRows: lateRows(top.long.requests?.["late-rows"]),
    laws: [...new Set([...group.views.values()].flatMap((view) => view.laws))],
    services: collect(group, "services", (view, id, value) => buildService(group, view, id, value)),
    subjects: collect(group, "subjects", (view, id, value) => buildSubject(group, view, id, value)),
    data: collect(group, "data", (view, id, value) => buildData(group, view, id, value)),
    collection: collect(group, "collection", (view, id, value) => buildCollection(group, view, id, value)),
    purposes: collect(group, "purposes", (view, id, value) => buildPurpose(group, view, id, value)),
    recipients: collect(group, "recipients", (view, id, value) => buildRecipient(group, view, id, value)),
    trackers: collect(group, "trackers", (view, id, value) => buildTracker(group, view, id, value)),
    stores: collect(group, "stores", (view, id, value) => buildStore(group, view, id, value, held)),
    retention: collect(group, "retention", (view, id, value) => buildRetention(group, view, id, value)),
    never: neverSaid(group),
    clients: clientsOf(group),
    parentAnswers: parentAnswers(top.long.minors?.contact),
    minors: minorsOf(top.long.minors),
    ways: {
      center: top.long.requests?.by?.portal ?? true,
      post: top.long.requests?.by?.post,
      phone: top.long.requests?.by?.phone,
    },
    guarded: collect(group, "guarded", (view, id, value) => buildGuarded(group, view, id, value)),
    staff: buildStaff(group),
    approval: { access: signers(group, "access"), erasure: signers(group, "erasure") },
    promises: collect(group, "promises", (view, id, value) => ({
      says: oneText(value.says) ?? `${qualified(view, id)}: ${value.controls.join(", ")}`,
      controls: value.controls,
      place: placeOf(view.unit, ["promises", id]),
    })),
    unrun: held.map(({ key }) => key),
    long,
  });
}

/** How long an approved erasure waits. A day, unless the program says otherwise. */
const FORTNIGHT: LegalPeriod = { count: 14, unit: "days" };
const parentAnswers = (said?: string): LegalPeriod => (said === undefined ? undefined : periodIn(said)) ?? FORTNIGHT;

const coolingOff = (said = "24 hours"): Program["coolingOff"] => (said === "none" ? undefined : periodIn(said));

/**
 * How long after an erasure it is looked again for late rows. An hour: an application that held the person's session, a queue
 * or a form open when they were erased has let go of it by then; and whoever waits to be forgotten does not wait a day.
 */
const lateRows = (said = "1 hours"): Program["lateRows"] => (said === "none" ? undefined : periodIn(said));

type Section =
  | "services"
  | "subjects"
  | "data"
  | "collection"
  | "purposes"
  | "recipients"
  | "trackers"
  | "stores"
  | "retention"
  | "guarded"
  | "staff"
  | "promises";
type Entry<S extends Section> = NonNullable<View["long"][S]>[string];

function collect<S extends Section, T>(
  group: Group,
  section: S,
  build: (view: View, id: string, value: Entry<S>) => T | undefined,
): Readonly<Record<string, T>> {
  const entries: [string, T][] = [];
  for (const view of group.views.values()) {
    for (const [id, value] of entriesOf(view, section)) {
      const built = build(view, id, value);
      if (built !== undefined) entries.push([qualified(view, id), built]);
    }
  }
  return Object.fromEntries(entries);
}

/** The long form of the whole group: valid as input, and compiling it gives the same hash. */
function wholeLong(group: Group): Loose {
  const included = [...group.views.values()].filter((view) => view !== group.top);
  const own = { ...group.top.long } as Record<string, unknown>;
  delete own.include;
  if (included.length === 0) return own;
  return { ...own, include: Object.fromEntries(included.map((view) => [view.ns, view.long])) };
}

function buildStore(group: Group, view: View, id: string, value: Entry<"stores">, held: readonly HeldBack[]): StoreRule {
  const path = ["stores", id];
  return {
    id: qualified(view, id),
    connector: value.connector,
    url: value.url,
    secrets: value.secrets ?? {},
    options: value.options ?? {},
    provider: providerName(group, view, value.provider),
    country: value.country,
    backups: value.backups === undefined ? undefined : periodIn(value.backups),
    about: oneText(value.about),
    byHand: byHandOf(value),
    datasets: Object.fromEntries(
      Object.entries(value.datasets).map(([name, dataset]) => [
        name,
        buildDataset({ group, view, store: id, name, path: [...path, "datasets", name] }, dataset, held),
      ]),
    ),
    place: placeOf(view.unit, path),
  };
}

const byHandOf = ({ connector, ask, within }: Entry<"stores">): StoreRule["byHand"] =>
  connector === "manual" && ask !== undefined ? { ask, within: within === undefined ? undefined : periodIn(within) } : undefined;

const OFFICER = { is: "officer", approves: ["access", "erasure"], for: undefined, sees: undefined };

/** The roles; an officer is always there, and whoever is asked to sign may sign. */
function buildStaff(group: Group): Program["staff"] {
  const roles = collect(group, "staff", (view, id, value) => {
    const is = value.is ?? "support";
    const asked = (["access", "erasure"] as const).filter((right) => signers(group, right).includes(qualified(view, id)));
    const own = value.approves ?? (is === "officer" ? OFFICER.approves : []);
    return {
      is,
      approves: [...new Set([...own, ...asked])],
      for: value.for && groupNames(group, view, "purposes", value.for),
      sees: value.sees?.map((reference) => dataName(group, view, reference)),
    };
  });
  return Object.hasOwn(roles, "officer") ? roles : { officer: OFFICER, ...roles };
}

/** Who signs for a right: what the program says, or one officer. */
function signers(group: Group, right: "access" | "erasure"): readonly string[] {
  const { top } = group;
  const roles = top.long.requests?.approval?.[right];
  if (roles) return roles.map((role) => qualifiedRole(group, role));
  const officers = namesFor(group, top, "staff").filter((id) => member(top.long.staff, id)?.is === "officer");
  return [officers.includes("officer") ? "officer" : (officers[0] ?? "officer")];
}

function qualifiedRole(group: Group, role: string): string {
  const hit = find(group, group.top, "staff", role);
  return hit ? qualified(hit.view, hit.id) : role;
}
