// What each kind of fact changes in what is known of somebody.
import { ageOn, dayOf, ownYesFrom, type Residence } from "../jurisdictions/index.ts";
import type { Program } from "../program/index.ts";
import type { Fact, FactKind, OptOut, RestrictionGround } from "./fact.ts";
import type { Agreement, Approval, Choice, Collected, Occasion, RefusedPart } from "./state.ts";
import type { AnsweredHere } from "./told-in-order.ts";

/** What a program says that facts leave out; and from which age on somebody's own yes counts, on whose days. */
export type FactGround = Pick<Program, "collection" | "laws" | "minors" | "zone">;

/** What is known so far. */
export interface Draft {
  as: Set<string>;
  clients: Set<string>;
  residences: Map<string, Residence>;
  born: string | undefined;
  minor: boolean;
  consents: Map<string, Choice>;
  recipientConsents: Map<string, Choice>;
  objections: Map<string, number>;
  refusedParts: Map<string, RefusedPart>;
  refusedTrackers: Map<string, number>;
  optOuts: Set<OptOut>;
  approvals: Map<string, Approval>;
  agreements: Map<string, Agreement>;
  /** Ground -> when it was told last: each is lifted by itself. */
  restricted: Map<RestrictionGround, number>;
  parentStopped: boolean;
  beingErased: boolean;
  collected: Collected[];
  derived: Map<string, Set<string>>;
  granted: Map<string, readonly string[]>;
  enabled: Map<string, Set<"person" | "workspace" | "client">>;
  occasions: Occasion[];
  linked: Set<string>;
  shown: Set<string>;
}

/** Nothing is known yet. */
export const emptyDraft = (): Draft => ({
  as: new Set(),
  clients: new Set(),
  residences: new Map(),
  born: undefined,
  minor: false,
  consents: new Map(),
  recipientConsents: new Map(),
  objections: new Map(),
  refusedParts: new Map(),
  refusedTrackers: new Map(),
  optOuts: new Set(),
  approvals: new Map(),
  agreements: new Map(),
  restricted: new Map(),
  parentStopped: false,
  beingErased: false,
  collected: [],
  derived: new Map(),
  granted: new Map(),
  enabled: new Map(),
  occasions: [],
  linked: new Set(),
  shown: new Set(),
});

const ADULT = 18;

/** Told after a day that makes an adult of them, it doubts that day: they count as a minor until one is told anew. */
function callMinor(draft: Draft, is: boolean, at: number): void {
  draft.minor = is;
  if (is && draft.born !== undefined && isAdult(draft.born, at)) draft.born = undefined;
}

const isAdult = (born: string, at: number): boolean =>
  `${Number(born.slice(0, 4)) + ADULT}${born.slice(4)}` <= new Date(at).toISOString().slice(0, 10);

type Take<K extends FactKind> = (draft: Draft, fact: Extract<Fact, { kind: K }>, at: number, program: FactGround) => void;

const nothing = (): void => undefined;

/** What each kind of fact changes. */
const TAKES: { readonly [K in FactKind]: Take<K> } = {
  collected: (draft, fact, at, program) => collect(program, draft, fact, at),
  shown: ({ shown }, { notice }) => shown.add(notice),
  granted: ({ granted }, { point, scopes }) => granted.set(point, [...scopes].sort()),
  enabled: ({ enabled }, fact) => enable(enabled, fact),
  occasion: ({ occasions }, fact, at) => occasions.push(occasionOf(fact, at)),
  resides: ({ residences }, { evidence, country, region }) => residences.set(evidence, { country, region }),
  born: (draft, { day }) => {
    draft.born = day;
  },
  minor: (draft, { is }, at) => callMinor(draft, is, at),
  linked: ({ linked }, { to, on }) => toggle(linked, to, on),
  derived: ({ derived }, fact) => derive(derived, fact),
  consented: choose,
  objected: object,
  approved: approve,
  agreed: ({ agreements }, fact, at) => agree(agreements, fact, at),
  "opted-out": optOut,
  restricted: ({ restricted }, fact, at) => restrict(restricted, fact, at),
  "parent-stopped": (draft, { on }) => {
    draft.parentStopped = on;
  },
  "being-erased": (draft, { on }) => {
    draft.beingErased = on;
  },
  // What else it said stands apart by now.
  chose: refuseTrackers,
  // About a client, or gone with what it takes back.
  instructed: nothing,
  retracted: nothing,
};

