import type { NodemailerError } from "nodemailer";
import type { Posted } from "./post.ts";

// What the server says of us, not of the mail: another sender, another password and it would be taken.
const ABOUT_US = new Set([
  "EAUTH",
  "ENOAUTH",
  "EOAUTH2",
  "ETLS",
  "EDNS",
  "ESOCKET",
  "ECONNECTION",
  "ETIMEDOUT",
  "EPROTOCOL",
  "EABORT",
]);

/**
 * What a failed sending means. `handedOver`: the server had begun to take the mail's content.
 *
 * A refusal for good counts as such where it is about this mail: at the recipient, or after its content. Whatever a
 * server says before that, to our name, our password or our sender, is ours to mend, and mail waits meanwhile.
 */
export function readSmtpError(error: unknown, handedOver: boolean): Exclude<Posted, { readonly kind: "accepted" }> {
  const { code, command, responseCode, response } = error as NodemailerError;
  const because = becauseOf({ code, responseCode, response });
  if (responseCode === undefined && handedOver) return { kind: "unknown", because };
  const aboutThis = command === "RCPT TO" || command === "DATA";
  const forGood = responseCode !== undefined && responseCode >= 500 && ![503, 521, 530, 535].includes(responseCode);
  if (aboutThis && forGood) return { kind: "refused", because };
  if (code === "EMESSAGE" && responseCode === undefined)
    return { kind: "refused", because: "it is larger than the server takes" };
  return { kind: "delayed", because, away: !aboutThis && (code === undefined || ABOUT_US.has(code) || command === "MAIL FROM") };
}

/** Codes alone: `smtp 550 5.1.1`, `ECONNECTION`. The server's words repeat the address that it speaks of. */
function becauseOf({ code, responseCode, response }: Pick<NodemailerError, "code" | "responseCode" | "response">): string {
  if (responseCode === undefined) return /^[A-Z][A-Z0-9_]{2,30}$/.test(code ?? "") ? `smtp ${code}` : "smtp failed";
  const [, status] = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? "") ?? [];
  return status === undefined ? `smtp ${responseCode}` : `smtp ${responseCode} ${status}`;
}
