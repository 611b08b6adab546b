import type { Attachment, Email } from "postal-mime";
import { parseMail } from "./parse-mail.ts";
import type { Bounce } from "./record-bounce.ts";

/** What a mail turned out to be. `delayed` and the like are reports that nothing came back yet. */
export type ReadBounce = { readonly kind: "bounce"; readonly bounce: Bounce } | { readonly kind: "other"; readonly says: string };

/** Our mails have some ten kilobytes; a report holds one and some lines about it. */
const LARGEST_BYTES = 128 * 1024;

const other = (says: string): ReadBounce => ({ kind: "other", says });

/**
 * Reads a report of a server that a mail could not be delivered (RFC 3464). Anybody may write such a mail: nothing of it is
 * taken but the Message-ID of the mail that it returns and a status code. Never throws.
 */
export async function readBounce(raw: Uint8Array): Promise<ReadBounce> {
  const parsed = await parseMail(raw, LARGEST_BYTES);
  if ("says" in parsed) return other(parsed.says);
  const { email } = parsed;
  const report = partOf(email, /^message\/(global-)?delivery-status$/);
  const returned = partOf(email, /^(message\/(global|rfc822)|text\/rfc822-headers|message\/global-headers)$/);
  if (report === undefined || returned === undefined) return other("it is no report of a delivery");
  // The first group of fields is about the server, each further one about a recipient. Ours have one.
  const recipients = report.split(/\r?\n\r?\n/).slice(1);
  const failed = recipients.find((fields) => /^failed\b/i.test(fieldOf(fields, "action") ?? ""));
  if (failed === undefined) return other("nothing came back");
  const messageId = /^<[^<>\s]{1,250}>/.exec(fieldOf(headOf(returned), "message-id") ?? "")?.[0];
  if (messageId === undefined) return other("it does not say which mail came back");
  const because = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fieldOf(failed, "status") ?? "")?.[0] ?? "";
  return { kind: "bounce", bounce: { messageId, because } };
}

function partOf({ attachments }: Email, type: RegExp): string | undefined {
  const found = attachments.find((part: Attachment) => type.test(part.mimeType));
  return typeof found?.content === "string" ? found.content : undefined;
}

const headOf = (message: string): string => message.split(/\r?\n\r?\n/)[0] ?? "";

/** A field's value, its folded lines joined. */
function fieldOf(fields: string, name: string): string | undefined {
  const lines = fields.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}
