import { existsSync } from "node:fs";

/** A setting of the environment: what it means, what holds without it, and what it must look like. */
export interface Variable {
  readonly name: string;
  readonly means: string;
  /** What holds where it is not set, in words. */
  readonly otherwise: string;
  readonly example: string;
  /** What was expected, where a value is not it. The value itself is never repeated: it may be a secret. */
  readonly fault: (value: string) => string | undefined;
}

const URL_OF_OURS = "an address without a path, such as https://privacy.example.com; http:// for this machine alone";

/** `127.0.0.1:4620`, `[::1]:4620`, `:4620` for all addresses of this machine. */
export function parseListen(text: string): { readonly host: string; readonly port: number } | undefined {
  const [, six, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]*)):(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65_535) return undefined;
  return { host: six ?? (plain === "" ? "0.0.0.0" : (plain ?? "0.0.0.0")), port };
}

/** Whether a host is this machine and nothing else. */
export const isThisMachine = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

function isPublicAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, pathname, search, hash, hostname } = new URL(value);
  if (username !== "" || password !== "" || search !== "" || hash !== "" || !/^\/*$/.test(pathname)) return false;
  // Codes and passwords cross no network in the clear.
  return protocol === "https:" || (protocol === "http:" && isThisMachine(hostname));
}

const isPostgres = (value: string): boolean => URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol);
const isMailServer = (value: string): boolean => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol);
const unless = (isRight: boolean, expected: string): string | undefined => (isRight ? undefined : expected);
const LEVELS = ["debug", "info", "warn", "error", "silent"];

/** Every variable that `troth start` reads. docs/deploy.md shows this table. */
export const variables: readonly Variable[] = [
  {
    name: "TROTH_HOME",
    means: "The folder for what Troth keeps: its own database, its keys, copies on their way.",
    otherwise: "`.troth` in the folder it is started in",
    example: "/var/lib/troth",
    fault: () => undefined,
  },
  {
    name: "TROTH_DATABASE_URL",
    means: "A PostgreSQL for Troth's own database. Never the database of your application.",
    otherwise: "an embedded database in TROTH_HOME",
    example: "postgres://troth@db.internal/troth",
    fault: (value) => unless(isPostgres(value), "an address such as postgres://user@host/database"),
  },
  {
    name: "TROTH_MASTER_KEY_FILE",
    means: "The master key, kept apart from the key store and from every backup of it.",
    otherwise: "`keys/master.key` in TROTH_HOME, made at the first start",
    example: "/etc/troth/master.key",
    fault: (value) => unless(value.startsWith("/") || existsSync(value), "a path from the root, such as /etc/troth/master.key"),
  },
  {
    name: "TROTH_ADDRESS",
    means: "Where the privacy center stands for the public: links in mail begin with it, cookies and passkeys belong to it.",
    otherwise: "the address it listens on",
    example: "https://privacy.example.com",
    fault: (value) => unless(isPublicAddress(value), URL_OF_OURS),
  },
  {
    name: "TROTH_LISTEN",
    means: "Where this process listens. Beyond this machine only behind a proxy that speaks https.",
    otherwise: "`127.0.0.1:4620`",
    example: "127.0.0.1:4620",
    fault: (value) => unless(parseListen(value) !== undefined, "an address and a port, such as 127.0.0.1:4620"),
  },
  {
    name: "TROTH_TRUST_PROXY",
    means: "How many proxies of yours stand before it: so many entries of X-Forwarded-For are believed.",
    otherwise: "`0`: the header is not read",
    example: "1",
    fault: (value) => unless(/^([0-9]|10)$/.test(value), "a number from 0 to 10"),
  },
  {
    name: "TROTH_SMTP_URL",
    means: "The server that mail is handed to, with its user and password. smtps, or smtp with STARTTLS.",
    otherwise: "no mail goes out: it is kept in memory, to be read on this machine",
    example: "smtps://troth:<password>@mail.example.com",
    fault: (value) => unless(isMailServer(value), "an address such as smtps://user:password@mail.example.com"),
  },
  {
    name: "TROTH_MAIL_FROM",
    means: "The sender of mail.",
    otherwise: "the program's `organization.contact`",
    example: "privacy@example.com",
    fault: (value) => unless(/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(value), "one address without a name, such as privacy@example.com"),
  },
  {
    name: "TROTH_BOUNCES",
    means:
      "A folder into which your mail server lays what comes back to the sender: a Maildir's `new`. Bounces are shown to staff, and who asks to stop marketing is heard.",
    otherwise: "only refusals at the time of sending are seen",
    example: "/var/mail/privacy/new",
    fault: (value) => unless(value.startsWith("/"), "a path from the root, such as /var/mail/privacy/new"),
  },
  {
    name: "TROTH_LOG",
    means: "How much is written to stderr; never a value of a person, on any level.",
    otherwise: "`warn`",
    example: "info",
    fault: (value) => unless(LEVELS.includes(value), `one of ${LEVELS.join(", ")}`),
  },
  {
    name: "TROTH_DEBUG",
    means: "`1`: an error at the start says where in Troth it came from.",
    otherwise: "off",
    example: "1",
    fault: () => undefined,
  },
];
