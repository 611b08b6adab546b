// Every row of the table by its name.
import type { DecisionSource, Doubt } from "./decision.ts";
import type { Case } from "./naive-case.ts";
import { dataRules } from "./naive-data.ts";
import { lawRules } from "./naive-law.ts";
import { personRules } from "./naive-person.ts";
import { recipientRules } from "./naive-recipient.ts";
import type { DenialRule } from "./precedence.ts";

/** Why a rule says no. */
export interface Denial {
  readonly names: readonly string[];
  readonly source?: Partial<DecisionSource> | undefined;
  readonly doubt?: Doubt | undefined;
  /** The person's own stop, where the program may let the purpose go on about nobody. */
  readonly stoppable?: boolean | undefined;
}

/** One row of the table. */
export type NaiveRule = (at: Case) => Denial | undefined;

/** The rows; whether the names are known is asked before there is a case. */
export const RULES: Readonly<Record<Exclude<DenialRule, "known-names">, NaiveRule>> = {
  ...dataRules,
  ...personRules,
  ...lawRules,
  ...recipientRules,
};
