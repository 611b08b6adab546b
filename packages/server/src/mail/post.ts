/** A mail as it is handed over to be carried. */
export interface OutgoingMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** With its brackets; the same on a retry. */
  readonly messageId: string;
  /** When it was written; ISO 8601. The same on a retry. */
  readonly date: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What became of a mail. `because` is made of codes and words of ours: a server's own words repeat the address.
 *
 * - `accepted`: another machine has it.
 * - `refused`: this mail was refused for good.
 * - `delayed`: it was not taken, and may be later. `away`: no mail would have been taken.
 * - `unknown`: it was handed over and nobody answered. It may have gone out.
 */
export type Posted =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly because: string }
  | { readonly kind: "delayed"; readonly because: string; readonly away: boolean }
  | { readonly kind: "unknown"; readonly because: string };

/**
 * Carries mail away. An implementation MUST NOT throw, MUST reach `to` and nobody else, MUST carry every field as it is given,
 * MUST NOT let a line end in a field begin a header or a command, and MUST answer within a minute.
 */
export interface Post {
  readonly kind: "smtp" | "sink";
  /** TROTH_MAIL_FROM; undefined: the organization's contact. */
  readonly from: string | undefined;
  send(mail: OutgoingMail): Promise<Posted>;
  /** Waits for no mail: what is being sent has an answer of `unknown` or `delayed`. Idempotent. */
  close(): Promise<void>;
}
