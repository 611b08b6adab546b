// What a link out of a kind of mail ends.
import { stopOf } from "../decisions/index.ts";
import type { Fact, RefusedPart } from "../facts/index.ts";
import { CHANNELS, type Channel, type Program, type PurposeRule } from "../program/index.ts";

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

/**
 * The same noes, with one to each purpose of which they leave no way and no topic: the purpose stops then, on every page and for
 * whatever it brings later. A yes to one of which nothing is left from before is to nothing, and no no: it is left out, so that the
 * record has no answer that nobody gave. `refused`: what was refused before.
 */
export function withWholeNoes({ purposes }: Pick<Program, "purposes">, said: Noes, refused: readonly RefusedPart[]): Noes {
  const touched = new Set([...Object.keys(said.choices), ...Object.keys(said.channels ?? {}), ...Object.keys(said.topics ?? {})]);
  const ended = [...touched].filter((id) => {
    const rule = Object.hasOwn(purposes, id) ? purposes[id] : undefined;
    if (rule === undefined) return false;
    const before = refused.filter(({ purpose }) => purpose === id);
    const isOut = (part: Pick<RefusedPart, "channel" | "topic">, now: boolean | undefined): boolean =>
      now === undefined ? before.some(({ channel, topic }) => channel === part.channel && topic === part.topic) : !now;
    const channels = rule.channels.length > 0 ? rule.channels : CHANNELS;
    const topics = Object.keys(rule.topics);
    return (
      channels.every((channel) => isOut({ channel }, said.channels?.[id]?.[channel])) ||
      (topics.length > 0 && topics.every((topic) => isOut({ topic }, said.topics?.[id]?.[topic])))
    );
  });
  const endsNow = (id: string): boolean => Object.values({ ...said.channels?.[id], ...said.topics?.[id] }).includes(false);
  const choices = Object.entries(said.choices).filter(([id, yes]) => !(yes && ended.includes(id)));
  const noes = ended.filter(endsNow).map((id): [string, boolean] => [id, false]);
  return { ...said, choices: Object.fromEntries([...choices, ...noes]) };
}
