import type { Installation } from "../installation/index.ts";
import { bounceMail } from "./store.ts";

/** A mail that came back. */
export interface Bounce {
  readonly messageId: string;
  /** Why, as a status code (RFC 3463): `5.1.1`. Anything else that a server said is not kept. */
  readonly because: string;
}

/**
 * Records that a mail came back, so that staff see it with its request; undefined if it is no mail of ours, or this was
 * known. What cannot be reached again is not sent again.
 */
export async function recordBounce(
  inst: Installation,
  { messageId, because }: Bounce,
): Promise<{ readonly mail: string; readonly request: string | undefined } | undefined> {
  const status = /^[245]\.\d{1,3}\.\d{1,3}$/.test(because) ? `bounced ${because}` : "bounced";
  const row = await inst.storage.transaction(async (tx) => {
    const bounced = await bounceMail(tx, { messageId, because: status });
    if (bounced === undefined) return undefined;
    const { id: mail, request_id: request, template } = bounced;
    await inst.ledger.append(tx, { kind: "mail.bounced", body: { mail, request, template, because: status } });
    return bounced;
  });
  if (row === undefined) return undefined;
  await inst.ledger.sequence();
  return { mail: row.id, request: row.request_id ?? undefined };
}
