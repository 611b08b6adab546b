// What a law is to us: rules as data, each with its article, the days it is in force, and who read it.
// A folder here is a law; docs/adding-a-law.md says how another is added.
import type { LegalPeriod } from "../foundation/index.ts";
import type { Readings } from "./counting.ts";
import type {
  ActWord,
  ContentWord,
  Demand,
  FollowWord,
  MeasureWord,
  RequesterWord,
  RightWord,
  StakeWord,
  StartWord,
  TrackerChoice,
  TrackerWord,
  UseRuleWord,
} from "./words.ts";

export type * from "./words.ts";

/** What every rule says of itself. */
export interface LegalRule {
  readonly article: string;
  /** In force from this day on: `2018-05-25`. A request is judged by the rules of its day of receipt. */
  readonly since: string;
  /** The last day on which it was in force, where it is over. */
  readonly until?: string;
  /** Read in the legal text, or quoted from it word for word. What is not is shown as such wherever it is used. */
  readonly verified: boolean;
  /** Where it was read; the ids of the numbers in it, where it has some. */
  readonly evidence: string;
  /** The day on which it was read. */
  readonly read?: string;
  /** The state, where one word of the language stands for the laws of several. */
  readonly state?: string;
}

/** A right that a law gives. */
export interface RightRule extends LegalRule {
  readonly right: RightWord;
  /** Whose right it is, where it is not the person's own. */
  readonly of?: "parent";
  /** The legal bases, in the program's words, of the use that it is a right against; all, where none is named. */
  readonly bases?: readonly string[];
  /** It is one against direct marketing too, whatever that rests on. */
  readonly marketing?: true;
}

/** A clock of a law. */
export interface ClockRule extends LegalRule {
  readonly act: ActWord;
  /** The rights whose requests it is about; absent where no request of a person's starts it. */
  readonly rights?: readonly RightWord[];
  readonly starts: StartWord;
  /** `by`: at the latest then. `not-before`: earlier is forbidden, or need not be. `at-least`: so long. */
  readonly bound: "by" | "not-before" | "at-least";
  /** Absent where the text names no number: `noNumber` has its word for it; neither where it names no time at all. */
  readonly period?: LegalPeriod;
  readonly noNumber?: "at-once" | "without-delay" | "reasonable-time" | "before";
  /** How its days are counted, in the two readings that its text leaves; they are the same where it leaves one. */
  readonly counting: Readings;
  /** Longer, for whoever tells so before the first period is over; once. No maximum where `total` is missing. */
  readonly extension?: { readonly article: string; readonly total?: LegalPeriod };
  /** It starts when the last of these has come, where the company asked for it. */
  readonly lateStart?: readonly LateStart[];
  /** Days that do not count. */
  readonly pauses?: readonly Pause[];
  /** Only where the use is direct marketing. */
  readonly marketing?: true;
}

/** What a clock waits for before it starts. */
export interface LateStart {
  readonly for: "identity" | "fee";
  readonly article: string;
  /** The person has so long to accept, and is taken to have withdrawn after it. */
  readonly within?: LegalPeriod;
}

/** While what is awaited, with both its end days, a clock stands still. */
export interface Pause {
  readonly for: "clarification";
  readonly rights: readonly RightWord[];
  readonly article: string;
}

/** A cell of the matrix: right by requester by data at stake. What it does not name, it says nothing of. */
export interface VerificationRule extends LegalRule {
  readonly rights: readonly RightWord[];
  readonly requesters: readonly RequesterWord[];
  /** With an account at the company, or without; either where absent. */
  readonly account?: boolean;
  /** Of what weight the data at stake is; any where absent. */
  readonly stake?: readonly StakeWord[];
  /** Only where there is a reasonable doubt about who it is. */
  readonly onDoubt?: true;
  readonly measures: Readonly<Partial<Record<MeasureWord, Demand>>>;
}

/** Whether somebody may ask for another. */
export interface RequesterRule extends LegalRule {
  readonly requester: RequesterWord;
  readonly rights: readonly RightWord[];
  readonly may: boolean;
}

/** What a letter must hold. */
export interface LetterRule extends LegalRule {
  readonly letter: "confirmation" | "extension" | "refusal" | "completion" | "appeal" | "cost";
  readonly rights?: readonly RightWord[];
  readonly contents: readonly ContentWord[];
  /** How many words a statement of the person's may have, for each thing that it is about. */
  readonly words?: number;
}

/** Why a request is not done, in part or at all. */
export interface GroundRule extends LegalRule {
  /** Its word, the same in every law that has it: `legal-duty`, `unfounded`. */
  readonly ground: string;
  readonly rights: readonly RightWord[];
  /** What it lets the company do: keep what it covers, decline the request, or ask for money. */
  readonly lets: "keep" | "decline" | "charge";
  /** `must`: a duty to refuse, not a choice. */
  readonly duty?: "must";
  /** How much may be charged at most, where the law says. */
  readonly most?: { readonly amount: number; readonly currency: string };
  /** It is none against direct marketing. */
  readonly notMarketing?: true;
  /** What else follows for the company that uses it. */
  readonly follows?: readonly FollowWord[];
}

/** How often something is free, or answered. */
export interface FrequencyRule extends LegalRule {
  readonly rights: readonly RightWord[];
  readonly count: number;
  /** Looked back from the request; `calendar year`: since 1 January. */
  readonly per: LegalPeriod | "calendar year" | "ever";
  readonly beyond: "may-decline" | "may-charge";
}

