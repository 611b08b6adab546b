// Random programs that are valid, and that use every key which a decision reads.
import { CHANNELS, compileProgram, type Law, type Program } from "@troth/core/program";
import { branch, purposeKind } from "@troth/core/taxonomy";
import type { Chance } from "./chance.ts";

type Loose = Record<string, unknown>;

const LAWS: readonly Law[] = ["gdpr", "uk-gdpr", "ch-fadp", "ccpa", "us-states", "id-pdp", "coppa", "lgpd"];
const COUNTRIES = ["NL", "DE", "GB", "ID", "US", "BR", "CH", "AU"];
const ZONES = ["Europe/Amsterdam", "Asia/Jakarta", "America/New_York", "Pacific/Auckland", "America/St_Johns", "UTC"];
const SUBJECTS = ["visitor", "customer", "child", "contact", "member"] as const;
const FORMS = ["any", "consent", "hashed", "pseudonym", "anonymous", "aggregated"] as const;
/** In which form something is used: mostly as it is. */
const formOf = (chance: Chance, asItIs: number) => (chance.happens(asItIs) ? "any" : chance.pick(FORMS));
const KINDS = [
  ...["service", "account", "billing", "security", "fraud-prevention", "backup", "bookkeeping", "legal-claims", "rights"],
  ...["analytics", "research", "personalization", "linking", "profiling", "newsletter", "direct-marketing", "advertising"],
  ...["cross-context-advertising", "sale", "rental", "crm", "mail-client", "automated-decision", "merger", "legal-duty"],
  "publication",
];
const NEVER_KINDS = ["sale", "rental", "cross-context-advertising", "model-training", "publication"];
/** Own categories and what is above each. */
const OWN: Readonly<Record<string, string>> = {
  mailbox: "communication.email-content",
  clicks: "usage.click",
  score: "inference.score",
  nick: "name.alias",
  wellbeing: "health.condition",
};
const NAMED = [
  ...["contact.email", "contact.phone", "contact", "name.full", "name", "usage.page-view", "usage", "usage.*", "usage.click"],
  ...["device.cookie-id", "device.*", "health.condition", "location.precise", "communication.email-content", "commerce.order"],
  ...["inference.score", "inference", "account.settings", "account.id", "identity.national-id", "criminal.record"],
];
/** Nothing uses these, so that they can be what is never collected. */
const NEVER_DATA = ["biometric.template", "genetic.data", "vehicle.plate", "sex"];
const EVENTS = ["checkout", "dispute", "court-order"];
const SCOPES = ["mail.read", "profile", "calendar"];
const TOPICS = ["offers", "events", "partners"];
const DAYS = ["2024-03-01", "2026-11-01", "2026-11-20", "2026-11-22", "2026-11-25", "2027-06-30"];
const PERIODS = ["36 hours", "10 days", "6 months", "2 years", "3 weeks", "5 business days", "1 months"];

export const NAMES = { LAWS, COUNTRIES, SUBJECTS, FORMS, OWN, NAMED, NEVER_DATA, NEVER_KINDS, EVENTS, SCOPES, TOPICS } as const;

/** A program by chance. */
export function randomProgram(chance: Chance): Program {
  const data = writeProgram(chance);
  const { program, findings } = compileProgram({ data });
  if (program !== undefined) return program;
  const errors = findings
    .filter(({ level }) => level === "error")
    .map(({ code, says, place }) => `${code} ${says} ${place?.line}`);
  throw new Error(`the generator wrote a program that is not valid: ${errors.join("; ")}\n${JSON.stringify(data)}`);
}

function writeProgram(chance: Chance): Loose {
  const laws = chance.happens(0.1) ? [] : chance.some(LAWS, chance.pick([0.2, 0.5, 0.8]));
  const neverKinds = chance.some(NEVER_KINDS, 0.25).filter((kind) => kind !== "rental" && kind !== "sale");
  if (chance.happens(0.45)) neverKinds.push("sale");
  // Who has ends of its own gets nothing of a program that does neither.
  if (chance.happens(neverKinds.includes("sale") ? 0.8 : 0.1)) neverKinds.push("rental");
  const own = chance.some(Object.keys(OWN), 0.5);
  const subjects = chance.some(
    SUBJECTS.filter((id) => id !== "contact" || chance.happens(0.5)),
    0.6,
  );
  const held = subjects.includes("contact");
  const refs = [...NAMED, ...own];
  const purposes = writePurposes(chance, { laws, neverKinds, refs, subjects });
  const done = Object.keys(purposes);
  const recipients = writeRecipients(chance, { refs, purposes: done, subjects, neverKinds });
  const group = chance.happens(0.3);
  return prune({
    troth: 1,
    organization: {
      name: "Company",
      country: chance.pick(COUNTRIES.slice(0, 7)),
      contact: "privacy@company.example",
      zone: chance.pick(ZONES),
    },
    laws: laws.length > 0 ? laws : undefined,
    include: group ? { sub: writePart(chance, refs) } : undefined,
    subjects: Object.fromEntries(subjects.map((id) => [id, subjectOf(chance, id)])),
    clients: held ? writeClients(chance, purposes) : undefined,
    data: writeData(chance, own, purposes, group),
    collection: writeCollection(chance, refs, done, subjects),
    purposes: { ...Object.fromEntries(neverKinds.map((id) => [id, "never"])), ...purposes },
    recipients,
    minors: laws.length > 0 ? chance.maybe(0.5, () => writeMinors(chance)) : undefined,
    stores: {
      archive: {
        connector: "manual",
        ask: "archive@company.example",
        datasets: {
          rows: { fields: { note: "none" } },
          counts: { anonymous: true, fields: { count: "none" } },
          tenants: { fields: { name: "none" } },
        },
      },
    },
  }) as Loose;
}

