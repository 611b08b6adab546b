// What a link out of a kind of mail ends.
import { stopOf } from "../decisions/index.ts";
import type { Fact } from "../facts/index.ts";
import type { Channel, Program, PurposeRule } from "../program/index.ts";

/** Marketing that somebody can say no to. */
export const marketingOf = ({ purposes }: Pick<Program, "purposes">): readonly string[] =>
  Object.values(purposes).flatMap((purpose) => (purpose.group === "market" && stopOf(purpose) !== "none" ? [purpose.id] : []));

/** What a link leads out of: a purpose; with `channel` or `topic`, that part of it alone. */
export interface WayOut {
  readonly purpose: string;
  readonly channel?: Channel | undefined;
  readonly topic?: string | undefined;
}

/** The noes of one choice, as a `chose` fact has them. */
export type Noes = Pick<Extract<Fact, { kind: "chose" }>, "choices" | "channels" | "topics">;

/**
 * What a link for a purpose ends; one for a part that the purpose has no more ends the purpose: what it was part of may go on under
 * another name. The same of the purposes that a link for one of them ends. Old mails keep links of purposes that the program has no more: whether such a one
 * goes on under another name nobody can tell, so that a no to it is one to all marketing as well.
 *
 * @source GDPR Art. 21(2)-(3)
 */
export function endedBy(program: Pick<Program, "purposes">, { purpose, channel, topic }: WayOut): Noes {
  const rule = Object.hasOwn(program.purposes, purpose) ? program.purposes[purpose] : undefined;
  if (rule === undefined) return noTo([purpose, ...marketingOf(program)]);
  if (topic !== undefined && Object.hasOwn(rule.topics, topic)) return { choices: {}, topics: { [purpose]: { [topic]: false } } };
  if (channel !== undefined && goesBy(rule, channel)) return { choices: {}, channels: { [purpose]: { [channel]: false } } };
  return noTo([purpose]);
}

const noTo = (purposes: readonly string[]): Noes => ({ choices: Object.fromEntries(purposes.map((id) => [id, false])) });

/** Whether a purpose may reach people so; one that names no channel goes by any. */
export const goesBy = ({ channels }: Pick<PurposeRule, "channels">, channel: Channel): boolean =>
  channels.length === 0 || channels.includes(channel);
