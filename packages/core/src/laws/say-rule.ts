// A rule in a few words, made from its data: for `troth law`, and for the index of all rules.
import type {
  AgeRule,
  BasisRule,
  ClockRule,
  ConflictRule,
  CoverageRule,
  ExclusionRule,
  FrequencyRule,
  GroundRule,
  LawData,
  LetterRule,
  RequesterRule,
  RightRule,
  RULE_LISTS,
  ScopeRule,
  TrackerRule,
  UseRule,
  VerificationRule,
  WithheldRule,
} from "./law.ts";

/** A list of rules of a law, by its name. */
export type RuleList = (typeof RULE_LISTS)[number];

/** A rule of a list. */
export type RuleOf<List extends RuleList> = LawData[List][number];

const list = (words: readonly string[]): string => words.join(", ");
const time = ({ count, unit }: { readonly count: number; readonly unit: string }): string =>
  `${count} ${count === 1 ? unit.replace(/s$/, "") : unit}`;

/** When something is due where a law names no number. */
function withoutNumber(noNumber: ClockRule["noNumber"], starts: string): string {
  if (noNumber === undefined) return "no time is named";
  const spoken = noNumber.replaceAll("-", " ");
  return noNumber === "before" ? `before ${starts}` : `${spoken} after ${starts}`;
}

const clock = ({ act, rights, starts, bound, period, noNumber, extension, lateStart = [], pauses = [] }: ClockRule): string => {
  const of = rights === undefined ? "" : ` (${list(rights)})`;
  const within = { by: "within", "not-before": "not before", "at-least": "at least" }[bound];
  const from = starts.replaceAll("-", " ");
  const when = period === undefined ? withoutNumber(noNumber, from) : `${within} ${time(period)} of ${from}`;
  const longer =
    extension === undefined
      ? ""
      : `, once longer${extension.total === undefined ? ", without a maximum" : `, to ${time(extension.total)} in all`}`;
  const late = lateStart.map((one) => `, not before ${one.for === "fee" ? "the fee is accepted" : "identity is known"}`).join("");
  const pause = pauses.map((one) => `, standing still for a ${one.for}`).join("");
  return `${act.replaceAll("-", " ")}${of}: ${when}${longer}${late}${pause}`;
};

const verification = ({ rights, requesters, account, stake, onDoubt, measures }: VerificationRule): string => {
  const who = `${list(requesters)}${account === undefined ? "" : account ? " with an account" : " without an account"}`;
  const what = Object.entries(measures).map(
    ([measure, demand]) => `${measure.replaceAll("-", " ")} ${demand.replace("-", " ")} be asked`,
  );
  return `${list(rights)} by ${who}${stake === undefined ? "" : ` for ${list(stake)} data`}: ${list(what)}${onDoubt ? ", on a reasonable doubt alone" : ""}`;
};

const SAYS: { readonly [List in RuleList]: (rule: RuleOf<List>) => string } = {
  scope: ({ by, countries, regions }: ScopeRule) =>
    `protects ${by === "residence" ? "who lives in" : "whose data a company holds in"} ${list(countries)}${regions?.only ? `: ${list(regions.only)}` : ""}${regions?.not ? ` but ${list(regions.not)}` : ""}`,
  rights: ({ right, of, bases }: RightRule) =>
    `right: ${right}${of === undefined ? "" : ` of a ${of}`}${bases === undefined ? "" : `, where the use rests on ${list(bases)}`}`,
  clocks: clock,
  requesters: ({ requester, rights, may }: RequesterRule) => `${requester} ${may ? "may" : "may not"} ask: ${list(rights)}`,
  verification,
  grounds: ({ ground, rights, lets, duty, most }: GroundRule) =>
    `${ground} ${duty === "must" ? "obliges the company to" : "lets the company"} ${lets}${most === undefined ? "" : ` at most ${most.currency} ${most.amount}`}: ${list(rights)}`,
  conflicts: ({ keep, erase, wins }: ConflictRule) => `${keep} against ${erase}: the duty to ${wins} goes first`,
  frequency: ({ rights, count, per, beyond }: FrequencyRule) =>
    `${list(rights)}: ${count} ${per === "ever" ? "at all" : `per ${typeof per === "string" ? per : time(per)}`}, beyond it the company ${beyond.replace("-", " ")}`,
  exclusions: ({ who, rights }: ExclusionRule) => `leaves out: ${who}${rights === undefined ? "" : ` (${list(rights)})`}`,
  coverage: ({ right, back, allSince }: CoverageRule) =>
    `${right}: of the last ${time(back)}${allSince === undefined ? "" : `, of all since ${allSince} for who asks for it`}`,
  withheld: ({ right, kind }: WithheldRule) => `no ${right} shows: ${kind}`,
  letters: ({ letter, rights, contents, words }: LetterRule) =>
    `a letter of ${letter}${rights === undefined ? "" : ` (${list(rights)})`} tells: ${list(contents)}${words === undefined ? "" : `, of ${words} words at most`}`,
  ages: ({ under, needs, self, consentOnly, byMail }: AgeRule) =>
    `under ${under}: ${needs === "sale" ? `a sale needs a yes of its own, ${self === undefined ? "a parent's" : `theirs from ${self} on`}` : "a parent agrees"}${consentOnly ? ", to what rests on consent" : ""}${byMail === undefined ? "" : `; by mail only to what goes to nobody else (${byMail.article}${byMail.verified ? "" : ", unverified"})`}`,
  bases: ({ basis }: BasisRule) => `basis: ${basis}`,
  uses: ({ use }: UseRule) => `use of data: ${use.replaceAll("-", " ")}`,
  trackers: ({ choice, of }: TrackerRule) =>
    `${of === undefined ? "trackers" : `trackers of ${of.replaceAll("-", " ")}`}: ${{ "opt-in": "nothing before a yes", "opt-out": "until a no", notice: "told of", none: "not asked" }[choice]}`,
};

/** What a rule of a list says. */
export const sayRule = <List extends RuleList>(of: List, rule: RuleOf<List>): string =>
  (SAYS[of] as (rule: RuleOf<List>) => string)(rule);
