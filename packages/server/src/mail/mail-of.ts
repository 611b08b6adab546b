import type { Installation } from "../installation/index.ts";
import type { Mail } from "./mails.ts";
import { mailsOfRequest } from "./store.ts";

/** A mail about a request, as staff see it: what it was, where it is, since when and why. */
export interface MailView {
  readonly template: Mail["template"];
  readonly state: "waiting" | "sending" | "sent" | "failed" | "bounced";
  /** When it was sent, or else queued; ISO 8601. */
  readonly at: string;
  /** Codes and words of ours. */
  readonly because: string | undefined;
}

/** The mails about a request, the oldest first. */
export async function mailOf(inst: Pick<Installation, "storage">, request: string): Promise<readonly MailView[]> {
  const rows = await mailsOfRequest(inst.storage.db, request);
  return rows.map((row) => ({
    template: row.template as Mail["template"],
    state: row.state,
    at: row.sent_at ?? row.created_at,
    because: row.because ?? undefined,
  }));
}
