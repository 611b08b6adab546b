// Rows of the table that the program alone answers: what it says of the data and of the purpose.

import { useArticle } from "../jurisdictions/index.ts";
import { GROUNDS_FOR_AUTOMATED, type TransferGround } from "../program/index.ts";
import { covers, LIMITED_TO } from "./data-names.ts";
import type { Case, CaseData } from "./naive-case.ts";
import { basisUnder, inProgram } from "./naive-case.ts";
import type { Denial, NaiveRule } from "./naive-rules.ts";

/** The first denial that a rule has for a kind of data. */
export function firstOf(at: Case, rule: (data: CaseData) => Denial | undefined): Denial | undefined {
  for (const data of at.data) {
    const denial = rule(data);
    if (denial !== undefined) return denial;
  }
  return undefined;
}

const limitedUse: NaiveRule = (at) =>
  firstOf(at, ({ id, rules }) => {
    const rule = rules.limited.find(
      ({ limited }) => limited !== undefined && !LIMITED_TO[limited].includes(at.purpose.kind ?? ""),
    );
    return rule && { names: [id, rule.limited ?? "", at.purpose.kind ?? at.purpose.id], source: inProgram(rule) };
  });

/** As what a disclosure for a purpose counts, of the grounds on which limited data may be passed on. */
export function transferGround({ kind, group }: Case["purpose"]): TransferGround {
  if (kind === "merger") return "merger";
  if (group === "law") return "law";
  return group === "protect" ? "security" : "feature";
}

const ground: NaiveRule = (at) => {
  if (at.recipient === undefined) return undefined;
  const is = transferGround(at.purpose);
  return firstOf(at, ({ id, rules }) => {
    const rule = rules.transfers.find(({ transfers }) => transfers !== undefined && !transfers.includes(is));
    return rule && { names: [id, rule.transfers?.join(", ") ?? "", at.purpose.id, is], source: inProgram(rule) };
  });
};

const neverFor: NaiveRule = (at) =>
  firstOf(at, ({ id, rules }) => {
    const rule = rules.never.find(({ never }) => never.includes(at.purpose.id));
    return rule && { names: [id, at.purpose.id], source: inProgram(rule) };
  });

const onlyFor: NaiveRule = (at) =>
  firstOf(at, ({ id, rules }) => {
    const rule = rules.only.find(({ only }) => only !== undefined && !only.includes(at.purpose.id));
    return rule && { names: [id, at.purpose.id, rule.only?.join(", ") ?? ""], source: inProgram(rule) };
  });

const purposeNever: NaiveRule = ({ program, purpose, done }) => {
  const { purposes } = program.never;
  if (done && (purpose.kind === undefined || !purposes.includes(purpose.kind) || purpose.notUnder.length > 0)) return undefined;
  return { names: [purpose.id] };
};

const neverCollected: NaiveRule = (at) =>
  firstOf(at, ({ id, lineage }) => (covers(at.program.never.data, lineage) ? { names: [id] } : undefined));

const automated: NaiveRule = ({ question, purpose, laws }) => {
  const declared = purpose.automated;
  if (declared === undefined) {
    const decides = question.automated === true || purpose.group === "decide";
    return decides ? { names: [purpose.id, "is not declared to (`automated`)"], source: inProgram(purpose) } : undefined;
  }
  if (declared.effect === "none") return undefined;
  if (declared.safeguards.length === 0) return { names: [purpose.id, "has no safeguards"], source: inProgram(purpose) };
  const law = laws.find(
    (one) => useArticle(one, "automated") !== undefined && !GROUNDS_FOR_AUTOMATED.includes(basisUnder(purpose, one) ?? ""),
  );
  if (law === undefined) return undefined;
  const rests = basisUnder(purpose, law) ?? "no basis";
  const source = { ...inProgram(purpose), law, article: useArticle(law, "automated") };
  return { names: [purpose.id, `${rests} is no ground for that under ${law}`], source };
};

const dataListed: NaiveRule = (at) =>
  firstOf(at, ({ id, use }) => (use === undefined ? { names: [id, at.purpose.id], source: inProgram(at.purpose) } : undefined));

/** A purpose that names no channel goes by any; a topic it has only where it names it. */
const partListed: NaiveRule = ({ question: { channel, topic }, purpose }) => {
  const source = inProgram(purpose);
  if (channel !== undefined && purpose.channels.length > 0 && !purpose.channels.includes(channel))
    return { names: [purpose.id, `does not go by ${channel}`], source };
  if (topic !== undefined && !Object.hasOwn(purpose.topics, topic))
    return { names: [purpose.id, `has no topic \`${topic}\``], source };
  return undefined;
};

/** These rows, by their names in the table. */
export const dataRules = {
  "limited-use": limitedUse,
  "transfer-ground": ground,
  "never-for": neverFor,
  "only-for": onlyFor,
  "purpose-never": purposeNever,
  "never-collected": neverCollected,
  automated,
  "data-listed": dataListed,
  "part-listed": partListed,
} as const;
