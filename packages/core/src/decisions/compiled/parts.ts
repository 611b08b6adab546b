// Parts of a purpose as bits: which somebody refused, and which a question is about.
import { CHANNELS } from "../../program/index.ts";
import { saidOfChannels, saidOfTopics } from "../parts.ts";
import type { Asked } from "./asked.ts";
import { entryOf, PARTS, word } from "./record.ts";
import type { Check, Ground } from "./ruling.ts";

const ALL_CHANNELS = (1 << CHANNELS.length) - 1;

const asBits = (names: readonly string[], some: readonly string[]): number =>
  names.reduce((bits, name, index) => (some.includes(name) ? bits | (1 << index) : bits), 0);

export const channelsAsBits = (some: readonly string[]): number => asBits(CHANNELS, some);
/** `topics`: those of the purpose, in its order. */
export const topicsAsBits = (topics: readonly string[], some: readonly string[]): number => asBits(topics, some);

const named = (names: readonly string[], bits: number): readonly string[] =>
  names.filter((_, index) => (bits & (1 << index)) !== 0);

/** What a question may be about, as bits: what it names, or else all that there is. */
interface Meant {
  readonly channels: number;
  readonly topics: number;
}

function meantBy({ shape, purpose }: Ground): Meant {
  const listed = purpose.channels.length > 0 ? channelsAsBits(purpose.channels) : ALL_CHANNELS;
  const topics = Object.keys(purpose.topics);
  return {
    channels: shape.channel === undefined ? listed : channelsAsBits([shape.channel]),
    topics: topicsAsBits(topics, shape.topic === undefined ? topics : [shape.topic]),
  };
}

/** The check of a question: `a` are the channels that were refused of those it may go by; if none was, `b` the same of topics. */
export function refusalCheck(ground: Ground): Check["saysNo"] {
  const { channels, topics } = meantBy(ground);
  const { shared } = ground.tables;
  const { collects } = ground.shape;
  const key = `parts ${channels} ${topics} ${collects}`;
  const made = shared.get(key) ?? ((asked: Asked) => isRefused(asked, { channels, topics }, collects));
  shared.set(key, made);
  return made;
}

/** `whole`: only where all of one sort was refused. */
function isRefused(asked: Asked, { channels, topics }: Meant, whole: boolean): boolean {
  const { words, person, browser, plan } = asked;
  const mine = entryOf(words, person, PARTS, plan.purposeNumber);
  const theirs = entryOf(words, browser, PARTS, plan.purposeNumber);
  const byChannel = (bitsAt(words, mine) | bitsAt(words, theirs)) & channels;
  const byTopic = (topicsAt(words, mine) | topicsAt(words, theirs)) & topics;
  asked.a = whole && byChannel !== channels ? 0 : byChannel;
  asked.b = asked.a !== 0 || (whole && byTopic !== topics) ? 0 : byTopic;
  return asked.a !== 0 || asked.b !== 0;
}

const bitsAt = (words: Int32Array, entry: number): number => (entry === 0 ? 0 : word(words, entry));
const topicsAt = (words: Int32Array, entry: number): number => (entry === 0 ? 0 : word(words, entry + 1));

/** What the check found, in words. */
export function sayRefused(
  ground: Ground,
  channels: number,
  topics: number,
): { readonly says: string; readonly doubt: "unknown-part" | undefined } {
  const meant = meantBy(ground);
  const doubt = (channels !== 0 ? channels === meant.channels : topics === meant.topics) ? undefined : "unknown-part";
  const says =
    channels !== 0
      ? saidOfChannels({ refused: named(CHANNELS, channels), doubt })
      : saidOfTopics({ refused: named(Object.keys(ground.purpose.topics), topics), doubt });
  return { says, doubt };
}
