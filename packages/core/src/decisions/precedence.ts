// The one order in which a question meets the program, the law and what is known. The first rule that says no is the answer.
import type { UseRuleWord } from "../laws/index.ts";

/** A rule of the table. `says` is the sentence of its no; `{0}`, `{1}` are the names that it is about. */
interface PrecedenceRule {
  readonly id: string;
  /** What it asks, in words. */
  readonly asks: string;
  readonly says: string;
  /** Promises of `promises.yaml` that rest on it. */
  readonly promises: readonly string[];
}

/** The table, in its order. docs/decisions.md shows it, and examples.yaml tries every row both ways. */
export const PRECEDENCE = [
  { id: "known-names", asks: "Is every name of the question known?", says: "{0} `{1}` is not known: {2}", promises: [] },
  {
    id: "limited-use",
    asks: "Does a provider's rule limit this data to other uses?",
    says: "`{0}` is limited ({1}), and {2} is no use that it allows, whatever was agreed to",
    promises: ["QTK-11", "QTK-12"],
  },
  {
    id: "transfer-ground",
    asks: "Is limited data passed on for a ground that it allows?",
    says: "`{0}` is passed on for {1} alone, and {2} is a matter of {3}",
    promises: ["QTK-11"],
  },
  {
    id: "never-for",
    asks: "Is this data never for this purpose?",
    says: "`{0}` never serves `{1}`, whatever was agreed to",
    promises: ["QTK-12", "QTK-17"],
  },
  {
    id: "only-for",
    asks: "Is this data for other purposes only?",
    says: "`{0}` serves {2} only, and not `{1}`",
    promises: ["TLN-02"],
  },
  { id: "purpose-never", asks: "Is this never done?", says: "`{0}` is never done", promises: ["CLK-08", "PRK-12", "CTM-24"] },
  {
    id: "never-collected",
    asks: "Is this data never collected?",
    says: "`{0}` is never collected, so nothing may use it",
    promises: ["CLK-03"],
  },
  {
    id: "automated",
    asks: "Is an automated decision declared, with what the law wants for it?",
    says: "`{0}` decides by itself, and {1}",
    promises: ["CTM-24"],
  },
  { id: "data-listed", asks: "Does the purpose list the data?", says: "`{0}` is not listed for `{1}`", promises: ["PRK-16"] },
  {
    id: "part-listed",
    asks: "Does the purpose go by this channel, and is it about this topic?",
    says: "`{0}` {1}",
    promises: [],
  },
  { id: "person-known", asks: "Is the person known?", says: "nothing is known of this person", promises: [] },
  { id: "being-erased", asks: "Is the person being erased?", says: "the person's data is being erased", promises: [] },
  { id: "subject", asks: "Is it for this kind of person?", says: "`{0}` is not for {1}", promises: [] },
  {
    id: "instruction",
    asks: "Does the client whose data it is instruct it?",
    says: "the data is a client's, and `{0}` is the client's to authorize: {1}",
    promises: ["CLK-12", "QTK-02", "QTK-15", "TLN-02"],
  },
  {
    id: "anonymity",
    asks: "Is what is called anonymous declared to be so?",
    says: "`{0}` is personal data, so what is put together with it is not {1}",
    promises: ["QTK-06"],
  },
  {
    id: "form",
    asks: "Is the data in the form that the purpose needs?",
    says: "`{0}` may use `{1}` in the form {2}, and not as {3}",
    promises: ["QTK-07", "JRN-09"],
  },
  { id: "collection", asks: "Is the data taken there?", says: "`{0}` is not taken at `{1}`", promises: ["QTK-05", "CLK-14"] },
  {
    id: "collection-bound",
    asks: "Is what was taken there for this purpose?",
    says: "`{0}` taken at `{1}` is for {2} only",
    promises: ["PRK-02"],
  },
  {
    id: "scopes",
    asks: "Did the person grant it where they signed in?",
    says: "`{0}` lies outside the scopes granted at `{1}`",
    promises: ["QTK-05"],
  },
  {
    id: "notice",
    asks: "Did the notice in force when it was taken state this purpose?",
    says: "the notice {2} did not state `{0}` for `{1}`, and the person has not agreed to it since",
    promises: ["CTM-01"],
  },
  {
    id: "parent-stopped",
    asks: "Did a parent stop collection?",
    says: "a parent asked that nothing more is collected",
    promises: ["CTM-29"],
  },
  {
    id: "minor",
    asks: "Is the person a minor, and does who must agree, agree?",
    says: "the person is under {0}, and {1}",
    promises: ["CTM-29", "CTM-28"],
  },
  {
    id: "restricted",
    asks: "Is processing restricted?",
    says: "processing is restricted ({0}), and `{1}` is none of what may go on",
    promises: ["CTM-21"],
  },
  {
    id: "law-never",
    asks: "Is it never done for people under this law?",
    says: "`{0}` is never done for people under {1}",
    promises: ["CLK-15"],
  },
  {
    id: "special-data",
    asks: "Does the law take the ground for special data?",
    says: "`{0}` is special data under {1}, and {2}",
    promises: ["CTM-28"],
  },
  {
    id: "limit",
    asks: "Did the person limit the use of sensitive data?",
    says: "the person limited the use of sensitive data, and `{0}` is sensitive",
    promises: [],
  },
  {
    id: "basis",
    asks: "Is there a legal basis under the person's law?",
    says: "`{0}` has no legal basis under {1}",
    promises: ["CTM-28"],
  },
  {
    id: "content-approval",
    asks: "Did who wrote the text approve exactly this one, where that is asked?",
    says: "`{0}` asks who wrote a text for each, and {1}",
    promises: ["PRK-04"],
  },
  {
    id: "consent",
    asks: "Does the consent that it rests on stand?",
    says: "`{0}` rests on consent, and {1}",
    promises: ["CLK-31", "CTM-34"],
  },
  {
    id: "objection",
    asks: "Did the person object?",
    says: "the person objected to `{0}`",
    promises: ["KPJ-02", "CTM-28"],
  },
  {
    id: "part-refused",
    asks: "Did the person say no to this channel, or to this topic?",
    says: "the person said no to `{0}` {1}",
    promises: [],
  },
  {
    id: "opt-out",
    asks: "Did the person, or their browser, opt out?",
    says: "the person opted out of {0}, and `{1}` is that",
    promises: ["CLK-08", "CLK-15"],
  },
  {
    id: "linking",
    asks: "May the browser be linked to the person?",
    says: "the browser is not linked to the person: {0}",
    promises: ["CLK-38", "CTM-32", "QTK-17"],
  },
  { id: "recipient-term", asks: "Is the recipient one today?", says: "`{0}` is a recipient {1}", promises: [] },
  {
    id: "agreement",
    asks: "Is the agreement with the recipient on record?",
    says: "no agreement with `{0}` is in force",
    promises: ["CTM-13", "CTM-35"],
  },
  {
    id: "recipient-purpose",
    asks: "Does the recipient serve this purpose?",
    says: "`{0}` receives nothing for `{1}`",
    promises: ["CTM-08"],
  },
  { id: "recipient-subject", asks: "Does it receive data of such people?", says: "`{0}` receives no data of {1}", promises: [] },
  { id: "recipient-data", asks: "Does it receive this data?", says: "`{0}` does not receive `{1}`", promises: ["CTM-08"] },
  {
    id: "recipient-form",
    asks: "Does it receive it in this form?",
    says: "`{0}` receives `{1}` in the form {2}, and not as {3}",
    promises: ["PRK-11"],
  },
  {
    id: "recipient-consent",
    asks: "Did the person agree to this recipient, where that is asked?",
    says: "`{0}` receives `{1}` with the person's consent to that alone, and {2}",
    promises: ["CTM-08"],
  },
  {
    id: "enabler",
    asks: "Is the recipient switched on?",
    says: "`{0}` is off until the {1} switches it on",
    promises: ["CLK-14"],
  },
  {
    id: "occasion",
    asks: "Is it the recipient's occasion?",
    says: "`{0}` receives something on the occasion of {1} alone",
    promises: ["PRK-11", "PRK-25"],
  },
  {
    id: "region",
    asks: "Does the recipient serve where the person lives?",
    says: "`{0}` serves people of {1} alone",
    promises: ["PRK-25"],
  },
  {
    id: "own-ends",
    asks: "Would it be given away for the recipient's own ends?",
    says: "`{0}` would have it for its own ends, and this program gives nothing away",
    promises: ["CLK-08", "PRK-12"],
  },
  {
    id: "transfer",
    asks: "Has what leaves the country a safeguard?",
    says: "`{0}` is in {1}, and no safeguard under {2} is named",
    promises: [],
  },
  { id: "fresh", asks: "Is what is known fresh enough?", says: "what is known is older than it may be", promises: [] },
] as const satisfies readonly PrecedenceRule[];

