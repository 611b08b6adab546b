import { type LawBook, type LawData, type LegalRule, RULE_LISTS } from "@troth/core/laws";

/** What a rule lacks to be one that somebody can check, each in a sentence that says which rule. */
export const faultsOf = (laws: LawBook): readonly string[] =>
  laws.flatMap((law) => RULE_LISTS.flatMap((list) => law[list].flatMap((rule, at) => faultsOfRule(nameOf(law, list, at), rule))));

const nameOf = (law: LawData, list: string, at: number): string => `${law.id} ${list}[${at}]`;

function faultsOfRule(name: string, { article, since, until, verified, evidence, read }: Partial<LegalRule>): readonly string[] {
  const faults: string[] = [];
  if (isBlank(article)) faults.push(`${name}: no article`);
  if (!isDay(since)) faults.push(`${name}: \`since\` is no day`);
  if (until !== undefined && !(isDay(until) && until >= (since ?? "")))
    faults.push(`${name}: \`until\` is no day after \`since\``);
  if (typeof verified !== "boolean") faults.push(`${name}: neither verified nor not`);
  if (isBlank(evidence)) faults.push(`${name}: no evidence`);
  if (verified && !isDay(read)) faults.push(`${name}: verified, but \`read\` is no day`);
  return faults;
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === "";

const isDay = (text: string | undefined): text is string => {
  const moment = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(`${text}T`);
};
