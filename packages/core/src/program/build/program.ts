// The immutable result of compiling: everything of a group under its names, with every reference resolved.
import { hashOf } from "../../foundation/index.ts";
import { taxonomyVersion } from "../../taxonomy/index.ts";
import { categoriesOfAll, entriesOf, find, type Group, kindOfPurpose, namesFor, qualified, type View } from "../lookup.ts";
import type { Program, PurposeRule, RecipientRule, StoreRule } from "../program.ts";
import { type Loose, member } from "../record.ts";
import { placeOf } from "../unit.ts";
import { zoneOf } from "../zones.ts";
import { buildDataset, oneText, periodIn } from "./datasets.ts";
import { freeze } from "./freeze.ts";
import { allUnrun, type HeldBack } from "./unrun-keys.ts";

/** Builds the program of a group in which no check found an error. */
export function buildProgram(group: Group): Program {
  const { top } = group;
  const held = allUnrun(group);
  const long = wholeLong(group);
  const { name = "", country = "", contact = "", address, officer, zone } = top.long.organization ?? {};
  return freeze({
    hash: hashOf({ program: long, taxonomy: taxonomyVersion }),
    organization: {
      name,
      country,
      contact,
      address,
      officer: officer === undefined ? undefined : { name: officer.name, email: officer.email },
    },
    zone: zone ?? zoneOf(country),
    languages: [...new Set(Object.values(top.long.services ?? {}).flatMap((service) => service.languages ?? []))],
    coolingOff: coolingOff(top.long.requests?.["cooling-off"]),
    laws: [...new Set([...group.views.values()].flatMap((view) => view.laws))],
    subjects: collect(group, "subjects", (_, id, subject) => ({
      label: oneText(subject.label) ?? words(id),
      capacity: subject.capacity ?? "controller",
    })),
    purposes: collect(group, "purposes", (view, id, value) => buildPurpose(group, view, id, value)),
    recipients: collect(group, "recipients", (view, id, value) => buildRecipient(group, view, id, value)),
    stores: collect(group, "stores", (view, id, value) => buildStore(group, view, id, value, held)),
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
const coolingOff = (said = "24 hours"): Program["coolingOff"] => (said === "none" ? undefined : periodIn(said));

/** `card-processor` -> `card processor`. */
const words = (id: string): string => id.replaceAll("-", " ");

type Section = "subjects" | "purposes" | "recipients" | "stores" | "staff" | "promises";
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

/** What is done with data; what is never done is no purpose. */
function buildPurpose(group: Group, view: View, id: string, value: Entry<"purposes">): PurposeRule | undefined {
  if (value === "never") return undefined;
  const { basis } = value;
  const each =
    typeof basis === "string" && basis !== "instruction" ? Object.fromEntries(view.laws.map((law) => [law, basis])) : basis;
  return {
    id: qualified(view, id),
    kind: kindOfPurpose(id, value),
    label: oneText(value.label) ?? words(id),
    data: categoriesOfAll(group, view, Object.keys(value.data ?? {})),
    basis: each === "instruction" || typeof each === "object" ? each : undefined,
  };
}

function buildRecipient(group: Group, view: View, id: string, value: Entry<"recipients">): RecipientRule {
  const named = (section: "purposes" | "stores", reference: string) => {
    const hit = find(group, view, section, reference);
    return hit ? qualified(hit.view, hit.id) : reference;
  };
  return {
    id: qualified(view, id),
    name: value.name,
    kind: value.kind,
    capacity: value.capacity ?? "processor",
    purposes: value.for.map((reference) => named("purposes", reference)),
    receives: categoriesOfAll(group, view, Object.keys(value.receives)),
    told: toldBy(value.told, (store) => named("stores", store)),
    stores: storesOf(group, qualified(view, id)),
    since: value.since,
    until: value.until,
  };
}

function toldBy(told: Entry<"recipients">["told"], store: (reference: string) => string): RecipientRule["told"] {
  if (!told) return undefined;
  if ("mail" in told) return { by: "mail", to: told.mail };
  if ("webhook" in told) return { by: "webhook", to: told.webhook };
  return "store" in told ? { by: "store", to: store(told.store) } : { by: "impossible", because: told.impossible };
}

function storesOf(group: Group, recipient: string): readonly string[] {
  return [...group.views.values()].flatMap((view) =>
    entriesOf(view, "stores").flatMap(([id, { provider }]) =>
      providerName(group, view, provider) === recipient ? [qualified(view, id)] : [],
    ),
  );
}

function providerName(group: Group, view: View, provider: string | undefined): string | undefined {
  const hit = provider === undefined ? undefined : find(group, view, "recipients", provider);
  return hit && qualified(hit.view, hit.id);
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
    about: oneText(value.about),
    datasets: Object.fromEntries(
      Object.entries(value.datasets).map(([name, dataset]) => [
        name,
        buildDataset({ group, view, store: id, name, path: [...path, "datasets", name] }, dataset, held),
      ]),
    ),
    place: placeOf(view.unit, path),
  };
}

const OFFICER = { is: "officer", approves: ["access", "erasure"] };

/** The roles; an officer is always there, and whoever is asked to sign may sign. */
function buildStaff(group: Group): Program["staff"] {
  const roles = collect(group, "staff", (view, id, value) => {
    const is = value.is ?? "support";
    const asked = (["access", "erasure"] as const).filter((right) => signers(group, right).includes(qualified(view, id)));
    const own = value.approves ?? (is === "officer" ? OFFICER.approves : []);
    return { is, approves: [...new Set([...own, ...asked])] };
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
