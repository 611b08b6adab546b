// What the facts about somebody come to: all that a decision reads. Moments are milliseconds since 1970, UTC.
import type { Residence } from "../jurisdictions/index.ts";
import type { Channel } from "../program/index.ts";
import type { OptOut, RestrictionGround } from "./fact.ts";

/** The last choice about a purpose, or about a recipient. */
export interface Choice {
  readonly given: boolean;
  readonly at: number;
  readonly explicit: boolean;
  readonly confirmed: boolean;
  readonly by: "person" | "parent";
  /** The version of the notice that was in force then: a yes is to what it stated. Absent: it is not known. */
  readonly notice?: string | undefined;
  /** Of a yes where somebody was asked: out of what they were as a whole when they said it. For this purpose alone it ends that. */
  readonly despite?: readonly OptOut[];
  /** Of such a yes: they gave it by its own control with the signal of their browser in view, and it goes before that. */
  readonly againstSignal?: true;
}

/** Data that was taken. */
export interface Collected {
  readonly point: string;
  readonly categories: readonly string[];
  /** The version of the notice that was shown; absent: it is not known. */
  readonly notice: string | undefined;
  readonly at: number;
  /** The purposes that it was taken for, and no other, whatever its point is for since; absent: nothing bound it. */
  readonly for?: readonly string[] | undefined;
}

/** Category -> the categories that this person's data of it was worked out from. */
export type Derived = Readonly<Record<string, readonly string[]>>;

/** Something that happened and opens a recipient. */
export interface Occasion {
  readonly event: string;
  /** For this recipient alone; absent: for any that waits for the event. */
  readonly recipient: string | undefined;
  readonly at: number;
  readonly ends: number | undefined;
}

/** A part of a purpose that somebody refused apart from the rest of it: one of its channels, or one of its topics. */
export interface RefusedPart {
  readonly purpose: string;
  readonly channel?: Channel;
  readonly topic?: string;
  readonly at: number;
}

/** What somebody said last of a guarded act and one item of it, or all of them. */
export interface Agreement {
  readonly act: string;
  /** A keyed hash; absent: all items. */
  readonly item: string | undefined;
  readonly on: boolean;
  readonly at: number;
  /** Absent: as long as the ground lasts. */
  readonly until: number | undefined;
}

/** What somebody said last of one text that they wrote. */
export interface Approval {
  readonly purpose: string;
  /** The hash of exactly that text. */
  readonly content: string;
  readonly given: boolean;
  readonly at: number;
}

/** Of a person, or of a browser. */
export interface PersonState {
  /** Subject categories. */
  readonly as: readonly string[];
  /** Clients whose data it is. */
  readonly clients: readonly string[];
  /** What was said last, and what was shown last where it differs: both count. */
  readonly residences: readonly Residence[];
  /** `2012-02-29`. */
  readonly born: string | undefined;
  readonly minor: boolean;
  readonly consents: Readonly<Record<string, Choice>>;
  readonly recipientConsents: Readonly<Record<string, Choice>>;
  /** Purpose -> when it was objected to. */
  readonly objections: Readonly<Record<string, number>>;
  /** Channels and topics of purposes. A yes to the whole purpose ends none of these; one to the same part does. */
  readonly refusedParts: readonly RefusedPart[];
  /** Of a person: tracker -> when it was refused apart from its purpose. A later yes to the whole purpose ends it. */
  readonly refusedTrackers: Readonly<Record<string, number>>;
  readonly optOuts: readonly OptOut[];
  /** What was said last of each text that was to be approved. */
  readonly approvals: readonly Approval[];
  /** What was said last of each guarded act and item. */
  readonly agreements: readonly Agreement[];
  readonly restricted: { readonly ground: RestrictionGround; readonly at: number } | undefined;
  readonly parentStopped: boolean;
  readonly beingErased: boolean;
  readonly collected: readonly Collected[];
  readonly derived: Derived;
  /** Collection point -> the scopes that were granted there last. */
  readonly granted: Readonly<Record<string, readonly string[]>>;
  /** Recipient -> who switched it on. */
  readonly enabled: Readonly<Record<string, readonly ("person" | "workspace" | "client")[]>>;
  readonly occasions: readonly Occasion[];
  /** Browsers that are linked to the person. */
  readonly linked: readonly string[];
  /** Notices that were on the screen. */
  readonly shown: readonly string[];
}

/** Of a client. */
export interface ClientState {
  /** Purposes that it authorized. */
  readonly instructed: readonly string[];
  readonly enabled: Readonly<Record<string, readonly ("person" | "workspace" | "client")[]>>;
}

/** Nothing is known. */
export const NO_STATE: PersonState = {
  as: [],
  clients: [],
  residences: [],
  born: undefined,
  minor: false,
  consents: {},
  recipientConsents: {},
  objections: {},
  refusedParts: [],
  refusedTrackers: {},
  optOuts: [],
  approvals: [],
  agreements: [],
  restricted: undefined,
  parentStopped: false,
  beingErased: false,
  collected: [],
  derived: {},
  granted: {},
  enabled: {},
  occasions: [],
  linked: [],
  shown: [],
};

/** No instruction is known. */
export const NO_CLIENT: ClientState = { instructed: [], enabled: {} };
