// What a program says to people: the rules that a notice is drawn up from.

import type { LegalPeriod } from "../foundation/index.ts";
import type { PurposeGroup } from "../taxonomy/index.ts";
import type { Channel, DataForm, Law, SourcePlace } from "./base.ts";
import type { ExcludedWhy } from "./exclusions.ts";
import type { Name, Words } from "./words.ts";

/** A legal person that answers for data. */
export interface ControllerRule {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly address: string | undefined;
  readonly contact: string | undefined;
  readonly register: string | undefined;
}

/** Whose program it is. */
export interface OrganizationRule {
  readonly name: string;
  readonly country: string;
  readonly contact: string;
  readonly address: string | undefined;
  readonly phone: string | undefined;
  readonly url: string | undefined;
  readonly security: readonly string[];
  readonly officer: { readonly name: string; readonly email: string; readonly phone?: string } | undefined;
  readonly controllers: readonly ControllerRule[];
  /** The arrangement of joint controllers, in words. @source GDPR Art. 26(2) */
  readonly joint: Name | undefined;
  /** Who speaks for it where it is not established. @source GDPR Art. 27 */
  readonly representatives: readonly {
    readonly law: Law;
    readonly name: string;
    readonly address: string;
    readonly email: string;
  }[];
}

/** A product or site with its own notice. */
export interface ServiceRule {
  readonly id: string;
  readonly name: string;
  readonly about: Words | undefined;
  readonly urls: readonly string[];
  readonly languages: readonly string[];
  readonly laws: readonly Law[];
  /** Empty: all of the program. */
  readonly subjects: readonly string[];
  readonly contact: string | undefined;
  readonly controller: string | undefined;
  /** How its banner asks; false: it shows none. */
  readonly banner: BannerRule | false;
  /** Other notices that it points to, by the name that it gives them. */
  readonly links: Readonly<Record<string, string>>;
}

/** How a service asks before trackers run. */
export interface BannerRule {
  /** By law, where the program asks for more than the law does. */
  readonly choice: Readonly<Partial<Record<Law, "opt-in" | "opt-out" | "notice">>>;
  /** The page waits behind the banner until somebody answered. */
  readonly modal: boolean;
  /** How long an answer holds, a no as long as a yes. */
  readonly remember: LegalPeriod;
  /** Sites that may write records; those of `urls` where the program names none. */
  readonly origins: readonly string[];
}

/** A cookie, storage entry, pixel or tag. */
export interface TrackerRule {
  /** As the whole group writes it: its name in the browser, `*` for a part that varies. */
  readonly id: string;
  readonly name: string;
  readonly kind: "cookie" | "local-storage" | "session-storage" | "indexed-db" | "pixel" | "tag" | "fingerprint" | "sdk";
  readonly party: "first" | "third";
  readonly lasts: LegalPeriod | "session" | "forever";
  readonly purpose: string;
  readonly provider: string | undefined;
  readonly services: readonly string[];
  readonly domain: string | undefined;
  /** Patterns of the requests that it makes: `https://cdn.example/*`. */
  readonly loads: readonly string[];
  readonly in: "site" | "mail" | "app" | "download";
  readonly data: readonly string[];
  readonly about: Words | undefined;
  readonly place: SourcePlace;
}

/** A kind of people whom data is about. */
export interface SubjectRule {
  readonly label: string;
  readonly words: Words;
  readonly capacity: "controller" | "processor";
  readonly minor: boolean;
  /** Another notice covers them: its address. */
  readonly notice: string | undefined;
  /** The laws by which the notice leaves them out, each with why; whether that holds on a day is the law's to say. */
  readonly excluded: Readonly<Partial<Record<Law, ExcludedWhy>>>;
  readonly place: SourcePlace;
}

/** Data as something names it, and what the taxonomy calls that. */
export interface DataUse {
  /** As written: an id of the taxonomy, a branch, or an entry of `data`. */
  readonly named: string;
  /** The same as the whole group writes it, a branch without its `.*`. */
  readonly id: string;
  readonly categories: readonly string[];
  readonly form: DataForm;
}

