import { MailError } from "./errors.ts";

/** A mail server, and how it is spoken to. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
  /** From the first byte; by STARTTLS, without which nothing is sent; or none. */
  readonly tls: "implicit" | "starttls" | "none";
}

const HELP = "smtps://name:password@mail.example, or smtp:// with STARTTLS; `?tls=none` for a server inside your own network";

/**
 * Reads TROTH_SMTP_URL. Mail leaves this machine encrypted or not at all, unless the address says `?tls=none`; a name and a
 * password never go unencrypted to another machine.
 * @throws MailError `mail.smtp-url`, which repeats nothing of it
 */
export function readSmtpUrl(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "") throw broken("it is no address");
  if (!["", "/"].includes(url.pathname) || url.hash !== "") throw broken("it goes on after the host");
  const options = [...url.searchParams];
  const plain = options.some(([name, value]) => name === "tls" && value === "none");
  if (options.length > (plain ? 1 : 0)) throw broken("its options are not known");
  if (plain && url.protocol === "smtps:") throw broken("it asks for encryption and for none");
  const host = decoded(url.hostname).replace(/^\[|\]$/g, "");
  const auth = url.username === "" ? undefined : { user: decoded(url.username), pass: decoded(url.password) };
  const here = ["localhost", "127.0.0.1", "::1"].includes(host);
  if (plain && auth !== undefined && !here) throw broken("a password would go unencrypted to another machine");
  const tls = url.protocol === "smtps:" ? "implicit" : plain || here ? "none" : "starttls";
  const port = url.port === "" ? (tls === "implicit" ? 465 : 587) : Number(url.port);
  return { host, port, auth, tls };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw broken("it has a percent sign that stands for nothing");
  }
}

const broken = (why: string): MailError =>
  new MailError("mail.smtp-url", `the address of the mail server cannot be used: ${why}`, {
    place: "TROTH_SMTP_URL",
    advice: HELP,
  });
