// A mail server on loopback: what it takes is kept in memory, as mail programs would see it.
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** One mail as it came over SMTP. */
export interface Received {
  readonly to: readonly string[];
  /** Everything, headers included, as it was sent. */
  readonly raw: string;
  readonly mail: Email;
}

/** A mailbox for every address, and its server. */
export interface Mailbox {
  /** For TROTH_SMTP_URL. */
  readonly url: string;
  readonly received: readonly Received[];
  /** Waits for the next mail to an address that was not handed out before. */
  readonly next: (to: string, timeoutMs?: number) => Promise<Received>;
  readonly close: () => Promise<void>;
}

/** Opens a mail server that takes everything. */
export async function openMailbox(): Promise<Mailbox> {
  const received: Received[] = [];
  const handed = new Set<Received>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        const to = session.envelope.rcptTo.map((one) => one.address);
        PostalMime.parse(raw).then(
          (mail) => {
            received.push({ to, raw: raw.toString("latin1"), mail });
            done();
          },
          (error: Error) => done(error),
        );
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    async next(to, timeoutMs = 90_000) {
      for (const until = Date.now() + timeoutMs; Date.now() < until; await wait(50)) {
        const one = received.find((each) => !handed.has(each) && each.to.includes(to));
        if (one) {
          handed.add(one);
          return one;
        }
      }
      throw new Error(`no mail came to that address within ${timeoutMs} ms; ${received.length} came in all`);
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** The code that a mail carries: eight digits, written in two groups. */
export function codeIn({ mail }: Received): string {
  const found = /\b(\d{4})\s?(\d{4})\b/.exec(mail.text ?? "");
  if (!found) throw new Error("the mail has no code");
  return `${found[1]}${found[2]}`;
}
