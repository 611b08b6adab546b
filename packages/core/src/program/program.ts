// What compiling a program gives: the shape that everything else reads. Immutable, with every reference resolved.
import type { LegalPeriod } from "../foundation/index.ts";
import type { Law, SourcePlace } from "./base.ts";
import type {
  CollectionRule,
  DataRule,
  GuardedRule,
  OrganizationRule,
  PurposeRule,
  RecipientRule,
  RetentionRule,
  ServiceRule,
  SubjectRule,
  TrackerRule,
} from "./rules.ts";
import type { Name, Words } from "./words.ts";

export type { LegalPeriod } from "../foundation/index.ts";
export type { Law, SourcePlace } from "./base.ts";
export type { PurposeRule, RecipientRule } from "./rules.ts";

/** What a link makes of the row that points, for the person behind its target. */
export type LinkKind = "owned" | "shared" | "mentions";

/** What an erasure does to a field of a row that stays. `keep` leaves it. */
export type Strategy =
  | { readonly kind: "delete" | "keep" | "clear" | "pseudonym" | "redact" | "restrict" }
  | { readonly kind: "constant"; readonly value: string | number | boolean }
  | { readonly kind: "generalize"; readonly to: string }
  | { readonly kind: "truncate"; readonly length: number };

/**
 * How a column holds values, where its value is not one itself: JSON (or an array) with the values at `path`, arrays on
 * the way entered; a text with a delimiter; a list in YAML; mail addresses in a header.
 */
export type Within =
  | { readonly kind: "json"; readonly path: readonly string[] }
  | { readonly kind: "list"; readonly split: string }
  | { readonly kind: "yaml" }
  | { readonly kind: "addresses" };

/** As what two columns of different types are compared. */
export type ComparedAs = "text" | "number" | "uuid";

/** Columns and the values that they may have; all must hold. */
export type Where = Readonly<Record<string, readonly (string | number | boolean)[]>>;

export interface FieldRule {
  /** The column. A path into a JSON column has its first part here and the rest in `path`. */
  readonly column: string;
  readonly path: readonly string[];
  /** Taxonomy ids (own categories resolved to themselves); empty: declared not personal (`none`). */
  readonly categories: readonly string[];
  /** True where the value is free text or JSON that *contains* such data (`holds`). */
  readonly free: boolean;
  readonly identifies: "direct" | "indirect" | "none";
  /** Never in a copy: the taxonomy says so of one of its categories. */
  readonly secret: boolean;
  /** Inferred about the person (`inference.*`, or `derived`): part of every access copy. */
  readonly derived: boolean;
  /** The collection point, where the program says it. */
  readonly at: string | undefined;
  /** What the program says; absent: the default by category (see subject-graph). */
  readonly erasure: Strategy | undefined;
  readonly place: SourcePlace;
}

export interface LinkTarget {
  readonly store: string;
  readonly dataset: string;
  /** Absent: the target's primary key. A path into a JSON column is written with dots. */
  readonly columns: readonly string[] | undefined;
  /** The value of the `by` column that leads here. */
  readonly type: string | undefined;
}

export interface LinkRule {
  /** The columns of the row that points. */
  readonly columns: readonly string[];
  readonly kind: LinkKind | "none";
  /** Empty for `none`, and for `owned` alone (the declared foreign key's target, looked up in the store). */
  readonly targets: readonly LinkTarget[];
  readonly by: string | undefined;
  readonly where: Where | undefined;
  /** Where the one column holds pointers inside something longer. */
  readonly within: Within | undefined;
  readonly as: ComparedAs | undefined;
  /** Compare texts without regard to case. */
  readonly fold: boolean;
  /** Only rows that nobody else reaches, by any link or foreign key. */
  readonly unshared: boolean;
  /** For `mentions` and `shared`: what becomes of the pointer. Default: clear for mentions. */
  readonly erasure: Strategy | undefined;
  readonly place: SourcePlace;
}

export interface IdentityRule {
  /** `email`, `account`, `phone`, `handle`, ... */
  readonly kind: string;
  /** A path into a JSON column is written with dots. */
  readonly columns: readonly string[];
  readonly match: "exact" | "fold" | "phone";
}

/** A `keep` rule of `retention` that reaches a dataset. */
export interface KeepRule {
  readonly id: string;
  /** At least so long, in legal time. */
  readonly period: LegalPeriod;
  /** A column of the dataset (a date), or one of the format's words. */
  readonly since: string;
  readonly as: "whole" | "restricted" | "pseudonym";
  readonly exception: string;
  readonly law: Name;
  /** Laws under which it holds; empty: all of the program. */
  readonly laws: readonly Law[];
  readonly place: SourcePlace;
}

/** A key of the language that is accepted, and that nothing runs yet. */
export interface UnrunKey {
  /** The key's path in words: `retention.usage.steps`, `stores.main.datasets.users.tenant`. */
  readonly path: string;
  /** What does not happen because of it, for a person. */
  readonly means: string;
  readonly place: SourcePlace;
}