const subjectOf = (chance: Chance, id: string): Loose => ({
  capacity: id === "contact" ? "processor" : "controller",
  ...(id === "child" && chance.happens(0.7) ? { minor: true } : {}),
});

const writeClients = (chance: Chance, purposes: Readonly<Record<string, Loose>>): Loose => ({
  rows: "archive/tenants",
  name: "archive/tenants.name",
  contact: "archive/tenants.name",
  instructions: Object.fromEntries(
    Object.entries(purposes).flatMap(([id, { basis }]) =>
      basis === "instruction" && chance.happens(0.8) ? [[id, chance.pick(["always", "asked"])]] : [],
    ),
  ),
});

const writeMinors = (chance: Chance): Loose => ({
  under: Object.fromEntries(chance.some(LAWS, 0.5).map((law) => [law, 12 + chance.below(9)])),
  then: chance.pick(["refuse", "parent"]),
});

interface Around {
  readonly laws: readonly Law[];
  readonly neverKinds: readonly string[];
  readonly refs: readonly string[];
  readonly subjects: readonly string[];
}

function writePurposes(chance: Chance, around: Around): Record<string, Loose> {
  const kinds = chance.some(KINDS, 0.3);
  // What is linked is asked about with a person on a browser alone, and after most other rows.
  if (!kinds.includes("linking") && chance.happens(0.95)) kinds.push("linking");
  const entries = (kinds.length > 0 ? kinds : ["service"]).map((kind): [string, Loose] => {
    const id = chance.happens(0.7) && !around.neverKinds.includes(kind) ? kind : `our-${kind}`;
    return [id, writePurpose(chance, kind, around)];
  });
  return Object.fromEntries(entries);
}

function writePurpose(chance: Chance, kind: string, { laws, neverKinds, refs, subjects }: Around): Loose {
  const { group, stop } = purposeKind(kind) ?? { group: "operate", stop: "none" };
  const runs = group === "operate" || group === "protect" || group === "law";
  const of = chance.happens(0.35) ? chance.some(subjects, 0.7) : [];
  const allHeld = of.length > 0 && of.every((id) => id === "contact");
  const instruction =
    allHeld || (subjects.includes("contact") && chance.happens(0.2) && group !== "market" && group !== "advertise");
  const basis = instruction ? "instruction" : basisOf(chance, laws, group);
  const asksForTexts = chance.happens(kind === "publication" ? 0.8 : 0.2) && restsOnConsent(basis);
  const notUnder = chance.happens(0.15) || neverKinds.includes(kind) ? [chance.pick(LAWS)] : [];
  return prune({
    kind,
    basis,
    interest: "to know how it goes",
    duty: "the Act",
    data: Object.fromEntries(chance.some(refs, 0.35).map((ref) => [ref, formOf(chance, 0.85)])),
    of: of.length > 0 ? Object.fromEntries(of.map((id) => [id, formOf(chance, 0.9)])) : undefined,
    consent: chance.maybe(asksForTexts ? 1 : 0.5, () =>
      prune({
        lasts: chance.maybe(0.6, () => chance.pick(PERIODS)),
        double: chance.maybe(0.4, () => chance.happens(0.7)),
        content: asksForTexts ? "archive/rows.note" : undefined,
      }),
    ),
    otherwise: chance.maybe(0.4, () => chance.pick(["nothing", "anonymous", "anonymous"])),
    stop: chance.maybe(0.3, () => (stop === "none" ? chance.pick(["none", "object", "final"]) : "final")),
    channels: chance.maybe(0.2, () => chance.some(CHANNELS, 0.5)),
    topics: chance.maybe(0.5, () => chance.some(TOPICS, 0.6)),
    never: notUnder.length > 0 ? notUnder : undefined,
    automated:
      group === "decide" || chance.happens(0.15)
        ? { effect: chance.pick(["legal", "significant", "none"]), logic: "by rules", safeguards: ["human-review", "contest"] }
        : undefined,
    doubt: runs ? chance.maybe(0.3, () => chance.pick(["allow", "deny"])) : undefined,
  }) as Loose;
}

