import { type LawData, type LegalRule, RULE_LISTS } from "../../laws/index.ts";

/** A law as it is in a state: its rules and those that hold in every state. All of it where the state is not known. */
export function inState(law: LawData, state: string | undefined): LawData {
  if (state === undefined) return law;
  const lists = RULE_LISTS.map((list) => [list, (law[list] as readonly LegalRule[]).filter((rule) => isOf(rule, state))]);
  return { ...law, ...(Object.fromEntries(lists) as Partial<LawData>) };
}

const isOf = ({ state }: LegalRule, wanted: string): boolean => state === undefined || state === wanted;

/** The states whose laws a word stands for; none where it is one law. */
export const statesOf = ({ rights }: Pick<LawData, "rights">): readonly string[] => [
  ...new Set(rights.flatMap(({ state }) => (state === undefined ? [] : [state]))),
];
