// What a program says to people: the rules that a notice is drawn up from.
import type { PurposeGroup } from "../taxonomy/index.ts";
import type { DataForm, Law, LegalPeriod } from "./base.ts";
import type { Words } from "./words.ts";

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
  readonly joint: string | undefined;
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
  /** Other notices that it points to, by the name that it gives them. */
  readonly links: Readonly<Record<string, string>>;
}

/** A kind of people whom data is about. */
export interface SubjectRule {
  readonly label: string;
  readonly words: Words;
  readonly capacity: "controller" | "processor";
  readonly minor: boolean;
  /** Another notice covers them: its address. */
  readonly notice: string | undefined;
}

/** Data as something names it, and what the taxonomy calls that. */
export interface DataUse {
  /** As written: an id of the taxonomy, a branch, or an entry of `data`. */
  readonly named: string;
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
  readonly interest: Words | undefined;
  readonly duty: string | undefined;
  /** Whose data, in which form; none: of everybody. */
  readonly of: Readonly<Record<string, DataForm>>;
  readonly services: readonly string[];
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
}

/** Whoever receives data. */
export interface RecipientRule {
  readonly id: string;
  readonly name: string;
  readonly kind: string | undefined;
  readonly capacity: "processor" | "third-party" | "controller" | "joint" | "authority";
  readonly country: readonly string[];
  readonly url: string | undefined;
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
  /** Taken and never kept. */
  readonly stored: boolean;
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
  readonly because: { readonly exception: string; readonly law: string } | undefined;
  readonly as: "whole" | "restricted" | "pseudonym" | undefined;
  /** What is left of it afterwards: `delete`, or a strategy's name. */
  readonly then: string;
  /** Purposes that may still use what is kept. */
  readonly purposes: readonly string[];
}