/** Why data is used, and by what right. */
export interface PurposeRule {
  readonly id: string;
  readonly kind: string | undefined;
  readonly group: PurposeGroup | undefined;
  readonly label: string;
  /** Its label: the program's words, and the taxonomy's in the languages that the program does not speak. */
  readonly words: Words;
  readonly about: Words | undefined;
  /** Taxonomy ids. */
  readonly data: readonly string[];
  readonly uses: readonly DataUse[];
  readonly basis: Readonly<Partial<Record<Law, string>>> | "instruction" | undefined;
  /** The one word for every law, where the program names no law. */
  readonly basisAlone: string | undefined;
  readonly interest: Words | undefined;
  readonly duty: Name | undefined;
  /** Nothing that the person asked for can be had without it. */
  readonly essential: boolean;
  /** Whose data, in which form; none: of everybody. */
  readonly of: Readonly<Record<string, DataForm>>;
  readonly services: readonly string[];
  /** By which it reaches people: each can be refused by itself. None: by any. */
  readonly channels: readonly Channel[];
  /** What it is about, by id: each can be refused by itself. None: it has no parts of that sort. */
  readonly topics: Readonly<Record<string, Words>>;
  readonly stop: "none" | "object" | "final" | undefined;
  /** Never done for people under these laws. */
  readonly notUnder: readonly Law[];
  readonly otherwise: "nothing" | "anonymous";
  readonly automated:
    | {
        readonly effect: "legal" | "significant" | "none";
        readonly logic: Words;
        readonly safeguards: readonly ("human-review" | "own-view" | "contest")[];
      }
    | undefined;
  /** How long a consent to it lasts; absent: until it is withdrawn. */
  readonly lasts: LegalPeriod | undefined;
  /** A consent counts once it was confirmed. */
  readonly confirmed: boolean;
  /** It counts for exactly those texts that who wrote them approved, each by its hash. */
  readonly approves: boolean;
  /** What changes in the rows with such a text once its approval is taken back; absent: the application alone acts. */
  readonly withdrawn: WithdrawnRule | undefined;
  /** What is answered of somebody unknown, or by a state that is too old. */
  readonly doubt: "deny" | "allow";
  readonly place: SourcePlace;
}