/** Whose data, or which, a law leaves out. */
export interface ExclusionRule extends LegalRule {
  readonly who: "b2b" | "personnel" | "exempt-data" | "household" | "deceased" | "unidentifiable";
  /** The rights that they do not have; all where absent. */
  readonly rights?: readonly RightWord[];
}

/** Over what time an answer tells. */
export interface CoverageRule extends LegalRule {
  readonly right: RightWord;
  /** At least so far back from the day of receipt. */
  readonly back: LegalPeriod;
  /** Everything since this day, for who asks for more: `2022-01-01`. */
  readonly allSince?: string;
}

/** What no copy holds, whatever is asked: it is described instead. */
export interface WithheldRule extends LegalRule {
  readonly right: RightWord;
  /** Its kind in plain words, and the categories of the taxonomy in which it lies. */
  readonly kind: string;
  readonly categories: readonly string[];
}

/** How old somebody must be, and what is to be had before. */
export interface AgeRule extends LegalRule {
  /** In years. */
  readonly under: number;
  /** `parent`: a parent agrees. `sale`: of a sale alone, by the person from `self` on. */
  readonly needs: "parent" | "sale";
  /** From which age somebody under `under` answers for themselves; nobody where absent. */
  readonly self?: number;
  /** The law asks it of what rests on consent alone. */
  readonly consentOnly: boolean;
  /** `inside`: a parent who answers by mail is proof enough only of what goes to nobody else. Absent: the law names no way. */
  readonly byMail?: { readonly to: "inside"; readonly article: string; readonly verified: boolean };
}

/** Where a law has a legal basis, in the program's word for it. */
export interface BasisRule extends LegalRule {
  readonly basis: string;
}

/** Such a rule. */
export interface UseRule extends LegalRule {
  readonly use: UseRuleWord;
}

/** What a law asks before something is stored on a person's device, or read from it. */
export interface TrackerRule extends LegalRule {
  /** `opt-in`: nothing before a yes. `opt-out`: until a no. `notice`: it is told of. `none`: not even asked. */
  readonly choice: TrackerChoice;
  /** The trackers that it is about; where absent, all that no other rule of the law is about. */
  readonly of?: TrackerWord;
}

/** Which duties go first where one to keep and one to delete meet. */
export interface ConflictRule extends LegalRule {
  readonly keep: string;
  readonly erase: string;
  readonly wins: "keep" | "erase";
}

/** Whom a law protects. */
export interface ScopeRule extends LegalRule {
  /** `residence`: who lives there. `establishment`: whose company is there, wherever they live. */
  readonly by: "residence" | "establishment";
  readonly countries: readonly string[];
  /** Regions of the country: these only, or all but these. Whoever's region is not known is protected. */
  readonly regions?: { readonly only?: readonly string[]; readonly not?: readonly string[] };
}

/** A law with everything that it says. */
export interface LawData {
  /** Its word in programs: the name of its folder. */
  readonly id: string;
  /** As it is called in pages: short, and whole. */
  readonly short: Readonly<Record<"en" | "id", string>>;
  readonly name: Readonly<Record<"en" | "id", string>>;
  /** The zone in which it counts; the program's where it has none of its own. */
  readonly zone?: string;
  /** The country whose authority one complains to; `establishment`: that of the organization. */
  readonly authority?: string;
  readonly scope: readonly ScopeRule[];
  readonly rights: readonly RightRule[];
  readonly clocks: readonly ClockRule[];
  readonly requesters: readonly RequesterRule[];
  readonly verification: readonly VerificationRule[];
  readonly grounds: readonly GroundRule[];
  readonly conflicts: readonly ConflictRule[];
  readonly frequency: readonly FrequencyRule[];
  readonly exclusions: readonly ExclusionRule[];
  readonly coverage: readonly CoverageRule[];
  readonly withheld: readonly WithheldRule[];
  readonly letters: readonly LetterRule[];
  readonly ages: readonly AgeRule[];
  readonly bases: readonly BasisRule[];
  readonly uses: readonly UseRule[];
  readonly trackers: readonly TrackerRule[];
}

/** Laws by their order. */
export type LawBook = readonly LawData[];

/** The parts of a law that are lists of rules. */
export const RULE_LISTS = [
  "scope",
  "rights",
  "clocks",
  "requesters",
  "verification",
  "grounds",
  "conflicts",
  "frequency",
  "exclusions",
  "coverage",
  "withheld",
  "letters",
  "ages",
  "bases",
  "uses",
  "trackers",
] as const satisfies readonly (keyof LawData)[];

/** A law by its word, with empty lists where it says nothing. */
export const defineLaw = <const Id extends string>(
  law: Pick<LawData, "short" | "name"> & Partial<LawData> & { readonly id: Id },
): LawData & { readonly id: Id } => ({
  scope: [],
  rights: [],
  clocks: [],
  requesters: [],
  verification: [],
  grounds: [],
  conflicts: [],
  frequency: [],
  exclusions: [],
  coverage: [],
  withheld: [],
  letters: [],
  ages: [],
  bases: [],
  uses: [],
  trackers: [],
  ...law,
});

/** Whether a rule is in force on a day. */
export const isInForce = ({ since, until }: Pick<LegalRule, "since" | "until">, day: string): boolean =>
  since <= day && (until === undefined || day <= until);
