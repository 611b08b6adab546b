import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { OutgoingMail, Post, Posted } from "./post.ts";
import { readSmtpUrl, type SmtpServer } from "./read-smtp-url.ts";
import { readSmtpError } from "./smtp-answer.ts";
import { toNodemailer } from "./to-nodemailer.ts";

/** How a mail server is spoken to, besides where it is. */
export interface SmtpOptions {
  readonly from?: string | undefined;
  /** Certificates that are trusted instead of the system's, in PEM. */
  readonly ca?: string;
  /** For one mail, from looking the server up to its last answer. Shorter than a mail is held for its sender. */
  readonly timeoutMs?: number;
}

/** A post that speaks SMTP. */
export interface SmtpPost extends Post {
  readonly kind: "smtp";
}

const CONNECTIONS = 4;
const TIMEOUT_MS = 40_000;
const STEP_TIMEOUT_MS = 10_000;

/** Carries mail to the server that TROTH_SMTP_URL names. @throws MailError `mail.smtp-url` */
export function createSmtpPost(url: string, options: SmtpOptions = {}): SmtpPost {
  const transport = openTransport(readSmtpUrl(url), options);
  const contents = new WeakMap<AbortSignal, Readable>();
  // The pool does the same to learn whether a mail may go out twice: a content that was read was handed over.
  transport.use("stream", (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (given) => {
      const content = create(given);
      if (mail.data.signal) contents.set(mail.data.signal, content);
      return content;
    };
    done();
  });
  const send = async (mail: OutgoingMail): Promise<Posted> => {
    const message = toNodemailer(mail);
    if (message === undefined) return { kind: "refused", because: "the address is not one" };
    const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    try {
      await transport.sendMail({ ...message, signal });
      return { kind: "accepted" };
    } catch (error) {
      return readSmtpError(error, contents.get(signal)?.readableDidRead ?? false);
    }
  };
  return { kind: "smtp", from: options.from, send, close: async () => transport.close() };
}

const openTransport = ({ host, port, auth, tls }: SmtpServer, { ca }: SmtpOptions) =>
  createTransport({
    pool: true,
    host,
    port,
    ...(auth === undefined ? {} : { auth }),
    secure: tls === "implicit",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    tls: { minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
    maxConnections: CONNECTIONS,
    // A mail that was sent again behind our back would be counted nowhere.
    maxRequeues: 0,
    idleTimeout: STEP_TIMEOUT_MS,
    connectionTimeout: STEP_TIMEOUT_MS,
    greetingTimeout: STEP_TIMEOUT_MS,
    dnsTimeout: STEP_TIMEOUT_MS,
    socketTimeout: 2 * STEP_TIMEOUT_MS,
    logger: false,
  });
