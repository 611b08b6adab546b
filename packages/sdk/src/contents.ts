import { callForJson, type Server } from "./calls.ts";

/** A text of somebody that you want to publish. */
export interface ContentToApprove {
  /** Your id of the account of who wrote it. */
  readonly person: string;
  /** A purpose of the program with `consent.content`. */
  readonly purpose: string;
  /** Your name for the place: the same again is another version of the same text. */
  readonly reference: string;
  /** As it will be published. */
  readonly text: string;
  /** Where it will stand, as its author reads it. */
  readonly where: string;
  /** In which language they are written to; English unless given. */
  readonly language?: "en" | "id";
  /** Their address. */
  readonly email: string;
}

/** What became of it: publish it where a question with its `hash` is allowed, and only as long. */
export interface ContentAsked {
  readonly id: string;
  readonly hash: string;
  readonly stands: "waiting" | "approved" | "declined" | "lapsed";
  /** Until when the author can answer. */
  readonly until?: string;
  /**
   * What they said of the text that stood there before: it does not count for this one. `lapsed`: their approval of it, or of this
   * very text, has ended.
   */
  readonly earlier?: "waiting" | "approved" | "declined" | "lapsed";
  readonly says: string;
}

/** @throws CallError @throws UnreachableError: then nobody was asked */
export const askAuthor = (server: Server, content: ContentToApprove): Promise<ContentAsked> =>
  callForJson(server, "/v1/contents", content);
