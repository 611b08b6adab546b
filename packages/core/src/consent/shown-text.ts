import { type Banner, namesShown } from "./banner.ts";
import type { ChoicesText } from "./choices-text.ts";

/** What was asked of a purpose: a consent, or whether they object to what goes on without one. */
export interface AskedThen {
  readonly consent: boolean;
  /** On what it rested; absent: the text does not say. */
  readonly bases?: readonly string[];
}

/** What a banner or a page had on the screen. */
export interface TextShown {
  /** Whose banner it was; absent: it was a page of the privacy center. */
  readonly service?: string;
  readonly notice: string;
  readonly laws: readonly string[];
  readonly language: string;
  /** What could be answered: purposes and trackers as a banner names them, see `namesShown`; of a page its purposes. */
  readonly names: ReadonlySet<string>;
  readonly asked: ReadonlyMap<string, AskedThen>;
}

/** What a text that was kept let somebody answer. */
export const readShown = (text: Banner | ChoicesText): Pick<TextShown, "names" | "asked"> =>
  "page" in text
    ? {
        names: new Set(text.purposes.map(({ id }) => id)),
        asked: new Map(text.purposes.map(({ id, asks, bases }) => [id, { consent: asks === "consent", bases }])),
      }
    : {
        names: namesShown(text),
        asked: new Map(
          text.purposes.flatMap(({ id, choice }) =>
            choice === "never" ? [] : [[id, { consent: choice === "opt-in" }] as const],
          ),
        ),
      };
