// Short forms -> long forms. Total (any value goes through) and a fixed point (a long form stays as it is).
import { purposeKind, recipientKind } from "../../taxonomy/index.ts";
import { compact, isRecord, isTexts, type Loose, mapValues } from "../record.ts";
import { basis as basisWord, law } from "../schema/words.ts";
import { wordsOfId } from "../words.ts";
import { expandStores } from "./expand-stores.ts";

/** What expanding one program depends on besides itself. */
export interface Surrounding {
  /** The laws of the group that includes it. */
  readonly laws: readonly string[];
  /** Parts and programs of a group speak through somebody else's services. */
  readonly alone: boolean;
}

interface Ground {
  readonly laws: readonly string[];
  readonly place: (value: unknown) => unknown;
}

/** The long form of a program. */
export function expandProgram(written: unknown, surrounding: Surrounding): unknown {
  if (!isRecord(written)) return written;
  const laws = expandMap(keyed(written.laws, {}), (value) => value ?? {});
  const own = isRecord(laws) ? Object.keys(laws).filter((name) => law.safeParse(name).success) : [];
  const ground: Ground = {
    laws: own.length > 0 ? own : surrounding.laws,
    place: placer(written.stores),
  };
  return compact({
    ...written,
    laws,
    organization: expandOrganization(written.organization),
    services: expandServices(written, surrounding),
    subjects: expandMap(keyed(written.subjects, null), expandSubject),
    data: expandMap(keyed(written.data, {}), (value) => value ?? {}),
    collection: expandMap(written.collection, (value) => expandPoint(value, ground)),
    purposes: expandMap(written.purposes, (value, id) => expandPurpose(value, id, ground)),
    recipients: expandMap(written.recipients, (value) => expandRecipient(value, ground)),
    trackers: expandMap(written.trackers, (value) =>
      defaults(value, { kind: "cookie", party: "first", lasts: "session", in: "site" }),
    ),
    stores: expandStores(written.stores),
    clients: expandClients(written.clients, ground),
    retention: expandMap(written.retention, (value) => expandRetention(value, ground)),
    reports: expandMap(written.reports, (value) => change(value, { from: (from) => places(from, ground) })),
    guarded: expandMap(written.guarded, (value) => expandGuarded(value, ground)),
    staff: expandMap(written.staff, (value) => value ?? {}),
    requests: change(written.requests, { approval: (value) => expandMap(value, expandSigners) }),
    minors: expandMinors(written.minors, ground),
    promises: expandMap(written.promises, expandPromise),
  });
}

/** The map that a list of ids stands for. */
function keyed(value: unknown, each: unknown): unknown {
  return isTexts(value) ? Object.fromEntries(value.map((id) => [id, each])) : value;
}

function expandMap(value: unknown, each: (value: unknown, key: string) => unknown): unknown {
  return isRecord(value) ? mapValues(value, each) : value;
}

/** A map with the members that it lacks. */
function defaults(value: unknown, members: Loose): unknown {
  return isRecord(value) ? { ...members, ...value } : value;
}

/** A map with some members changed, where it has them. */
function change(value: unknown, changes: Readonly<Record<string, (value: unknown) => unknown>>): unknown {
  if (!isRecord(value)) return value;
  return mapValues(value, (item, key) => (Object.hasOwn(changes, key) ? changes[key]?.(item) : item));
}

const listed = (value: unknown): unknown => (typeof value === "string" ? [value] : value);

/** Where there is one store only, its name may be left out: the long form has it. */
function placer(stores: unknown): (value: unknown) => unknown {
  const names = isRecord(stores) ? Object.keys(stores) : [];
  const [only] = names;
  if (names.length !== 1 || only === undefined) return (value) => value;
  return (value) => (typeof value === "string" && value !== "" && !/[/:]/.test(value) ? `${only}/${value}` : value);
}

const places = (value: unknown, ground: Ground): unknown => (Array.isArray(value) ? value.map(ground.place) : value);