const restsOnConsent = (basis: unknown): boolean =>
  Object.values(typeof basis === "object" ? (basis as Loose) : { basis }).every((word) => /consent$/.test(String(word)));

function basisOf(chance: Chance, laws: readonly Law[], group: string): unknown {
  const words = ["consent", "explicit-consent", "legitimate-interest"];
  const usual =
    group === "market" || group === "advertise" ? words : [...words, "contract", "legal-duty", "public-task", "vital-interest"];
  if (laws.length === 0) return chance.maybe(0.7, () => chance.pick(usual));
  if (chance.happens(0.6)) return chance.pick(usual);
  const needs = ["gdpr", "uk-gdpr", "id-pdp", "lgpd"];
  return Object.fromEntries(
    laws.filter((law) => needs.includes(law) || chance.happens(0.5)).map((law) => [law, chance.pick(usual)]),
  );
}

/** A program of the group with laws of its own, which do not ask for a basis: the group's may. */
function writePart(chance: Chance, refs: readonly string[]): Loose {
  const kinds = ["analytics", "service", "support", "survey"];
  return {
    laws: chance
      .some(["ccpa", "us-states", "coppa", "ch-fadp"] as const, 0.6)
      .concat("ccpa")
      .filter((law, at, all) => all.indexOf(law) === at),
    purposes: Object.fromEntries(
      chance.some(kinds, 0.6).map((kind) => [
        kind,
        {
          data: chance.some(
            refs.filter((ref) => !Object.hasOwn(OWN, ref)),
            0.4,
          ),
          interest: "to know",
          ...(chance.happens(0.3) ? { basis: "consent" } : {}),
        },
      ]),
    ),
  };
}

/** Entries of `data`: own categories, and what is said of the taxonomy's. */
function writeData(chance: Chance, own: readonly string[], purposes: Readonly<Record<string, Loose>>, group: boolean): Loose {
  const named = chance.some(
    ["contact.email", "usage", "health.condition", "communication.email-content", "location.precise"],
    0.3,
  );
  const entries = [...own, ...named].map((id): [string, unknown] => {
    const below = OWN[id];
    const users = Object.entries(purposes).flatMap(([purpose, { data }]) =>
      Object.keys(data as Loose).some((ref) => touches(ref, id)) ? [purpose] : [],
    );
    const others = Object.keys(purposes).filter((purpose) => !users.includes(purpose));
    // The purposes of the group's other program have no names here that `only` could list.
    const limits = below !== undefined || !group;
    const within = users.every((purpose) => ["mail-client", "security", "legal-duty"].includes(String(purposes[purpose]?.kind)));
    return [
      id,
      prune({
        is: below,
        only: chance.maybe(limits ? 0.3 : 0, () => [...users, ...chance.some(others, 0.3)]),
        never: chance.maybe(limits ? 0.3 : 0, () => chance.some(others, 0.5)),
        limited: within && limits ? chance.maybe(0.4, () => "google-workspace") : undefined,
        transfers: chance.maybe(0.3, () => chance.some(["feature", "security", "law", "merger"], 0.6)),
        follows: chance.maybe(0.3, () => chance.happens(0.5)),
        derived: chance.maybe(0.3, () => [
          chance.pick(["communication.email-content", "usage.click", "contact.email", ...own.filter((one) => one !== id)]),
        ]),
      }),
    ];
  });
  return Object.fromEntries([...entries, ...chance.some(NEVER_DATA, 0.4).map((id) => [id, "never"])]);
}

function touches(ref: string, id: string): boolean {
  const stem = ref.replace(/\.\*$/, "");
  return stem === id || stem.startsWith(`${id}.`) || OWN[stem] === id;
}

function writeCollection(
  chance: Chance,
  refs: readonly string[],
  purposes: readonly string[],
  subjects: readonly string[],
): Loose {
  const bound = () => chance.maybe(0.3, () => chance.some(purposes, 0.7));
  const of = () => chance.maybe(0.5, () => chance.some(subjects, 0.5));
  const points: Loose = {
    "sign-up": { takes: chance.some(refs, 0.5).concat("contact.email"), for: bound(), of: of() },
    site: { from: "automatic", takes: chance.some(refs, 0.4).concat("usage"), for: bound(), of: of() },
    import: { takes: chance.some(refs, 0.3).concat("contact"), for: bound() },
    "sign-in": {
      from: "federated",
      for: chance.happens(0.2) ? bound() : undefined,
      takes: chance.maybe(0.3, () => chance.some(refs, 0.4).concat("contact")),
      scopes: Object.fromEntries(SCOPES.map((scope) => [scope, chance.some(refs, 0.4).concat("name.full")])),
    },
  };
  return prune(Object.fromEntries(chance.some(Object.entries(points), 0.6))) as Loose;
}

