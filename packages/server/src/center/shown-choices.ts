// What the pages of choices have on the screen, for the record of a choice.
import type { ChoicesText } from "@troth/core/consent";
import { keepChoicesShown, type readChoices } from "../consent/index.ts";
import type { Call } from "../http/index.ts";
import { type CenterWord, messageOf } from "./words.ts";

const PARTS = [
  ...(["choices.parts", "choices.parts.ways", "choices.parts.topics"] as const),
  ...(["email", "sms", "phone", "post", "push", "app"] as const).map((channel) => `choices.channel.${channel}` as const),
];
const EITHER = [
  ...(["choices.no", "choices.save", "choices.none", "choices.always"] as const),
  ...(["choices.trackers", "choices.trackers.says", "choices.trackers.refuse"] as const),
];
const SIGNAL = ["signal.title", "signal.says", "signal.on", "signal.off", "signal.set", "signal.end"] as const;

/** The sentences of each page but those that say how somebody's choices stand. */
const WORDS: Readonly<Record<ChoicesText["page"], readonly CenterWord[]>> = {
  choices: ["choices.title", "choices.lead", "choices.yes", ...EITHER, "choices.parts.says", ...PARTS, ...SIGNAL],
  noes: [
    ...(["choices.noes.title", "choices.noes.lead", "choices.noes.yes", "choices.noes.parts", "choices.noes.part"] as const),
    ...EITHER,
    ...PARTS,
  ],
};

/** Puts on record what the page is about to show; returns its hash. */
export function keepShownChoices(
  { inst, language }: Call,
  page: ChoicesText["page"],
  offered: Awaited<ReturnType<typeof readChoices>>,
): Promise<string> {
  const words = Object.fromEntries(WORDS[page].map((key) => [key, messageOf(language, key)]));
  return keepChoicesShown(inst, offered, { page, language, words });
}