/** An id out of a name: `Larkspur Studio` -> `larkspur-studio`. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

function expandOrganization(value: unknown): unknown {
  if (!isRecord(value) || value.controllers !== undefined) return value;
  const { name, country } = value;
  if (typeof name !== "string" || typeof country !== "string" || slug(name) === "") return value;
  if (!/^[A-Z]{2}$/.test(country)) return value; // a mistake is told once
  return { ...value, controllers: { [slug(name)]: { name, country } } };
}

function expandServices(written: Loose, surrounding: Surrounding): unknown {
  const { services, organization } = written;
  if (services !== undefined) return expandMap(services, (value) => defaults(value, { languages: ["en"] }));
  const name = isRecord(organization) ? organization.name : undefined;
  const speaks = surrounding.alone && written.include === undefined;
  if (!speaks || typeof name !== "string" || slug(name) === "") return undefined;
  return { [slug(name)]: { languages: ["en"], name } };
}

function expandSubject(value: unknown): unknown {
  if (value === null || value === undefined) return { capacity: "controller" };
  return typeof value === "string" ? { capacity: value } : defaults(value, { capacity: "controller" });
}

function expandPoint(value: unknown, ground: Ground): unknown {
  return defaults(change(value, { at: listed, stamp: ground.place, granted: ground.place, since: ground.place }), {
    from: "person",
  });
}

function expandPurpose(value: unknown, id: string, ground: Ground): unknown {
  if (!isRecord(value)) return value;
  const kind = value.kind ?? (purposeKind(id) ? id : undefined);
  const stops = typeof kind === "string" ? purposeKind(kind)?.stop : undefined;
  const long = change(value, {
    basis: (basis) => byLaw(basis, ground, (word) => word !== "instruction" && basisWord.safeParse(word).success),
    data: (data) => keyed(data, "any"),
    of: (of) => keyed(of, "any"),
    consent: (consent) => change(consent, { content: ground.place }),
    topics: (topics) => (isTexts(topics) ? Object.fromEntries(topics.map((topic) => [topic, wordsOfId(topic)])) : topics),
  });
  const stop = stops === "none" || stops === "final" ? stops : "object";
  return defaults(long, compact({ kind, stop: kind === undefined ? undefined : stop, doubt: "deny", otherwise: "nothing" }));
}

/** One word for all laws of the program, law by law. Where no law is named, the word stays. */
function byLaw(value: unknown, ground: Ground, applies: (value: unknown) => boolean): unknown {
  const one = typeof value === "string" || typeof value === "number";
  if (!one || ground.laws.length === 0 || !applies(value)) return value;
  return Object.fromEntries(ground.laws.map((law) => [law, value]));
}

function expandRecipient(value: unknown, ground: Ground): unknown {
  if (!isRecord(value)) return value;
  const usual = typeof value.kind === "string" ? recipientKind(value.kind)?.capacity : undefined;
  const long = change(value, {
    country: listed,
    receives: (receives) => keyed(receives, "any"),
    when: (when) => change(typeof when === "string" ? { event: when } : when, { shown: ground.place }),
  });
  return defaults(long, { capacity: usual ?? "processor" });
}

function expandClients(value: unknown, ground: Ground): unknown {
  const long = change(value, { rows: ground.place, instructions: (instructions) => keyed(instructions, "always") });
  return defaults(long, { portal: false });
}

function expandRetention(value: unknown, ground: Ground): unknown {
  if (!isRecord(value)) return value;
  const long = change(value, {
    datasets: (datasets) => places(datasets, ground),
    because: (because) => (typeof because === "string" ? { exception: "legal-duty", law: because } : because),
    steps: (steps) => (Array.isArray(steps) ? steps.map((step) => expandStep(step, ground)) : steps),
  });
  return defaults(long, value.keep === undefined ? { then: "delete" } : { then: "delete", as: "restricted" });
}

function expandStep(value: unknown, ground: Ground): unknown {
  return change(value, { aggregate: (aggregate) => change(aggregate, { into: ground.place }) });
}

function expandGuarded(value: unknown, ground: Ground): unknown {
  const long = change(value, {
    datasets: (datasets) => places(datasets, ground),
    grounds: (grounds) => expandMap(keyed(grounds, {}), (ground) => ground ?? {}),
  });
  return defaults(long, { shown: false });
}

/** The roles that sign; `none` is a list without any. */
function expandSigners(value: unknown): unknown {
  return value === "none" ? [] : listed(value);
}

function expandMinors(value: unknown, ground: Ground): unknown {
  return defaults(change(value, { under: (under) => byLaw(under, ground, (age) => typeof age === "number") }), {
    then: "refuse",
  });
}

function expandPromise(value: unknown): unknown {
  if (typeof value === "string") return { controls: [value] };
  return Array.isArray(value) ? { controls: value } : value;
}