/** Takes the next fact into account. */
export const takeFact = <K extends FactKind>(program: FactGround, draft: Draft, fact: Extract<Fact, { kind: K }>): void =>
  (TAKES[fact.kind] as Take<K>)(draft, fact, Date.parse(fact.at), program);

function refuseTrackers({ refusedTrackers }: Draft, { trackers = {} }: Extract<Fact, { kind: "chose" }>, at: number): void {
  for (const [id, yes] of Object.entries(trackers))
    if (yes) refusedTrackers.delete(id);
    else refusedTrackers.set(id, at);
}

function occasionOf({ event, recipient, ends }: Extract<Fact, { kind: "occasion" }>, at: number): Occasion {
  return { event, recipient, at, ends: ends === undefined ? undefined : Date.parse(ends) };
}

function object(draft: Draft, fact: Extract<Fact, { kind: "objected" }>, at: number): void {
  const { purpose, channel, topic, on } = fact;
  if (channel !== undefined || topic !== undefined) {
    objectToPart(draft, fact, at);
    return;
  }
  draft.objections.delete(purpose);
  if (!on) return;
  draft.objections.set(purpose, at);
  takeBackAll(draft.approvals, purpose, at);
}

/** A no to one part leaves the rest as it was, the texts that were approved among it. */
function objectToPart(
  { refusedParts }: Draft,
  { purpose, channel, topic, on }: Extract<Fact, { kind: "objected" }>,
  at: number,
): void {
  const key = JSON.stringify([purpose, channel ?? null, topic ?? null]);
  refusedParts.delete(key);
  const part = { ...(channel === undefined ? {} : { channel }), ...(topic === undefined ? {} : { topic }) };
  if (on) refusedParts.set(key, { purpose, ...part, at });
}

/** Told again it begins again: what was agreed to before counts no more. */
function restrict(restricted: Draft["restricted"], { ground, on }: Extract<Fact, { kind: "restricted" }>, at: number): void {
  restricted.delete(ground);
  if (on) restricted.set(ground, at);
}

function collect(program: FactGround, draft: Draft, fact: Extract<Fact, { kind: "collected" }>, at: number): void {
  const { point, categories, notice } = fact;
  const bound = fact.for === undefined ? {} : { for: fact.for.toSorted() };
  draft.collected.push({ point, categories: [...categories].sort(), notice, at, ...bound });
  const of = Object.hasOwn(program.collection, point) ? (program.collection[point]?.of ?? []) : [];
  const as = fact.as ?? (of.length === 1 ? of[0] : undefined);
  if (as !== undefined) draft.as.add(as);
  if (fact.of !== undefined) draft.clients.add(fact.of);
}

/** What was worked out from one thing and then from another keeps the rules of both. */
function derive(derived: Draft["derived"], { category, from }: Extract<Fact, { kind: "derived" }>): void {
  derived.set(category, new Set([...(derived.get(category) ?? []), ...from]));
}

function choose(draft: Draft, fact: Extract<Fact, { kind: "consented" }> & AnsweredHere, at: number, program: FactGround): void {
  const { given, explicit = false, confirmed = false, by = "person", notice } = fact;
  if (given && by === "person" && agreedByParent(draft, fact) && isChild(program, draft, at)) return;
  const despite = given && fact.purpose !== undefined ? despiteOf(draft, fact, fact.purpose) : [];
  const more = {
    ...(despite.length === 0 ? {} : { despite }),
    ...(given && fact.againstSignal ? { againstSignal: true as const } : {}),
    ...(notice === undefined ? {} : { notice }),
  };
  const choice: Choice = { given, at, explicit, confirmed, by, ...more };
  if (fact.to !== undefined) draft.recipientConsents.set(fact.to, choice);
  else if (fact.purpose !== undefined) draft.consents.set(fact.purpose, choice);
  if (fact.to === undefined && fact.purpose !== undefined && !given) takeBackAll(draft.approvals, fact.purpose, at);
}

