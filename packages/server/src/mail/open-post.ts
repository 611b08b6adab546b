import { MailError } from "./errors.ts";
import { isAddress } from "./plain-words.ts";
import { createSink, type Sink } from "./sink.ts";
import { createSmtpPost, type SmtpPost } from "./smtp-post.ts";

/** A post that carries mail away, or the sink that keeps it to be read here. */
export type OpenedPost = SmtpPost | Sink;

/**
 * Opens what carries mail: the server of TROTH_SMTP_URL, or a sink in memory where none is configured.
 * @throws MailError `mail.smtp-url`, `mail.from`
 */
export function openPost(env: Readonly<Record<string, string | undefined>>): OpenedPost {
  const from = env.TROTH_MAIL_FROM || undefined;
  if (from !== undefined && !isAddress(from)) {
    throw new MailError("mail.from", "the sender of mail is not an address", {
      place: "TROTH_MAIL_FROM",
      advice: "one address without a name, such as privacy@example.com",
    });
  }
  const url = env.TROTH_SMTP_URL || undefined;
  return url === undefined ? createSink(from) : createSmtpPost(url, { from });
}
