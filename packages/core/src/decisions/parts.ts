// Parts of a purpose that somebody refused, in words.
import type { Doubt } from "./decision.ts";

/** What of all that a question may be about was refused. */
export interface RefusedOf {
  readonly refused: readonly string[];
  /** The question does not say which it is, and not all were refused. */
  readonly doubt: Extract<Doubt, "unknown-part"> | undefined;
}

export const saidOfChannels = ({ refused, doubt }: RefusedOf): string =>
  `by ${refused.join(", ")}${doubt === undefined ? "" : ", and the question does not say by which `channel` it goes"}`;

export const saidOfTopics = ({ refused, doubt }: RefusedOf): string =>
  `about ${refused.map((topic) => `\`${topic}\``).join(", ")}${
    doubt === undefined ? "" : ", and the question does not say about which `topic` it is"
  }`;
