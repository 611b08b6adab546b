// A choice in the words in which others read records of consent.
import type { Known } from "../decisions/index.ts";
import { countingChoices, countingParts, type Fact } from "../facts/index.ts";
import { dayOf } from "../jurisdictions/index.ts";
import { lawBook } from "../laws/index.ts";
import { type Law, type Program, type PurposeRule, wordsIn } from "../program/index.ts";
import { basesOf, restsOnConsent } from "./bases.ts";
import { trackersOf } from "./choices-of.ts";
import { choiceAbout } from "./regime.ts";
import type { AskedThen } from "./shown-text.ts";

/** A choice, with what came before it: a no to what somebody had said yes to is a withdrawal. */
export interface ChoiceMade {
  readonly choice: Extract<Fact, { kind: "chose" }>;
  readonly earlier: readonly Extract<Fact, { kind: "chose" }>[];
  /** What versions of the notice stated: the data is that of the day of the choice. */
  readonly notices: Known["notices"];
  /** The version of the notice in force: of a choice under another one it is not known who received what then. Absent: that of the choice. */
  readonly inForce?: string;
  /** What the text on the screen asked of each purpose; of what it does not name, and without one, the program of today says it. */
  readonly asked?: ReadonlyMap<string, AskedThen>;
}

/**
 * The record of a choice as JSON-LD, by the profile of the Data Privacy Vocabulary for consent records. Of whom it is, it does
 * not say: it is given to nobody else.
 *
 * @source ISO/IEC TS 27560:2023, 6.3
 * @source W3C DPVCG, Consent Records and Receipts as per ISO/IEC TS 27560:2023 using DPV, 2024-08-01
 */
export function consentRecord(program: Program, made: ChoiceMade): Readonly<Record<string, unknown>> {
  const { choice } = made;
  const { organization } = program;
  const processes = Object.entries(choice.choices).map(([id, yes]) => processOf(program, { id, yes, ...made }));
  return {
    "@context": { dpv: "https://w3id.org/dpv#", dct: "http://purl.org/dc/terms/" },
    "@type": "dpv:ConsentRecord",
    "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record",
    "dct:identifier": choice.id,
    "dct:created": choice.at,
    "dpv:hasDataSubject": { "@type": "dpv:DataSubject" },
    "dpv:hasDataController": {
      "@type": "dpv:DataController",
      "dpv:hasName": organization.name,
      "dpv:hasContact": organization.contact,
    },
    ...(choice.laws === undefined ? {} : { "dpv:hasApplicableLaw": choice.laws.map(lawName) }),
    ...(choice.notice === undefined && choice.shown === undefined ? {} : { "dpv:hasNotice": noticeOf(choice) }),
    "dpv:hasProcess": [...processes, ...partsOf(program, choice), ...singleOf(program, choice), ...wholesOf(choice)],
  };
}

const lawName = (law: string): string => lawBook.find(({ id }) => id === law)?.name.en ?? law;

/** `dct:hasVersion` is the notice that was in force; `dct:identifier` the hash of what was on the screen. */
const noticeOf = ({ notice, shown, language }: ChoiceMade["choice"]) => ({
  "@type": "dpv:ConsentNotice",
  ...(shown === undefined ? {} : { "dct:identifier": shown }),
  ...(notice === undefined ? {} : { "dct:hasVersion": notice }),
  ...(language === undefined ? {} : { "dct:language": language }),
});

/** Single channels and topics: what is refused is a part of what the purpose does, whatever that rests on. */
const partsOf = (program: Program, choice: ChoiceMade["choice"]) =>
  countingParts(choice).map(({ purpose: id, part, yes }) => ({
    "@type": "dpv:Process",
    "dpv:hasPurpose": purposeNamed(program, id),
    "dct:description": "channel" in part ? `by ${part.channel}` : `about ${part.topic}`,
    ...objection(choice, yes),
  }));

/** Trackers that were answered by themselves: each is a part of what its purpose does. */
const singleOf = (program: Program, choice: ChoiceMade["choice"]) =>
  Object.entries(choice.trackers ?? {}).map(([id, yes]) => {
    const tracker = Object.hasOwn(program.trackers, id) ? program.trackers[id] : undefined;
    return {
      "@type": "dpv:Process",
      ...(tracker === undefined ? {} : { "dpv:hasPurpose": purposeNamed(program, tracker.purpose) }),
      "dct:description": `tracker ${tracker?.name ?? id}`,
      ...objection(choice, yes),
    };
  });

/** Sale, sharing and what else is opted out of as a whole; by the browser's signal where it sent one. */
const wholesOf = (choice: ChoiceMade["choice"]) =>
  Object.entries(choice.optOuts ?? {}).map(([of, on]) => ({
    "@type": "dpv:Process",
    "dct:description": choice.gpc === true ? `${of}, with Global Privacy Control on` : of,
    ...objection(choice, !on),
  }));

const objection = (choice: ChoiceMade["choice"], yes: boolean) => ({
  "dpv:hasStatus": {
    ...{ "@type": "dpv:Status", "dct:description": yes ? "not objected to" : "objected to" },
    ...indicated(choice),
  },
});

const purposeNamed = ({ purposes }: Program, id: string) => {
  const purpose = Object.hasOwn(purposes, id) ? purposes[id] : undefined;
  return {
    "@type": "dpv:Purpose",
    "dct:identifier": id,
    // A purpose that the program has no more is still named by its id.
    ...(purpose === undefined ? {} : { "dct:title": wordsIn(purpose.words, "en") }),
  };
};

