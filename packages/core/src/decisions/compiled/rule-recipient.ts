// Rows of the table about who would receive the data.
import { useArticle } from "../../jurisdictions/index.ts";
import { countriesAway, OWN_ENDS, type RecipientRule } from "../../program/index.ts";
import { identifiesNobody, satisfies } from "../forms.ts";
import { type Asked, everyClient, isExplicitTo, recipientConsent } from "./asked.ts";
import { isOpen, someOccasion } from "./occasions.ts";
import { ENABLED, ENABLERS, endOf, entryOf, hasSection, RESIDENCES, startOf, word } from "./record.ts";
import { childAgreesTo } from "./rule-minor.ts";
import { type Check, firstOf, type Ground, type RuleOf, type Ruling } from "./ruling.ts";

/** A row that is asked only where there is a recipient. */
const ofRecipient =
  (rule: (recipient: RecipientRule, ground: Ground) => Ruling): RuleOf =>
  (ground) =>
    ground.shape.recipient && rule(ground.shape.recipient, ground);

const term = ofRecipient(({ id, since, until, place }) => {
  if (since === undefined && until === undefined) return undefined;
  return {
    wakes: 0,
    saysNo: (asked) => {
      const { text } = asked.today;
      asked.a = since !== undefined && text < since ? 0 : 1;
      return asked.a === 0 || (until !== undefined && text > until);
    },
    no: (over) => ({ names: [id, over === 1 ? `until ${until}` : `from ${since} on`], source: { place } }),
  };
});

const agreement = ofRecipient(({ id, capacity, agreement: bound, place }) => {
  if (capacity === "authority") return undefined;
  const no = { names: [id], source: { place } };
  if (bound === undefined) return no;
  const { date, ends } = bound;
  return {
    wakes: 0,
    saysNo: ({ today }) => date > today.text || (ends !== undefined && ends < today.text),
    no: () => no,
  };
});

const forPurpose = ofRecipient(({ id, purposes, place }, { purpose }) =>
  purposes.includes(purpose.id) ? undefined : { names: [id, purpose.id], source: { place } },
);

const ofSubject = ofRecipient(({ id, of, place }, { people: { chosen, guessed } }) => {
  if (of.length === 0 || chosen.length === 0) return undefined;
  const others = chosen.flatMap((one) => (of.includes(one.id) ? [] : [one.id])).join(", ");
  const source = { place };
  if (guessed && others !== "") return { names: [id, `${others}, which this person could be`], source, doubt: "unknown-subject" };
  return chosen.some((one) => of.includes(one.id)) ? undefined : { names: [id, others], source };
});

const data = ofRecipient(({ id, place }, { shape }) =>
  firstOf(shape.data, (one) => (one.received === undefined ? { names: [id, one.id], source: { place } } : undefined)),
);

const form = ofRecipient(({ id, place }, { shape }) =>
  firstOf(shape.data, ({ id: kind, received = "any" }) =>
    satisfies(shape.form, received) ? undefined : { names: [id, kind, received, shape.form], source: { place } },
  ),
);

/** Shared by all plans, as whatever asks the same of everybody: what is touched often stays near. */
const lacksAnyConsent: Check["saysNo"] = (asked) => {
  asked.a = recipientConsent(asked);
  return asked.a !== 0;
};

/** The same, where laws say who is too young to agree alone: shared by plans whose laws have the same ages. */
const lacksConsent = (ground: Ground): Check["saysNo"] =>
  madeOf(
    childAgreesTo(ground) ?? notAChild,
    (isChilds) => (asked) => {
      if (lacksAnyConsent(asked)) return true;
      asked.a = OF_A_CHILD;
      return isChilds(asked);
    },
    CONSENTS,
  );

/** @source GDPR Art. 49(1)(a) */
const lacksExplicitConsent = (ground: Ground): Check["saysNo"] =>
  madeOf(lacksConsent(ground), (lacks) => (asked) => lacks(asked) || !isExplicitTo(asked), EXPLICIT_CONSENTS);

const notAChild: Check["saysNo"] = () => false;
type Made = WeakMap<Check["saysNo"], Check["saysNo"]>;
const CONSENTS: Made = new WeakMap();
const EXPLICIT_CONSENTS: Made = new WeakMap();

/** Of one check always the same other one. */
function madeOf(from: Check["saysNo"], make: (from: Check["saysNo"]) => Check["saysNo"], made: Made): Check["saysNo"] {
  const had = made.get(from) ?? make(from);
  made.set(from, had);
  return had;
}

const OF_A_CHILD = 3;
const WHY = [
  "",
  "the person was never asked, or has not answered",
  "it was withdrawn or refused",
  "no parent has agreed to it",
] as const;

