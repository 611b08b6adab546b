import type { ExclusionRule, RequesterWord, RightWord, StakeWord, StartWord } from "../../laws/index.ts";
import type { PlaceHolidays } from "../count-period.ts";

/** What is known of a request when it is judged. */
export interface Asked {
  readonly right: RightWord;
  /** The state that they live in, for a word that stands for the laws of several: `Virginia`. Every state's where missing. */
  readonly state?: string;
  /** When it came in: ISO 8601 with an offset, or `Z`. */
  readonly receivedAt: string;
  /** The program's zone, for laws that have none of their own. */
  readonly zone: string;
  /** The public holidays at the controller's place; none are known where it is missing. */
  readonly holidays?: PlaceHolidays;
  readonly requester?: RequesterWord;
  /** Whether they have an account here. */
  readonly account?: boolean;
  /** What a wrong answer would give away. */
  readonly stake?: StakeWord;
  /** Whether there is a reasonable doubt about who it is. */
  readonly doubt?: boolean;
  /** The basis of the use that the request is about, in the program's words; unknown where it is missing. */
  readonly basis?: string;
  /** The use is direct marketing. */
  readonly marketing?: boolean;
  /** Of which kind of people, or data, a law may leave out. */
  readonly who?: ExclusionRule["who"];
  /** Grounds on which the company would keep, decline or charge. */
  readonly grounds?: readonly string[];
  /** When they asked for the same before. */
  readonly earlier?: readonly string[];
  /** What was awaited, and when it came. */
  readonly awaited?: readonly Awaited[];
  /** When the person was told that it takes longer. Only the first counts. */
  readonly extended?: readonly string[];
  /** When other things happened from which a clock runs. */
  readonly moments?: Readonly<Partial<Record<StartWord, string>>>;
}

/** Something that the company asked the person for. */
export interface Awaited {
  readonly what: "identity" | "fee" | "clarification";
  readonly askedAt: string;
  readonly givenAt?: string;
}