const indicated = ({ at, how }: ChoiceMade["choice"]) => ({
  "dpv:isIndicatedBy": "dpv:DataSubject",
  "dpv:isIndicatedAtTime": at,
  "dpv:hasIndicationMethod": how,
});

type Answer = ChoiceMade & { readonly id: string; readonly yes: boolean };

function processOf(program: Program, at: Answer) {
  const { id, choice, inForce = choice.notice } = at;
  const purpose = Object.hasOwn(program.purposes, id) ? program.purposes[id] : undefined;
  const receivers = Object.values(program.recipients).filter((one) => choice.notice === inForce && one.purposes.includes(id));
  return {
    "@type": "dpv:Process",
    "dpv:hasPurpose": purposeNamed(program, id),
    ...dataThen(at),
    ...(receivers.length === 0 ? {} : { "dpv:hasRecipient": receivers.map(({ name }) => name) }),
    ...answered(program, purpose, at),
  };
}

/** The data that the notice of the choice stated; where that is not known, none is named. */
function dataThen({ id, choice, notices }: Answer): { readonly "dpv:hasPersonalData"?: readonly string[] } {
  const stated = Object.hasOwn(notices, choice.notice ?? "") ? notices[choice.notice ?? ""] : undefined;
  const data = stated && Object.hasOwn(stated.purposes, id) ? stated.purposes[id] : undefined;
  return data === undefined ? {} : { "dpv:hasPersonalData": data };
}

/** The answer: a consent where one is asked for; elsewhere whether they object, and on what it rests instead. */
function answered(program: Program, purpose: PurposeRule | undefined, at: Answer): Readonly<Record<string, unknown>> {
  const { id, choice, yes } = at;
  const asked = at.asked?.get(id);
  // Of a purpose that the program has no more it is not known; a record of consent says of it what it always said.
  if (asked?.consent ?? (purpose === undefined || asksConsent(program, purpose, choice)))
    return { "dpv:hasConsentStatus": { "@type": statusOf(at), ...indicated(choice) } };
  const today = purpose === undefined ? [] : basesOf(purpose, lawsOf(program, choice));
  const bases = [...new Set(asked?.bases ?? today)].filter((basis) => !CONSENTS.has(basis));
  const type = bases.includes("legitimate-interest") ? `dpv:LegitimateInterest${yes ? "NotObjected" : "Objected"}` : "dpv:Status";
  const said = yes ? "not objected to" : "objected to";
  return {
    ...(bases.length > 0 && {
      "dpv:hasLegalBasis": bases.map((basis) => TERMS[basis] ?? { "@type": "dpv:LegalBasis", "dct:title": basis }),
    }),
    "dpv:hasStatus": { "@type": type, "dct:description": said, ...indicated(choice) },
  };
}

/** Of what was no consent for certain it is not said. */
const CONSENTS: ReadonlySet<string> = new Set(["consent", "explicit-consent"]);

/** What a basis is called there; one that has no term goes by its own word. */
const TERMS: Readonly<Record<string, string>> = {
  contract: "dpv:Contract",
  "legal-duty": "dpv:LegalObligation",
  "vital-interest": "dpv:VitalInterest",
  "public-task": "dpv:PublicInterest",
  "legitimate-interest": "dpv:LegitimateInterest",
};

/** By which it was asked; where that is not known, all of the program's. */
const lawsOf = ({ laws }: Program, choice: Answer["choice"]): readonly Law[] =>
  choice.laws === undefined ? laws : laws.filter((law) => choice.laws?.includes(law));

/** A purpose that rests on consent; or one that a banner asked for since the law of devices wants a yes. */
function asksConsent(program: Program, purpose: PurposeRule, choice: Answer["choice"]): boolean {
  const laws = lawsOf(program, choice);
  // Where it is not known by which law they were asked, only what rests on consent under each of them was one for certain.
  const isKnown = choice.laws !== undefined || laws.length === 0;
  if (isKnown ? restsOnConsent(purpose, laws) : laws.every((law) => restsOnConsent(purpose, [law]))) return true;
  if (!ON_SCREEN.has(choice.how)) return false;
  return Object.values(program.services).some((service) => {
    const trackers = trackersOf(program, service.id).filter((one) => one.purpose === purpose.id);
    const own = laws.filter((law) => service.laws.includes(law));
    const asked = { program, service, purpose, trackers, laws: own, day: dayOf(choice.at, program.zone) };
    return trackers.length > 0 && choiceAbout(asked).choice === "opt-in";
  });
}

const ON_SCREEN: ReadonlySet<string> = new Set(["accept-all", "refuse-all", "choose", "api"]);

/** A yes to what was not on the screen was sent, and is no consent. */
function statusOf({ id, yes, choice, earlier }: Answer): string {
  if (yes) return countingChoices(choice).some(([purpose]) => purpose === id) ? "dpv:ConsentGiven" : "dpv:ConsentInvalidated";
  return hadSaidYes(id, earlier) ? "dpv:ConsentWithdrawn" : "dpv:ConsentRefused";
}

const hadSaidYes = (id: string, earlier: ChoiceMade["earlier"]): boolean =>
  earlier.flatMap(countingChoices).findLast(([purpose]) => purpose === id)?.[1] === true;