/** Of everything that asks for the recipient's own consent the first is told: one consent answers for all. */
const consent = ofRecipient(({ id, kind, place }, ground) => {
  const { shape } = ground;
  const asking = shape.data.find(({ received, facts }) => {
    if (received === "consent") return true;
    return kind === "advertiser" && facts?.identifies === "direct" && !identifiesNobody(shape.form);
  });
  if (asking === undefined) return undefined;
  return {
    wakes: 0,
    saysNo: lacksConsent(ground),
    no: (why) => ({ names: [id, asking.id, WHY[why] ?? ""], source: { place } }),
  };
});

const enabler = ofRecipient(({ id, enabler: by, place }, { clients, shape }) => {
  if (by === undefined) return undefined;
  const bit = ENABLERS[by];
  const number = shape.recipientNumber;
  const isEnabled = (client: number) => ((clients.of(client)?.enabled.get(number) ?? 0) & bit) !== 0;
  return {
    wakes: 0,
    saysNo: (asked) => {
      const { words, person, browser } = asked;
      const own = entryOf(words, person, ENABLED, number);
      const other = entryOf(words, browser, ENABLED, number);
      const bits = (own === 0 ? 0 : word(words, own)) | (other === 0 ? 0 : word(words, other));
      if ((bits & bit) !== 0) return false;
      return by === "person" || everyClient(asked, isEnabled) !== 1;
    },
    no: () => ({ names: [id, by], source: { place } }),
  };
});

const occasion = ofRecipient(({ id, occasion: event, place }, { tables, shape }) => {
  if (event === undefined) return undefined;
  const number = tables.numbers.events.get(event) ?? -1;
  return {
    wakes: 0,
    saysNo: (asked) => !someOccasion(asked, number, shape.recipientNumber, isOpen),
    no: () => ({ names: [id, event], source: { place } }),
  };
});

const region = ofRecipient(({ id, regions, place }, { origins }) => {
  if (regions.length === 0) return undefined;
  const countries = new Set(regions.map(origins.numberOfCountry));
  return {
    wakes: 0,
    saysNo: (asked) => !livesIn(asked, countries),
    no: () => ({ names: [id, regions.join(", ")], source: { place } }),
  };
});

function livesIn({ words, person, browser, place }: Asked, countries: ReadonlySet<number>): boolean {
  if (!hasSection(words, person, RESIDENCES) && !hasSection(words, browser, RESIDENCES)) return countries.has(place);
  return livesOnlyIn(words, person, countries) && livesOnlyIn(words, browser, countries);
}

function livesOnlyIn(words: Int32Array, of: number, countries: ReadonlySet<number>): boolean {
  if (!hasSection(words, of, RESIDENCES)) return true;
  const end = endOf(words, of, RESIDENCES);
  for (let at = startOf(words, of, RESIDENCES); at < end; at++) if (!countries.has(word(words, at))) return false;
  return true;
}

const ownEnds = ofRecipient((recipient, ground) => {
  const { tables, purpose } = ground;
  const { id, kind, capacity, place } = recipient;
  const { never } = tables.program;
  const givesNothing = never.purposes.includes("sale") && never.purposes.includes("rental");
  const setGoing = recipient.enabler !== undefined || recipient.occasion !== undefined || kind === "client";
  if (!givesNothing || !OWN_ENDS.has(capacity)) return undefined;
  if (setGoing || purpose.group === "law") return undefined;
  return {
    wakes: 0,
    saysNo: lacksConsent(ground),
    no: () => ({ names: [id], source: { place } }),
  };
});

const transfer = ofRecipient(({ id, capacity, country, safeguard, place }, ground) => {
  const { tables, shape, laws } = ground;
  if (capacity === "authority" || identifiesNobody(shape.form)) return undefined;
  if (safeguard !== undefined && safeguard.kind !== "consent") return undefined;
  for (const law of laws) {
    const away = countriesAway(law, country, tables.program.organization.country);
    if (away.length === 0) continue;
    const no = { names: [id, away.join(", "), law], source: { place, law, article: useArticle(law, "transfer") } };
    if (safeguard === undefined) return no;
    return { wakes: 0, saysNo: lacksExplicitConsent(ground), no: () => no };
  }
  return undefined;
});

const isStale: Check["saysNo"] = ({ stale }) => stale;

const fresh: RuleOf = ({ purpose }) =>
  purpose.doubt === "deny" ? { wakes: 0, saysNo: isStale, no: () => ({ names: [], doubt: "stale" }) } : undefined;

/** These rows, by their names in the table. */
export const recipientRules = {
  "recipient-term": term,
  agreement,
  "recipient-purpose": forPurpose,
  "recipient-subject": ofSubject,
  "recipient-data": data,
  "recipient-form": form,
  "recipient-consent": consent,
  enabler,
  occasion,
  region,
  "own-ends": ownEnds,
  transfer,
  fresh,
} as const;