/** What laws say that rows of the table hold to: words of the use rules. */
export const LAW_OF: Readonly<Partial<Record<(typeof PRECEDENCE)[number]["id"], readonly UseRuleWord[]>>> = {
  automated: ["automated"],
  instruction: ["processor"],
  notice: ["further-use"],
  minor: ["child", "child-sale"],
  restricted: ["restriction"],
  "special-data": ["special-data"],
  limit: ["limit"],
  "content-approval": ["withdrawal"],
  consent: ["withdrawal"],
  objection: ["objection", "direct-marketing"],
  "part-refused": ["withdrawal", "objection", "direct-marketing"],
  "opt-out": ["opt-out"],
  transfer: ["transfer"],
};

/** Why an answer is yes. */
export const GRANTS = [
  { id: "allowed", says: "`{0}` may use it: {1}" },
  { id: "otherwise", says: "`{0}` may go on in the form {1}, which is about nobody" },
] as const;

/** A row of the table, or why the answer is yes. */
export type DenialRule = (typeof PRECEDENCE)[number]["id"];
export type RuleId = DenialRule | (typeof GRANTS)[number]["id"];

const SENTENCES: ReadonlyMap<string, string> = new Map([...PRECEDENCE, ...GRANTS].map(({ id, says }) => [id, says]));

/** What is no name, or is not said again since it may be a value of somebody. */
const NAMELESS = "the {0} cannot be read: {2}";

/** The sentence of a rule about these names. */
export function sentenceOf(rule: RuleId, names: readonly string[]): string {
  const [, name] = names;
  const says = rule === "known-names" && name === "" ? NAMELESS : (SENTENCES.get(rule) ?? rule);
  return says.replace(/\{(\d)\}/g, (_, index: string) => names[Number(index)] ?? "");
}

/** Where a rule stands in the table, from 1. */
export const placeInOrder = (rule: DenialRule): number => PRECEDENCE.findIndex(({ id }) => id === rule) + 1;
