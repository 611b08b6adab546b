import { expect, test } from "vitest";
import type { OutgoingMail, Post } from "./post.ts";

/** A mail as it arrived, read by a parser. */
export interface ArrivedMail {
  readonly raw: Uint8Array;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

/** One implementation under test. `arrived`: what came through, the oldest first. */
export interface PostUnderTest {
  readonly post: Post;
  readonly arrived: () => readonly ArrivedMail[];
}

const mailOf = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: { name: "Fernhill", address: "privacy@fernhill.example" },
  to: "ada@workshop.example",
  messageId: "<one@fernhill.example>",
  date: "2026-11-23T08:20:00.000Z",
  subject: "Your code",
  text: "hello",
  html: "<p>hello</p>",
  headers: { "Auto-Submitted": "auto-generated" },
  ...more,
});

const headOf = (raw: Uint8Array): string => new TextDecoder("latin1").decode(raw).split("\r\n\r\n")[0] ?? "";
/** Names of headers, in order; a folded line begins with a space and is none. */
const headersOf = (raw: Uint8Array): readonly string[] =>
  [...headOf(raw).matchAll(/^([^\s:]+):/gm)].map((match) => (match[1] ?? "").toLowerCase());

/** What every post must do, as tests. Call it inside a suite; `opened` is asked inside the tests and gives a fresh one. */
export function postConformance(opened: () => Promise<PostUnderTest>): void {
  test("MUST carry every field as it is given", async () => {
    const { post, arrived } = await opened();
    const text = `späť – ${"long ".repeat(400)}\n.\n..dots\n.\nFrom here\n\nend`;
    const html = `<p>späť ${"x".repeat(3000)}</p>`;
    const subject = `Ihr Schlüssel für „Fernhill“ ${"и ".repeat(60)}end`;
    const from = { name: "Fernhill „AB“, (Stockholm) <x>", address: "privacy@fernhill.example" };
    const headers = { "Content-Language": "id", "Auto-Submitted": "auto-generated" };
    expect(await post.send(mailOf({ text, html, subject, from, headers }))).toEqual({ kind: "accepted" });
    const [mail] = arrived();
    expect(mail).toMatchObject({
      text,
      html,
      subject,
      messageId: "<one@fernhill.example>",
      recipients: ["ada@workshop.example"],
    });
    const head = headOf(mail?.raw ?? new Uint8Array());
    expect(head).toMatch(/^Content-Language: id\r?$/m);
    expect(head).toMatch(/^Date: Mon, 23 Nov 2026 08:20:00 \+0000\r?$/m);
    expect(head).toMatch(/^To: ada@workshop\.example\r?$/m);
    expect(head).toMatch(/<privacy@fernhill\.example>\r?$/m);
    expect(head).not.toMatch(/^(Bcc|Cc|Reply-To|Sender|Return-Receipt-To|Disposition-Notification-To|X-Mailer):/im);
  });

  test("MUST carry the same Message-ID again on a retry, alone in its place", async () => {
    const { post, arrived } = await opened();
    await post.send(mailOf());
    await post.send(mailOf());
    const ids = arrived().map((mail) => mail.messageId);
    expect(ids).toEqual(["<one@fernhill.example>", "<one@fernhill.example>"]);
    for (const { raw } of arrived()) expect(headersOf(raw).filter((name) => name === "message-id")).toHaveLength(1);
  });

  test("MUST NOT let a line end in a field begin a header or a command", async () => {
    const { post, arrived } = await opened();
    const evil = "a\r\nBcc: eve@evil.example\r\nX-Evil: 1\r\n\r\n<b>body</b>\n\rX-Evil: 2\u2028X-Evil: 3";
    const mails = [
      mailOf({ subject: evil }),
      mailOf({ from: { name: evil, address: "privacy@fernhill.example" } }),
      mailOf({ headers: { "Content-Language": evil } }),
      mailOf({ messageId: `<one@fernhill.example>\r\nBcc: eve@evil.example` }),
    ];
    for (const mail of mails) expect((await post.send(mail)).kind).toBe("accepted");
    const got = arrived();
    expect(got).toHaveLength(mails.length);
    for (const { raw, recipients, text } of got) {
      expect(recipients).toEqual(["ada@workshop.example"]);
      expect(headersOf(raw).filter((name) => /evil|^bcc|^cc/.test(name))).toEqual([]);
      expect(text).toBe("hello");
    }
  });

  test("MUST reach `to` and nobody else: what is not one address is refused", async () => {
    const { post, arrived } = await opened();
    const bad = [
      ...["ada@workshop.example, eve@evil.example", "ada@workshop.example\r\nRCPT TO:<eve@evil.example>", "", "nobody"],
      ...[
        "ada@workshop.example> SIZE=1 <eve@evil.example",
        "Ada <ada@workshop.example>",
        "ada@workshop.example\nBcc: eve@evil.example",
      ],
    ];
    for (const to of bad) expect((await post.send(mailOf({ to }))).kind, JSON.stringify(to)).toBe("refused");
    const from = { name: "x", address: "privacy@fernhill.example\r\nDATA" };
    expect((await post.send(mailOf({ from }))).kind).toBe("refused");
    expect(arrived()).toEqual([]);
  });

  test("MUST NOT say an address in a reason", async () => {
    const { post } = await opened();
    for (const to of ["zqxmark", "zqxmark@workshop.example, eve@evil.example"])
      expect(JSON.stringify(await post.send(mailOf({ to })))).not.toContain("zqxmark");
  });

  test("many at once all arrive, each for its own recipient", async () => {
    const { post, arrived } = await opened();
    const numbers = Array.from({ length: 20 }, (_, at) => at);
    const sent = await Promise.all(
      numbers.map((n) =>
        post.send(mailOf({ to: `a${n}@workshop.example`, messageId: `<${n}@fernhill.example>`, text: `for ${n}` })),
      ),
    );
    expect(sent.every((one) => one.kind === "accepted")).toBe(true);
    const got = arrived().map((mail) => `${mail.recipients.join()} ${mail.messageId} ${mail.text}`);
    expect(got.sort()).toEqual(numbers.map((n) => `a${n}@workshop.example <${n}@fernhill.example> for ${n}`).sort());
  });

  test("MUST NOT throw, closed or not", async () => {
    const { post } = await opened();
    await post.close();
    await post.close();
    expect((await post.send(mailOf())).kind).toBe("delayed");
  });
}
