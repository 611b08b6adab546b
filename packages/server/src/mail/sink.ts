import { createTransport } from "nodemailer";
import PostalMime from "postal-mime";
import type { OutgoingMail, Post, Posted } from "./post.ts";
import { toNodemailer } from "./to-nodemailer.ts";

/** A mail as it lies in the sink: what a mail program would show of it. */
export interface SunkMail {
  /** Counts from 1. */
  readonly id: string;
  /** When it was written; ISO 8601. */
  readonly at: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** RFC 822, as a server would have got it. */
  readonly raw: Uint8Array;
}

/** Keeps the mails of this process in memory, to be read in the browser while no mail server is configured. */
export interface Sink extends Post {
  readonly kind: "sink";
  /** The last 500, the newest first. */
  mails(): readonly SunkMail[];
  find(id: string): SunkMail | undefined;
}

const KEPT = 500;

/** Makes a sink. It is empty again after a restart. */
export function createSink(from?: string): Sink {
  // The very bytes that would go out are made and read again: what is shown is what a mail program shows.
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  let kept: readonly SunkMail[] = [];
  let count = 0;
  let closed = false;
  const send = async (mail: OutgoingMail): Promise<Posted> => {
    const options = toNodemailer(mail);
    if (options === undefined) return { kind: "refused", because: "the address is not one" };
    if (closed) return { kind: "delayed", because: "closed", away: true };
    const { message } = await transport.sendMail(options);
    const shown = await readMail(new Uint8Array(message as Buffer), { ...mail, id: String(++count) });
    kept = [shown, ...kept].slice(0, KEPT);
    return { kind: "accepted" };
  };
  return {
    kind: "sink",
    from,
    send: (mail) => send(mail).catch(() => ({ kind: "refused", because: "it cannot be written" }) as const),
    mails: () => kept,
    find: (id) => kept.find((mail) => mail.id === id),
    async close() {
      closed = true;
    },
  };
}

async function readMail(raw: Uint8Array, { id, to, date }: OutgoingMail & { readonly id: string }): Promise<SunkMail> {
  const { from, messageId, subject, text, html } = await PostalMime.parse(raw);
  return {
    id,
    at: date,
    messageId: messageId ?? "",
    from: from === undefined ? "" : from.name ? `${from.name} <${from.address}>` : (from.address ?? ""),
    to,
    subject: subject ?? "",
    text: text ?? "",
    html: html ?? "",
    raw,
  };
}
