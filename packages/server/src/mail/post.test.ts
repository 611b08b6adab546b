import { afterEach, describe, expect, test } from "vitest";
import { selfSigned } from "../../../../test/support/self-signed.ts";
import { type Misdeed, type SmtpSink, startSmtpSink } from "../../../../test/support/smtp-sink.ts";
import { postConformance } from "./conformance.ts";
import { openPost } from "./open-post.ts";
import type { OutgoingMail, Post } from "./post.ts";
import { readSmtpUrl } from "./read-smtp-url.ts";
import { createSink } from "./sink.ts";
import { createSmtpPost, type SmtpOptions } from "./smtp-post.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const started = async (does: Parameters<typeof startSmtpSink>[0] = {}): Promise<SmtpSink> => {
  const server = await startSmtpSink(does);
  closing.push(() => server.close());
  return server;
};
const posting = (url: string, options: SmtpOptions = {}): Post => {
  const post = createSmtpPost(url, options);
  closing.push(() => post.close());
  return post;
};

const mail: OutgoingMail = {
  from: { name: "Fernhill", address: "privacy@fernhill.example" },
  to: "zqxmark@workshop.example",
  messageId: "<one@fernhill.example>",
  date: "2026-11-23T08:20:00.000Z",
  subject: "Your code",
  text: "hello\n",
  html: "<p>hello</p>\n",
  headers: {},
};

// Lines end as the wire ends them, and the parser ends the last one too.
const asWritten = (text = ""): string => text.replaceAll("\r\n", "\n").replace(/\n$/, "");

describe("post conformance of the sink", () => {
  postConformance(async () => {
    const sink = createSink();
    const arrived = () =>
      sink
        .mails()
        .map((one) => ({ ...one, recipients: [one.to], text: asWritten(one.text), html: asWritten(one.html) }))
        .reverse();
    return { post: sink, arrived };
  });
});

describe("post conformance of SMTP", () => {
  postConformance(async () => {
    const server = await started();
    const arrived = () =>
      server.taken.map(({ raw, recipients, subject = "", text, html, messageId = "" }) => ({
        ...{ raw, recipients, subject, messageId },
        text: asWritten(text),
        html: asWritten(html),
      }));
    return { post: posting(server.url), arrived };
  });
});

describe("the sink", () => {
  test("keeps the last 500, the newest first", async () => {
    const sink = createSink("privacy@fernhill.example");
    for (let n = 1; n <= 505; n++) await sink.send({ ...mail, subject: `mail ${n}` });
    expect(sink.mails()).toHaveLength(500);
    expect(sink.mails()[0]).toMatchObject({ id: "505", subject: "mail 505", from: "Fernhill <privacy@fernhill.example>" });
    expect([sink.find("505")?.subject, sink.find("1"), sink.from]).toEqual(["mail 505", undefined, "privacy@fernhill.example"]);
  });

  test("is what carries mail while no server is configured", async () => {
    expect(openPost({})).toMatchObject({ kind: "sink", from: undefined });
    expect(openPost({ TROTH_SMTP_URL: "" }).kind).toBe("sink");
    const post = openPost({ TROTH_SMTP_URL: "smtp://127.0.0.1:1", TROTH_MAIL_FROM: "privacy@fernhill.example" });
    expect([post.kind, post.from]).toEqual(["smtp", "privacy@fernhill.example"]);
    await post.close();
  });
});

describe("settings of mail", () => {
  test("are read, with encryption as the rule", () => {
    const auth = { user: "na me", pass: "p@ss:1" };
    expect(readSmtpUrl("smtps://na%20me:p%40ss%3A1@mail.example")).toEqual({
      host: "mail.example",
      port: 465,
      auth,
      tls: "implicit",
    });
    expect(readSmtpUrl("smtp://mail.example")).toEqual({ host: "mail.example", port: 587, auth: undefined, tls: "starttls" });
    expect(readSmtpUrl("smtp://mail.example:25/?tls=none").tls).toBe("none");
    expect(readSmtpUrl("smtp://[::1]:25")).toMatchObject({ host: "::1", port: 25, tls: "none" });
  });

  test("are refused without being repeated", () => {
    const bad = [
      ...["http://zqxmark@mail.example", "zqxmark", "smtp:zqxmark", "smtps://zqxmark:pw@mail.example/?logger=true&debug=true"],
      ...["smtp://zqxmark:pw@mail.example?tls=none", "smtps://zqxmark@mail.example?tls=none", "smtp://zqxmark%zz@mail.example"],
      ...["smtp://mail.example/zqxmark", "smtps://mail.example?tls.rejectUnauthorized=zqxmark", "smtps://mail.example#zqxmark"],
    ];
    for (const url of bad) {
      try {
        openPost({ TROTH_SMTP_URL: url });
        expect.unreachable(url);
      } catch (error) {
        expect(error, url).toMatchObject({ code: "mail.smtp-url", place: "TROTH_SMTP_URL" });
        expect(String(error) + JSON.stringify(error)).not.toContain("zqxmark");
      }
    }
    const from = () => openPost({ TROTH_MAIL_FROM: "Zqxmark <zqxmark@mail.example>\r\nBcc: eve@evil.example" });
    expect(from).toThrow(expect.objectContaining({ code: "mail.from", message: expect.not.stringContaining("zqxmark") }));
  });
});

