// A mail server on loopback for tests: takes mail, or does to it what a test says.
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";

/** A mail that the server took the content of, whether or not it said so. */
export interface TakenMail extends Email {
  readonly raw: Uint8Array;
  readonly mailFrom: string;
  readonly recipients: readonly string[];
}

/** What the server does with a recipient or a content, instead of taking it: an answer, a cut line, or silence. */
export type Misdeed = { readonly answer: number; readonly says?: string } | "cut" | "silence";

/** A server that is running. */
export interface SmtpSink {
  readonly port: number;
  readonly url: string;
  readonly taken: readonly TakenMail[];
  /** How many connections were made. */
  readonly connections: () => number;
  close(): Promise<void>;
}

const failure = (misdeed: Exclude<Misdeed, "cut" | "silence">): Error =>
  Object.assign(new Error(misdeed.says ?? "no"), { responseCode: misdeed.answer });

/** Starts one. `atRecipient` and `atContent` are asked for each mail; undefined: it is taken. */
export async function startSmtpSink(
  does: {
    readonly atSender?: () => Misdeed | undefined;
    readonly atRecipient?: (address: string) => Misdeed | undefined | Promise<Misdeed | undefined>;
    readonly atContent?: (mail: TakenMail) => Misdeed | undefined | Promise<Misdeed | undefined>;
    readonly options?: SMTPServerOptions;
    readonly host?: string;
  } = {},
): Promise<SmtpSink> {
  const taken: TakenMail[] = [];
  let connections = 0;
  const cut = (session: SMTPServerSession): void => {
    for (const one of server.connections) if (one.session?.id === session.id) one._socket.destroy();
  };
  const act = (misdeed: Misdeed | undefined, session: SMTPServerSession, done: (error?: Error | null) => void): void => {
    if (misdeed === undefined) done();
    else if (misdeed === "cut") cut(session);
    else if (misdeed !== "silence") done(failure(misdeed));
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onConnect: (_, done) => {
      connections += 1;
      done();
    },
    onMailFrom: (_, session, done) => act(does.atSender?.(), session, done),
    onRcptTo: async ({ address }, session, done) => act(await does.atRecipient?.(address), session, done),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = new Uint8Array(Buffer.concat(chunks));
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { mailFrom: mailFrom === false ? "" : mailFrom.address, recipients: rcptTo.map((one) => one.address) };
        const mail: TakenMail = { ...(await PostalMime.parse(raw)), raw, ...envelope };
        taken.push(mail);
        act(await does.atContent?.(mail), session, done);
      });
    },
    ...does.options,
  });
  server.on("error", () => undefined);
  const host = does.host ?? "127.0.0.1";
  await new Promise<void>((resolve) => server.listen(0, host, () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://${host}:${port}`,
    taken,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const one of server.connections) one._socket.destroy();
      }),
  };
}