/** Too young to agree alone by some law of the program. Who was merely called a minor may be of any age. */
const isChild = (program: FactGround, { born, minor }: Draft, at: number): boolean =>
  born === undefined ? minor : ageOn(born, dayOf(new Date(at).toISOString(), program.zone)) < ownYesFrom(program);

/** A child's own yes adds nothing to a parent's, and takes nothing from it. @source GDPR Art. 8(1) */
function agreedByParent(
  { consents, recipientConsents }: Draft,
  { purpose, to }: Pick<Extract<Fact, { kind: "consented" }>, "purpose" | "to">,
): boolean {
  const had = to === undefined ? consents.get(purpose ?? "") : recipientConsents.get(to);
  return had?.given === true && had.by === "parent";
}

/** What a purpose can be opted out of as a whole, and into again by itself. */
const SOLD_OR_SHARED: readonly OptOut[] = ["sale", "sharing"];

/** An answer of theirs to a question about this purpose says so itself; what an application tells later leaves it as it is. */
const despiteOf = ({ optOuts, consents }: Draft, { answered }: AnsweredHere, purpose: string): readonly OptOut[] =>
  answered === true ? SOLD_OR_SHARED.filter((of) => optOuts.has(of)) : (consents.get(purpose)?.despite ?? []);

/** Told anew it goes before every yes of until then, but for one that was given against the very signal that tells it. */
function optOut({ optOuts, consents }: Draft, { of, on }: Extract<Fact, { kind: "opted-out" }>, at: number): void {
  toggle(optOuts, of, on);
  if (!SOLD_OR_SHARED.includes(of)) return;
  for (const [purpose, { despite = [], againstSignal, ...choice }] of consents) {
    if (!despite.includes(of) && againstSignal === undefined) continue;
    const isAgainst = againstSignal === true && choice.at === at;
    const left = despite.filter((one) => one !== of);
    const now = on && isAgainst ? [...left, of] : left;
    consents.set(purpose, {
      ...choice,
      ...(now.length === 0 ? {} : { despite: now }),
      ...(againstSignal === true && (!on || isAgainst) ? { againstSignal } : {}),
    });
  }
}

/** A no to the purpose is one to every text of before; a yes that comes after it brings none of them back. */
function takeBackAll(approvals: Draft["approvals"], purpose: string, at: number): void {
  for (const [key, one] of approvals) if (one.purpose === purpose && one.given) approvals.set(key, { ...one, given: false, at });
}

/** The last word on one text. A yes to it comes after a no to the purpose, and takes back nothing else of that no. */
function approve(draft: Draft, { purpose, content, given }: Extract<Fact, { kind: "approved" }>, at: number): void {
  const key = JSON.stringify([purpose, content]);
  // Taken out first, so that the order is that in which it was said.
  draft.approvals.delete(key);
  draft.approvals.set(key, { purpose, content, given, at });
  if (!given) return;
  draft.objections.delete(purpose);
  if (draft.consents.get(purpose)?.given === false) draft.consents.delete(purpose);
}

/** What was said last of an item holds; of all of them, it holds for those that were named before, too, where it takes back. */
function agree(agreements: Draft["agreements"], fact: Extract<Fact, { kind: "agreed" }>, at: number): void {
  const { act, on, items } = fact;
  const until = fact.until === undefined ? undefined : Date.parse(fact.until);
  if (items === undefined && !on) for (const [key, one] of agreements) if (one.act === act) agreements.delete(key);
  for (const item of items ?? [undefined]) {
    const key = JSON.stringify([act, item ?? null]);
    // Taken out first, so that the order is that in which it was said.
    agreements.delete(key);
    agreements.set(key, { act, item, on, at, until });
  }
}

export function enable(enabled: Draft["enabled"], fact: Extract<Fact, { kind: "enabled" }>): void {
  const by = enabled.get(fact.recipient) ?? new Set();
  toggle(by, fact.by, fact.on);
  if (by.size > 0) enabled.set(fact.recipient, by);
  else enabled.delete(fact.recipient);
}

export function toggle<T>(set: Set<T>, item: T, on: boolean): void {
  if (on) set.add(item);
  else set.delete(item);
}
