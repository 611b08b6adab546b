// Rows of the table about what the program says of the data and of the purpose.
import { useArticle } from "../../jurisdictions/index.ts";
import { GROUNDS_FOR_AUTOMATED, type TransferGround } from "../../program/index.ts";
import { covers, LIMITED_TO } from "../data-names.ts";
import { basisUnder } from "./bases.ts";
import { firstOf, type ProgramGround, type RuleOf } from "./ruling.ts";

type Rule = RuleOf<ProgramGround>;

const limitedUse: Rule = ({ shape }) =>
  firstOf(shape.data, ({ id, rules }) => {
    for (const { limited, place } of rules.limited)
      if (limited !== undefined && !LIMITED_TO[limited].includes(shape.kind ?? ""))
        return { names: [id, limited, shape.kind ?? shape.purposeId], source: { place } };
    return undefined;
  });

/** As what passing something on counts. */
function passedOnAs(kind: string | undefined, group: string | undefined): TransferGround {
  if (kind === "merger") return "merger";
  return group === "law" ? "law" : group === "protect" ? "security" : "feature";
}

const transferGround: Rule = ({ shape }) => {
  if (shape.recipient === undefined) return undefined;
  const as = passedOnAs(shape.kind, shape.group);
  return firstOf(shape.data, ({ id, rules }) => {
    for (const { transfers, place } of rules.transfers)
      if (transfers !== undefined && !transfers.includes(as))
        return { names: [id, transfers.join(", "), shape.purposeId, as], source: { place } };
    return undefined;
  });
};

const neverFor: Rule = ({ shape: { data, purposeId } }) =>
  firstOf(data, ({ id, rules }) => {
    const rule = rules.never.find(({ never }) => never.includes(purposeId));
    return rule && { names: [id, purposeId], source: { place: rule.place } };
  });

const onlyFor: Rule = ({ shape: { data, purposeId } }) =>
  firstOf(data, ({ id, rules }) => {
    for (const { only, place } of rules.only)
      if (only !== undefined && !only.includes(purposeId)) return { names: [id, purposeId, only.join(", ")], source: { place } };
    return undefined;
  });

const purposeNever: Rule = ({ tables, shape: { purpose, purposeId, kind } }) => {
  const byKind = kind !== undefined && tables.program.never.purposes.includes(kind) && purpose?.notUnder.length === 0;
  return purpose === undefined || byKind ? { names: [purposeId] } : undefined;
};

const neverCollected: Rule = ({ tables, shape }) =>
  firstOf(shape.data, ({ id, lineage }) => (covers(tables.program.never.data, lineage) ? { names: [id] } : undefined));

const automated: RuleOf = ({ shape, purpose, laws }) => {
  const { id, group, place } = purpose;
  if (purpose.automated === undefined) {
    if (!shape.automated && group !== "decide") return undefined;
    return { names: [id, "is not declared to (`automated`)"], source: { place } };
  }
  const { effect, safeguards } = purpose.automated;
  if (effect === "none") return undefined;
  if (safeguards.length === 0) return { names: [id, "has no safeguards"], source: { place } };
  for (const law of laws) {
    const article = useArticle(law, "automated");
    const basis = basisUnder(purpose, law) ?? "no basis";
    if (article !== undefined && !GROUNDS_FOR_AUTOMATED.includes(basis))
      return { names: [id, `${basis} is no ground for that under ${law}`], source: { place, law, article } };
  }
  return undefined;
};

const dataListed: RuleOf = ({ shape, purpose: { id: purpose, place } }) =>
  firstOf(shape.data, ({ id, used }) => (used === undefined ? { names: [id, purpose], source: { place } } : undefined));

const partListed: RuleOf = ({ shape: { channel, topic }, purpose }) => {
  const source = { place: purpose.place };
  if (channel !== undefined && purpose.channels.length > 0 && !purpose.channels.some((one) => one === channel))
    return { names: [purpose.id, `does not go by ${channel}`], source };
  if (topic !== undefined && !Object.hasOwn(purpose.topics, topic))
    return { names: [purpose.id, `has no topic \`${topic}\``], source };
  return undefined;
};

/** These rows, by their names in the table: the program alone answers them, whoever it is about. */
export const programRules = {
  "limited-use": limitedUse,
  "transfer-ground": transferGround,
  "never-for": neverFor,
  "only-for": onlyFor,
  "purpose-never": purposeNever,
  "never-collected": neverCollected,
} as const;

/** Those after them, the first of which hangs on the person's laws. */
export const dataRules = { automated, "data-listed": dataListed, "part-listed": partListed } as const;
