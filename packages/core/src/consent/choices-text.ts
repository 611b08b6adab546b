// A page of choices as its words, kept under their hash: what a record of a choice says was on the screen.
import { hashOf } from "../foundation/index.ts";
import { type Channel, type Law, type Program, type PurposeRule, wordsIn } from "../program/index.ts";
import { basesOf, restsOnConsent } from "./bases.ts";
import type { OfferedChoices } from "./offer-choices.ts";
import { ownTrackerLine } from "./tracker-line.ts";

/** What the page says of a purpose. */
export interface PurposeText {
  readonly id: string;
  readonly label: string;
  readonly about?: string;
}

/** What it says of one that somebody can say no to. */
export interface ChoiceText extends PurposeText {
  /** It waits for a yes; else it goes on until a no. */
  readonly asks: "consent" | "objection";
  /** On what it rests, under the laws of whoever was shown this. */
  readonly bases: readonly string[];
  readonly parts?: readonly ({ readonly channel: Channel } | { readonly topic: string; readonly label: string })[];
  readonly trackers?: readonly { readonly id: string; readonly name: string; readonly line: string }[];
}

/** All of it. How somebody's choices stood at that moment is no part of it: wherever they stand, one text is one. */
export interface ChoicesText {
  /** `noes`: the page by the way out of a mail, which takes no yes. */
  readonly page: "choices" | "noes";
  readonly language: string;
  readonly purposes: readonly ChoiceText[];
  readonly always: readonly PurposeText[];
  /** The page's own sentences, by their names in the catalog. */
  readonly words: Readonly<Record<string, string>>;
}

/** In which language, by which laws, and with which sentences. */
export type ChoicesTextAt = Pick<ChoicesText, "page" | "language" | "words"> & { readonly laws: readonly Law[] };

/** The text of a page that offers these, and its hash. @source GDPR Art. 7(1); ISO/IEC TS 27560:2023, 6.3 */
export function choicesText(
  program: Program,
  offered: OfferedChoices,
  { page, language, words, laws }: ChoicesTextAt,
): { readonly shown: string; readonly text: ChoicesText } {
  const said = ({ id, words: label, about }: PurposeRule): PurposeText => ({
    ...{ id, label: wordsIn(label, language) },
    ...(about === undefined ? {} : { about: wordsIn(about, language) }),
  });
  const purposes = offered.choices.map(
    ({ purpose, parts, trackers }): ChoiceText => ({
      ...said(purpose),
      asks: restsOnConsent(purpose, laws) ? "consent" : "objection",
      bases: [...new Set(basesOf(purpose, laws))].toSorted(),
      ...(parts.length === 0 ? {} : { parts: parts.map(({ part }) => partIn(purpose, part, language)) }),
      ...(trackers.length === 0
        ? {}
        : {
            trackers: trackers.map(({ tracker }) => ({
              ...{ id: tracker.id, name: tracker.name, line: ownTrackerLine(program, { tracker, purpose, language }) },
            })),
          }),
    }),
  );
  const text: ChoicesText = { page, language, purposes, always: offered.always.map(said), words };
  return { shown: hashOf({ ...text, laws: laws.toSorted() }), text };
}

function partIn(
  { topics }: PurposeRule,
  part: OfferedChoices["choices"][number]["parts"][number]["part"],
  language: string,
): NonNullable<ChoiceText["parts"]>[number] {
  if ("channel" in part) return part;
  const words = Object.hasOwn(topics, part.topic) ? topics[part.topic] : undefined;
  return { ...part, label: words === undefined ? part.topic : wordsIn(words, language) };
}