export interface DatasetRule {
  readonly store: string;
  readonly name: string;
  /** What its rows are called where people read of them: `invoices`. */
  readonly about: Words | undefined;
  /** The services that it belongs to. */
  readonly services: readonly string[];
  /** Subject category -> which rows are such people. */
  readonly is: Readonly<Record<string, Where>>;
  readonly identity: readonly IdentityRule[];
  /** Scopes identity: the same address in two tenants is two people. */
  readonly tenant: string | undefined;
  readonly fields: readonly FieldRule[];
  readonly links: readonly LinkRule[];
  /** `rest: none`: all columns that are not named are not personal. */
  readonly rest: boolean;
  /** Said to identify nobody. */
  readonly anonymous: boolean;
  /** `store/dataset` that it is worked out from. */
  readonly derived: readonly string[];
  /** Names of files, with columns in braces; absent where rows are no files. */
  readonly match: string | undefined;
  /** Absent: `delete` for owned rows, `fields` for shared ones. */
  readonly erasure: "delete" | "fields" | "keep" | undefined;
  readonly keep: readonly KeepRule[];
  /** Keys of this dataset's rules (retention rules that name it included) that nothing runs yet: a plan that touches it cannot be approved. */
  readonly unrun: readonly UnrunKey[];
  readonly place: SourcePlace;
}

export interface StoreRule {
  readonly id: string;
  readonly connector: string;
  /** As written, with its `${...}` references: never a resolved secret. */
  readonly url: string | undefined;
  readonly secrets: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly provider: string | undefined;
  readonly country: string | undefined;
  /** How long copies in backups live. */
  readonly backups: LegalPeriod | undefined;
  readonly about: string | undefined;
  /** A store that only people can look into: whom to ask, and within which time; our own time where the program gives none. */
  readonly byHand: { readonly ask: string; readonly within: LegalPeriod | undefined } | undefined;
  readonly datasets: Readonly<Record<string, DatasetRule>>;
  readonly place: SourcePlace;
}

export interface Program {
  /** SHA-256 over the long form with sorted keys, with the taxonomy's version. Hex. */
  readonly hash: string;
  readonly organization: OrganizationRule;
  /** The zone in which legal days are counted: IANA's name, of the organization's country. */
  readonly zone: string;
  /** Languages in which people are addressed, the first by default. */
  readonly languages: readonly string[];
  /** An approved erasure waits so long and can be stopped; absent: it runs at once. */
  readonly coolingOff: LegalPeriod | undefined;
  /** So long after an erasure is completed it is looked again for rows that were written late; absent: never again. */
  readonly lateRows: LegalPeriod | undefined;
  readonly laws: readonly Law[];
  readonly services: Readonly<Record<string, ServiceRule>>;
  readonly subjects: Readonly<Record<string, SubjectRule>>;
  readonly data: Readonly<Record<string, DataRule>>;
  readonly collection: Readonly<Record<string, CollectionRule>>;
  readonly purposes: Readonly<Record<string, PurposeRule>>;
  readonly recipients: Readonly<Record<string, RecipientRule>>;
  readonly trackers: Readonly<Record<string, TrackerRule>>;
  readonly stores: Readonly<Record<string, StoreRule>>;
  readonly retention: Readonly<Record<string, RetentionRule>>;
  /** What the program says is never done, and never collected: kinds of purpose, and taxonomy ids. */
  readonly never: { readonly purposes: readonly string[]; readonly data: readonly string[] };
  /** Subjects whose data is held for clients, and what clients instruct: always, or once they authorized it; absent: for nobody. */
  readonly clients:
    | {
        readonly of: readonly string[];
        readonly purposes: readonly string[];
        readonly instructions: Readonly<Record<string, "always" | "asked">>;
      }
    | undefined;
  /** What a human may do for a listed ground alone. */
  readonly guarded: Readonly<Record<string, GuardedRule>>;
  /** So long a parent who was asked can answer; then their contact is gone. */
  readonly parentAnswers: LegalPeriod;
  /** Under which age a law treats people as minors, and what happens then. */
  readonly minors: { readonly under: Readonly<Partial<Record<Law, number>>>; readonly then: "refuse" | "parent" } | undefined;
  /** How people may ask, beside writing to the organization's contact. */
  readonly ways: { readonly center: boolean; readonly post: string | undefined; readonly phone: string | undefined };
  /** Staff roles; `approves` lists rights. `officer` is always there. */
  readonly staff: Readonly<
    Record<
      string,
      {
        readonly is: string;
        readonly approves: readonly string[];
        /** Purposes that the role works for, and data that it sees; absent: none is said. */
        readonly for: readonly string[] | undefined;
        readonly sees: readonly string[] | undefined;
      }
    >
  >;
  /** Right -> the roles that must sign; a default of one `officer` is filled in. */
  readonly approval: Readonly<Record<"access" | "erasure", readonly string[]>>;
  readonly promises: Readonly<
    Record<string, { readonly says: string; readonly controls: readonly string[]; readonly place: SourcePlace }>
  >;
  /** Every key of the whole program that nothing runs yet. */
  readonly unrun: readonly UnrunKey[];
  /** The long form: plain data, short forms expanded. */
  readonly long: Readonly<Record<string, unknown>>;
}