/** Nothing ends before it begins: such a program is refused. */
const fromOn = (day: string | undefined): readonly string[] => DAYS.filter((one) => day === undefined || one >= day);

function randomAgreement(chance: Chance): unknown {
  const date = chance.happens(0.15) ? chance.pick(DAYS) : "2024-01-01";
  return prune({ kind: "dpa", date, document: "dpa.pdf", ends: chance.maybe(0.3, () => chance.pick(fromOn(date))) });
}

function randomTerm(chance: Chance): { readonly since: string | undefined; readonly until: string | undefined } {
  const since = chance.maybe(0.15, () => chance.pick(DAYS));
  return { since, until: chance.maybe(0.2, () => chance.pick(fromOn(since))) };
}

interface AroundRecipients extends Pick<Around, "refs" | "subjects" | "neverKinds"> {
  readonly purposes: readonly string[];
}

function writeRecipients(chance: Chance, { refs, purposes, subjects, neverKinds }: AroundRecipients): Loose {
  const flag = (...kinds: readonly string[]) =>
    kinds.some((kind) => neverKinds.includes(kind)) ? undefined : chance.maybe(0.15, () => true);
  const one = (): Loose => {
    const givesNothing = neverKinds.includes("sale") && neverKinds.includes("rental");
    const kinds = ["processor", "third-party", "controller", "joint", "authority"] as const;
    const capacity = chance.pick([...kinds, givesNothing ? chance.pick(["third-party", "controller"]) : "processor"]);
    // Who has ends of its own takes of a program that gives nothing away what names nobody, or what it was agreed to.
    const takesNobody = givesNothing && (capacity === "third-party" || capacity === "controller" || capacity === "joint");
    const form = (ref: string) => {
      if (!takesNobody) return formOf(chance, 0.8);
      const kinds = branch(ref);
      return kinds.length > 0 && kinds.every(({ identifies }) => identifies === "none") ? "any" : "anonymous";
    };
    return notOfClients(subjects, {
      name: "Recipient",
      kind: chance.maybe(0.6, () =>
        chance.pick(["hosting", "mail-delivery", "advertiser", "advertiser", "client", "court", "integration"]),
      ),
      capacity,
      country: chance.some(COUNTRIES, 0.3).concat("NL"),
      for: chance
        .some(purposes, 0.7)
        .concat(purposes[0] ?? "")
        .filter((id, at, all) => all.indexOf(id) === at),
      receives: Object.fromEntries(
        chance
          .some(refs, 0.6)
          .concat("contact")
          .map((ref) => [ref, form(ref)]),
      ),
      of: chance.maybe(0.2, () => chance.some(subjects, 0.6)),
      agreement: capacity === "authority" ? undefined : randomAgreement(chance),
      transfer: chance.maybe(0.6, () => ({ safeguard: chance.pick(["scc", "scc", "adequacy", "consent"]) })),
      ...randomTerm(chance),
      when: chance.maybe(takesNobody ? 0.1 : 0.25, () => chance.pick(EVENTS)),
      regions: chance.maybe(0.2, () => chance.some(COUNTRIES, 0.5)),
      enabler: chance.maybe(takesNobody ? 0.1 : 0.25, () => chance.pick(["person", "workspace", "client"])),
      sale: flag("sale"),
      sharing: flag("cross-context-advertising"),
      rental: flag("rental", "sale"),
    });
  };
  return Object.fromEntries(["mailer", "host", "partner", "court", "ads"].slice(0, 1 + chance.below(5)).map((id) => [id, one()]));
}

/** What is held for a client is not sold: whoever sells has nothing of it. */
function notOfClients(subjects: readonly string[], recipient: Loose): Loose {
  const { sale, sharing, rental, of } = recipient;
  if ((sale ?? sharing ?? rental) === undefined || !subjects.includes("contact")) return prune(recipient) as Loose;
  const others = ((of ?? subjects) as readonly string[]).filter((id) => id !== "contact");
  const sells = others.length > 0 ? { sale, sharing, rental } : { sale: undefined, sharing: undefined, rental: undefined };
  return prune({ ...recipient, of: others.length > 0 ? others : of, ...sells }) as Loose;
}

/** Without what is undefined, at any depth. */
function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prune);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, prune(one)]])));
}

/** Every kind of data that a program may be asked about. */
export const kindsOf = (program: Program): readonly string[] => [
  ...NAMED.flatMap((name) => branch(name).map(({ id }) => id)),
  ...Object.keys(program.data),
];