/** Whoever receives data. */
export interface RecipientRule {
  readonly id: string;
  readonly name: string;
  readonly kind: string | undefined;
  readonly capacity: "processor" | "third-party" | "controller" | "joint" | "authority";
  readonly country: readonly string[];
  readonly url: string | undefined;
  /** Address of an opt-out of its own: shown beside ours, which is enough. */
  readonly optOut: string | undefined;
  readonly purposes: readonly string[];
  readonly services: readonly string[];
  /** Whose data; none: of everybody. */
  readonly of: readonly string[];
  readonly receives: readonly string[];
  readonly uses: readonly DataUse[];
  /** By what right data leaves for its country. */
  readonly safeguard:
    | {
        readonly kind: "adequacy" | "scc" | "bcr" | "consent" | "derogation";
        readonly document: string | undefined;
      }
    | undefined;
  /** The CCPA's words for what passes. @source Cal. Civ. Code 1798.140(ad), (ah) */
  readonly sale: boolean;
  readonly sharing: boolean;
  readonly rental: boolean;
  /** The occasion on which alone it receives anything. */
  readonly occasion: string | undefined;
  /** What people read of that occasion; absent where there is none. */
  readonly occasionWords: Words | undefined;
  /** Countries whose people alone it serves; none: anybody's. */
  readonly regions: readonly string[];
  readonly agreement: AgreementRule | undefined;
  /** Who has to switch it on first. */
  readonly enabler: "person" | "workspace" | "client" | undefined;
  readonly told:
    | { readonly by: "mail" | "webhook" | "store"; readonly to: string }
    | { readonly by: "impossible"; readonly because: string }
    | undefined;
  /** Stores that name it as `provider`: erased directly. */
  readonly stores: readonly string[];
  /** Whether it is in force (`since..until`) is asked with a date. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly place: SourcePlace;
}

/** What binds a recipient. @source GDPR Art. 28(3) */
export interface AgreementRule {
  readonly kind: "dpa" | "service-provider" | "third-party" | "joint" | "controller" | "terms";
  readonly date: string;
  readonly document: string;
  readonly ends: string | undefined;
}

/** An entry of `data` that says something of a category. */
export interface DataRule {
  readonly id: string;
  readonly categories: readonly string[];
  readonly label: Words | undefined;
  readonly about: Words | undefined;
  /** Kinds of source, where the program names them here. */
  readonly from: readonly string[];
  /** Taxonomy ids that it is worked out from. */
  readonly derived: readonly string[];
  /** The same as they are named in the whole group: own categories by their own names. */
  readonly derivedFrom: readonly string[];
  /** Taken and never kept. */
  readonly stored: boolean;
  /** The taxonomy's id above it, where it is a category of our own. */
  readonly below: string | undefined;
  /** The only purposes that it serves; absent: any that lists it. */
  readonly only: readonly string[] | undefined;
  /** Purposes that it never serves, whatever somebody agreed to. */
  readonly never: readonly string[];
  /** A provider's rules, known by name. */
  readonly limited: LimitedUse | undefined;
  /** Grounds on which alone it is passed on; absent: none is asked for. */
  readonly transfers: readonly TransferGround[] | undefined;
  /** The guarded act by which alone a human reads it. */
  readonly reading: string | undefined;
  /** What is worked out from it keeps these rules. */
  readonly follows: boolean;
  readonly place: SourcePlace;
}

/** A provider's limited-use rules. */
export type LimitedUse = "google-workspace";

/** Why limited data may be passed on. */
export type TransferGround = "feature" | "security" | "law" | "merger";

/** Something a human may do for a listed ground alone, on record. */
export interface GuardedRule {
  readonly id: string;
  readonly act: "read" | "link" | "export";
  /** Ids of data as the whole group writes them. */
  readonly data: readonly string[];
  /** `store/dataset`. */
  readonly datasets: readonly string[];
  readonly roles: readonly string[];
  readonly grounds: Readonly<Record<string, GroundRule>>;
  /** The person sees who looked, when and why. */
  readonly shown: boolean;
  readonly place: SourcePlace;
}

/** Why a guarded act may be done. */
export interface GroundRule {
  /** Named items, or all of them. */
  readonly of: "items" | "all";
  /** How long a permission lasts; absent: our own limit. */
  readonly lasts: LegalPeriod | undefined;
  /** In which form the data is shown. */
  readonly form: DataForm;
  /** The person agreed to it. */
  readonly agreed: boolean;
  readonly about: Words | undefined;
}

/** What takes a text off again whose approval is taken back. */
export interface WithdrawnRule {
  /** The column with the text. */
  readonly text: ColumnPlace;
  /** Columns of the same row, each with what stands there from then on. */
  readonly sets: Readonly<Record<string, string | number | boolean | null>>;
  readonly place: SourcePlace;
}

/** A column of a store. */
export interface ColumnPlace {
  readonly store: string;
  readonly dataset: string;
  readonly column: string;
}

/** Where data enters. */
export interface CollectionRule {
  readonly id: string;
  /** The kind of source. */
  readonly from: string;
  readonly at: readonly string[];
  readonly provider: string | undefined;
  readonly services: readonly string[];
  readonly of: readonly string[];
  readonly takes: readonly DataUse[];
  /** What must be given. @source GDPR Art. 13(2)(e) */
  readonly required: readonly DataUse[];
  /** What happens without it. */
  readonly without: Words | undefined;
  /** The only purposes that data taken here serves; absent: any that lists it. */
  readonly for: readonly string[] | undefined;
  /** Of a sign-in elsewhere: what each scope lets in. */
  readonly scopes: Readonly<Record<string, readonly DataUse[]>> | undefined;
  /** The point asks how old somebody is: by the laws alone, or also whether they are so many years old. */
  readonly age: "asked" | number | undefined;
  /** A version of the notice is stamped on what is taken here. */
  readonly stamped: boolean;
  /** Where rows say which notice was shown, which scopes were granted, and since when: for what is known already. */
  readonly kept: {
    readonly stamp: ColumnPlace | undefined;
    readonly granted: ColumnPlace | undefined;
    readonly since: ColumnPlace | undefined;
  };
  readonly place: SourcePlace;
}

/** How long: a span, and what it counts from (a column, or one of the format's words). */
export interface RetentionSpan {
  /** Absent: at once. */
  readonly period: LegalPeriod | undefined;
  readonly since: string;
}

/** A rule of how long data stays: at least (`keep`), at most (`after`), or in steps. */
export interface RetentionRule {
  readonly id: string;
  /** `store/dataset`, as the whole group writes them. */
  readonly datasets: readonly string[];
  /** Taxonomy ids that the rule names. */
  readonly data: readonly string[];
  readonly subjects: readonly string[];
  readonly laws: readonly Law[];
  readonly keep: RetentionSpan | undefined;
  readonly after: RetentionSpan | undefined;
  readonly steps: readonly {
    readonly after: LegalPeriod;
    readonly act: "drop" | "coarsen" | "aggregate" | "delete";
  }[];
  readonly because: { readonly exception: string; readonly law: Name } | undefined;
  readonly as: "whole" | "restricted" | "pseudonym" | undefined;
  /** What is left of it afterwards: `delete`, or a strategy's name. */
  readonly then: string;
  /** Purposes that may still use what is kept. */
  readonly purposes: readonly string[];
}
