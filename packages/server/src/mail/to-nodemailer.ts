import type { SendMailOptions } from "nodemailer";
import { isAddress, oneLine } from "./plain-words.ts";
import type { OutgoingMail } from "./post.ts";

/**
 * A mail as nodemailer takes it; undefined if one of its addresses is none. Recipient and sender go into the envelope by
 * themselves, so that no text is parsed for more of them, and nothing is read from a file or an address.
 */
export function toNodemailer(mail: OutgoingMail): SendMailOptions | undefined {
  const { from, to } = mail;
  if (!isAddress(to) || !isAddress(from.address)) return undefined;
  return {
    from: { name: oneLine(from.name), address: from.address },
    to: { name: "", address: to },
    envelope: { from: from.address, to: [to] },
    messageId: oneLine(mail.messageId),
    date: new Date(mail.date),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    headers: Object.entries(mail.headers).map(([key, value]) => ({ key: oneLine(key), value: oneLine(value) })),
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
