// A notice as data. A page puts it into words; nothing in it is made up, and what the program does not say is in `missing`.
import type { AnsweredRight, Authority } from "../jurisdictions/index.ts";
import type { RightWord } from "../laws/index.ts";
import type {
  ControllerRule,
  DataForm,
  ExcludedWhy,
  Law,
  LegalPeriod,
  Name,
  OrganizationRule,
  Program,
  RecipientRule,
  RetentionRule,
  Words,
} from "../program/index.ts";
import type { PurposeGroup } from "../taxonomy/index.ts";

/** Something with its id and its words. */
export interface Labeled {
  readonly id: string;
  readonly label: Words;
}

/** A kind of data. */
export interface NoticeCategory extends Labeled {
  /** Its branch of the taxonomy: `contact`. */
  readonly branch: string;
  /** @source GDPR Art. 9, 10 */
  readonly special: boolean;
  /** @source UU 27/2022 Pasal 4(2) */
  readonly specific: boolean;
  /** @source Cal. Civ. Code 1798.140(ae) */
  readonly sensitive: boolean;
}

/** Kinds of data that belong together: `contact`. */
export interface NoticeBranch extends Labeled {
  readonly categories: readonly NoticeCategory[];
}

/** Data as a purpose or a recipient uses it; `form` is less than `any` where it is hashed, pseudonymous, counted. */
export interface NoticeUse extends NoticeCategory {
  readonly form: DataForm;
}

/** A product or site. Ids are those of the notice's other lists. */
export interface NoticeService {
  readonly id: string;
  readonly name: string;
  readonly about: Words | undefined;
  readonly urls: readonly string[];
  readonly languages: readonly string[];
  readonly laws: readonly Law[];
  readonly contact: string | undefined;
  readonly controller: ControllerRule | undefined;
  readonly subjects: readonly string[];
  readonly purposes: readonly string[];
  readonly held: readonly NoticeBranch[];
  /** Other notices, by the name that the program gives them. */
  readonly links: Readonly<Record<string, string>>;
}

/** A kind of people. */
export interface NoticeSubject extends Labeled {
  /** `processor`: held for clients, who decide. */
  readonly capacity: "controller" | "processor";
  readonly minor: boolean;
  /** The address of another notice that covers them. */
  readonly notice: string | undefined;
  /** The laws that leave them out on the day of the notice; absent where none does. */
  readonly excluded?: readonly NoticeExclusion[];
}

/** That a law leaves some people out, by its article; or that another notice covers them under it. */
export interface NoticeExclusion {
  readonly law: Law;
  readonly why: ExcludedWhy;
  /** Absent where another notice covers them. */
  readonly article?: string;
}

/** By what right a purpose is done, under one law. */
export interface NoticeBasis {
  readonly law: Law;
  readonly basis: string;
  /** Absent where the law asks for no basis, or has none of this kind. */
  readonly article: string | undefined;
}

/** What a person can do against a purpose: nothing, object, withdraw consent, or say no once and for all. */
export type NoticeStop = "none" | "object" | "withdraw" | "final";

/** Why data is used. */
export interface NoticePurpose extends Labeled {
  readonly kind: string | undefined;
  readonly about: Words | undefined;
  readonly data: readonly NoticeUse[];
  readonly bases: readonly NoticeBasis[];
  /** Done on the instruction of clients, and on no basis of its own. */
  readonly instructed: boolean;
  readonly interest: Words | undefined;
  readonly duty: Name | undefined;
  readonly stop: NoticeStop;
  /** Whose data, in which form; empty: of everybody. */
  readonly subjects: readonly { readonly id: string; readonly form: DataForm }[];
  readonly services: readonly string[];
  readonly recipients: readonly string[];
  readonly notUnder: readonly Law[];
  /** What goes on for whoever said no. */
  readonly otherwise: "nothing" | "anonymous";
}

/** Purposes under one heading. */
export interface NoticePurposeGroup {
  readonly group: PurposeGroup | "other";
  readonly label: Words;
  readonly purposes: readonly NoticePurpose[];
}

/** Whoever receives data on the notice's day. */
export interface NoticeRecipient {
  readonly id: string;
  readonly name: string;
  readonly kind: Labeled | undefined;
  readonly capacity: RecipientRule["capacity"];
  readonly country: readonly string[];
  readonly url: string | undefined;
  readonly purposes: readonly string[];
  readonly subjects: readonly string[];
  readonly data: readonly NoticeUse[];
  readonly safeguard: RecipientRule["safeguard"];
  readonly sale: boolean;
  readonly sharing: boolean;
  readonly rental: boolean;
  readonly occasion: Words | undefined;
  readonly enabler: RecipientRule["enabler"];
  readonly since: string | undefined;
}