describe("what became of a mail", () => {
  const rude = (answer: number, status = ""): Misdeed => ({ answer, says: `${status} <zqxmark@workshop.example> is not here` });
  const outcomes: readonly [string, Parameters<typeof startSmtpSink>[0], unknown][] = [
    ["an unknown recipient", { atRecipient: () => rude(550, "5.1.1") }, { kind: "refused", because: "smtp 550 5.1.1" }],
    ["a content that is not wanted", { atContent: () => rude(554) }, { kind: "refused", because: "smtp 554" }],
    [
      "a recipient who is busy",
      { atRecipient: () => rude(451, "4.7.1") },
      { kind: "delayed", because: "smtp 451 4.7.1", away: false },
    ],
    ["a content for later", { atContent: () => rude(452) }, { kind: "delayed", because: "smtp 452", away: false }],
    ["a sender that is not wanted", { atSender: () => rude(550) }, { kind: "delayed", because: "smtp 550", away: true }],
    [
      "a server that wants a name",
      { atSender: () => rude(530, "5.7.0") },
      { kind: "delayed", because: "smtp 530 5.7.0", away: true },
    ],
    ["a line cut before the content", { atRecipient: () => "cut" }, { kind: "delayed", because: "smtp ECONNECTION", away: true }],
    ["a line cut after the content", { atContent: () => "cut" }, { kind: "unknown", because: "smtp ECONNECTION" }],
    ["silence before the content", { atRecipient: () => "silence" }, { kind: "delayed", because: "smtp EABORT", away: true }],
    ["silence after the content", { atContent: () => "silence" }, { kind: "unknown", because: "smtp EABORT" }],
  ];
  test.each(outcomes)("%s", async (name, does, outcome) => {
    const server = await started(does);
    const posted = await posting(server.url, name.startsWith("silence") ? { timeoutMs: 1500 } : {}).send(mail);
    expect(posted).toEqual(outcome);
    expect(JSON.stringify(posted)).not.toContain("zqxmark");
    // Nothing was sent again behind our back.
    expect(server.taken.length).toBeLessThanOrEqual(1);
  });

  test("a server that is not there", async () => {
    const server = await startSmtpSink();
    await server.close();
    expect(await posting(server.url).send(mail)).toMatchObject({ kind: "delayed", away: true });
  });

  test("after a refusal the next mail goes over the same connection, and after a cut one over another", async () => {
    const misdeeds: (Misdeed | undefined)[] = [{ answer: 550 }, undefined, "cut", undefined];
    const server = await started({ atRecipient: () => misdeeds.shift() });
    const post = posting(server.url);
    const kinds: string[] = [];
    for (let n = 0; n < 4; n++) kinds.push((await post.send(mail)).kind);
    expect(kinds).toEqual(["refused", "accepted", "delayed", "accepted"]);
    expect(server.connections()).toBe(2);
  });
});

describe("encryption", () => {
  const { key, cert } = selfSigned("localhost");

  test("smtps: to a server whose certificate is trusted and bears its name, and to no other", async () => {
    const server = await started({ options: { secure: true, key, cert } });
    const url = `smtps://localhost:${server.port}`;
    expect(await posting(url, { ca: cert }).send(mail)).toEqual({ kind: "accepted" });
    expect(await posting(url).send(mail)).toMatchObject({ kind: "delayed", away: true });
    const otherName = selfSigned("elsewhere.example");
    const impostor = await started({ options: { secure: true, key: otherName.key, cert: otherName.cert } });
    const asked = posting(`smtps://localhost:${impostor.port}`, { ca: otherName.cert });
    expect(await asked.send(mail)).toMatchObject({ kind: "delayed", away: true });
    expect([server.taken.length, impostor.taken.length]).toEqual([1, 0]);
  });

  test("smtp to another machine: by STARTTLS, and nothing is sent where the server has none", async () => {
    // 127.0.0.2 is another machine as far as the rule goes.
    const host = "127.0.0.2";
    const bare = await started({ host });
    expect(await posting(bare.url).send(mail)).toMatchObject({ kind: "delayed", away: true });
    expect(bare.taken).toEqual([]);
    expect(await posting(`${bare.url}?tls=none`).send(mail)).toEqual({ kind: "accepted" });
    const own = selfSigned(host);
    const sealed = await started({ host, options: { ...own, disabledCommands: [] } });
    expect(await posting(sealed.url).send(mail)).toMatchObject({ kind: "delayed", away: true });
    expect(sealed.taken).toEqual([]);
    expect(await posting(sealed.url, { ca: own.cert }).send(mail)).toEqual({ kind: "accepted" });
  });

  test("a wrong password delays mail, and says nothing of it", async () => {
    const server = await started({
      options: { allowInsecureAuth: true, authOptional: false, onAuth: (_, __, done) => done(new Error("bad zqxmark")) },
    });
    const posted = await posting(`smtp://zqxmark:zqxmark@127.0.0.1:${server.port}`).send(mail);
    expect(posted).toMatchObject({ kind: "delayed", away: true });
    expect(JSON.stringify(posted)).not.toContain("zqxmark");
  });
});