/** How long data stays, by one rule. */
export interface NoticeRetention {
  readonly id: string;
  /** What it is about: data named, or what lies in the datasets, or about the people, that the rule names. */
  readonly data: readonly NoticeCategory[];
  readonly datasets: readonly { readonly store: string; readonly name: string; readonly about: Words | undefined }[];
  readonly subjects: readonly string[];
  /** At least so long, against an erasure, for the reason beside it. */
  readonly keep: RetentionRule["keep"];
  /** At most so long. */
  readonly after: RetentionRule["after"];
  readonly steps: RetentionRule["steps"];
  readonly because: RetentionRule["because"];
  readonly as: RetentionRule["as"];
  /** What becomes of it then: `delete`, or a strategy's name. */
  readonly afterwards: string;
  readonly laws: readonly Law[];
  readonly purposes: readonly string[];
  /** False where nothing carries the rule out yet. */
  readonly runs: boolean;
}

/** Data that nobody gave: worked out. */
export interface NoticeInference {
  readonly data: NoticeCategory;
  /** Out of what, where the program says it. */
  readonly from: readonly NoticeCategory[];
  readonly purposes: readonly string[];
}

/** Where data comes from. */
export interface NoticeSource {
  readonly kind: Labeled;
  /** Not from the person. @source GDPR Art. 14 */
  readonly indirect: boolean;
  readonly data: readonly NoticeCategory[];
  /** Pages, forms, events. */
  readonly at: readonly string[];
  /** Recipients that send it. */
  readonly providers: readonly string[];
}

/** What must be given, and what happens without. @source GDPR Art. 13(2)(e) */
export interface NoticeRequirement {
  readonly point: string;
  readonly at: readonly string[];
  readonly data: readonly NoticeCategory[];
  readonly without: Words | undefined;
}

/** A decision by machine. @source GDPR Art. 22 */
export interface NoticeDecision {
  readonly purpose: string;
  readonly effect: "legal" | "significant" | "none";
  readonly logic: Words;
  readonly safeguards: readonly ("human-review" | "own-view" | "contest")[];
}

/** A right under one law. */
export interface NoticeRight {
  readonly law: Law;
  readonly state: string | undefined;
  readonly right: RightWord;
  readonly of: "parent" | undefined;
  readonly article: string;
  readonly verified: boolean;
  /** The purposes that it is about; absent: all data. An empty list: nothing here calls for it. */
  readonly purposes: readonly string[] | undefined;
}

/** By when a law wants a request answered. */
export interface NoticeAnswer {
  readonly law: Law;
  readonly state: string | undefined;
  readonly rights: readonly AnsweredRight[];
  readonly period: LegalPeriod;
  readonly article: string;
  readonly verified: boolean;
}

/** Where one complains, under one law: none known, one, or those of a federation's parts. */
export interface NoticeAuthority {
  readonly law: Law;
  readonly authorities: readonly Authority[];
}

/** Something that a notice should say and the program does not. */
export interface Missing {
  readonly what:
    | "address"
    | "officer"
    | "representative"
    | "purposes"
    | "data"
    | "basis"
    | "safeguard"
    | "retention"
    | "authority"
    | "required"
    | "automated"
    | "sources"
    | "sale"
    | "translation";
  /** What it is missing of: categories, purposes, recipients, or places of the program. */
  readonly of: readonly string[];
  readonly law: Law | undefined;
  readonly language: string | undefined;
  /** Which article asks for it. */
  readonly article: string | undefined;
}

/** What a notice says; its hash is its version. */
export interface NoticeContent {
  readonly languages: readonly string[];
  readonly laws: readonly Law[];
  readonly organization: OrganizationRule;
  readonly ways: Program["ways"];
  readonly services: readonly NoticeService[];
  readonly subjects: readonly NoticeSubject[];
  /** What is held, by branch. */
  readonly held: readonly NoticeBranch[];
  /** Taken, used and not kept. */
  readonly notKept: readonly NoticeCategory[];
  readonly purposes: readonly NoticePurposeGroup[];
  readonly never: { readonly purposes: readonly Labeled[]; readonly data: readonly NoticeBranch[] };
  readonly recipients: readonly NoticeRecipient[];
  readonly retention: readonly NoticeRetention[];
  /** How long copies in backups live, longest last. */
  readonly backups: readonly LegalPeriod[];
  readonly inferred: readonly NoticeInference[];
  readonly sources: readonly NoticeSource[];
  readonly required: readonly NoticeRequirement[];
  readonly automated: { readonly said: "never" | "done" | "nothing"; readonly decisions: readonly NoticeDecision[] };
  /** Whose data is held for clients, and what these instruct; absent: nobody's. */
  readonly clients: Pick<NonNullable<Program["clients"]>, "of" | "purposes"> | undefined;
  readonly minors: Program["minors"];
  readonly rights: readonly NoticeRight[];
  readonly answers: readonly NoticeAnswer[];
  readonly authorities: readonly NoticeAuthority[];
  readonly missing: readonly Missing[];
}

/** A notice as it stands on a day. */
export interface Notice extends NoticeContent {
  /** SHA-256 of all that it says, in hex: its version. Neither the day nor a change of what no notice tells alters it. */
  readonly hash: string;
  /** The hash of the program that it was drawn up from. */
  readonly program: string;
  /** The day whose recipients, rights and rules it names. */
  readonly on: string;
}
