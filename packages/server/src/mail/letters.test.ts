import { describe, expect, test } from "vitest";
import { languages } from "../words/index.ts";
import { citeLaw } from "./cite-law.ts";
import { composeMail } from "./compose-mail.ts";
import type { LetterPlace } from "./letter.ts";
import type { Mail } from "./mails.ts";
import { domainOf, isAddress, oneLine } from "./plain-words.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

const fernhill: Omit<LetterPlace, "language"> = {
  organization: {
    name: "Fernhill",
    contact: "privacy@fernhill.example",
    address: "Sveavägen 14, Stockholm",
    officer: { name: "Tomas Ekberg", email: "dpo@fernhill.example" },
  },
  zone: "Europe/Stockholm",
  address: "https://privacy.fernhill.example",
};

const mailsIn = (language: string): readonly Mail[] => {
  const request = "R-1042";
  const page = `https://privacy.fernhill.example/${language}/requests/R-1042`;
  const until = "2026-11-25T13:17:00.000Z";
  const own = `https://privacy.fernhill.example/${language}/ask?own=of-a-mailbox`;
  const erased = { template: "erased", request, receivedAt: "2026-11-09T23:30:00.000Z", page } as const;
  return [
    ...(["access", "erasure", "question", "concern", "sign-in", "identify"] as const).map(
      (kind): Mail => ({ template: "code", kind, code: "41809277", until, ...(kind === "identify" ? {} : { own }) }),
    ),
    { template: "nothing-here", own },
    { template: "content-ask", until, page: `https://privacy.fernhill.example/${language}/contents/link-of-an-author` },
    { template: "content-changed", until, page: `https://privacy.fernhill.example/${language}/contents/link-of-an-author` },
    { template: "parent-ask", until, page: `https://privacy.fernhill.example/${language}/parents/link-of-a-parent` },
    { template: "parent-agreed", page: `https://privacy.fernhill.example/${language}/parents/withdraw/link-of-a-parent` },
    { template: "received", request, right: "access", due: "2026-12-09T22:59:59.000Z", law: "GDPR Art. 12(3)", page },
    { template: "received", request, right: "erasure", due: "2026-11-28T14:00:00.000Z", law: undefined, page },
    { template: "received", request, right: "erasure", due: undefined, law: undefined, page },
    { template: "question-received", request, kind: "question", page },
    { template: "question-received", request, kind: "concern", page },
    { template: "answered", request, page },
    { template: "message", request, page },
    { template: "cooling", request, until, page },
    { template: "stopped", request, page },
    { template: "withdrawn", request, page },
    { template: "turned", request, right: "access", page },
    { template: "turned", request, right: "erasure", page },
    { template: "denied", request, because: "The account is not yours.\n\nWe looked twice.", law: "GDPR Art. 12(4)", page },
    {
      template: "extended",
      request,
      because: "Forty requests came at once.",
      until: "2027-03-01T22:59:59.000Z",
      law: "GDPR Art. 12(3)",
      page,
    },
    {
      template: "denied",
      request,
      because: "The account is not yours.",
      law: "Va. Code 59.1-577(B)(3); Va. Code 59.1-577(B)(2)",
      contents: ["reasons", "appeal"],
      appeal: true,
      page,
    },
    { template: "appeal-received", request, due: "2027-02-05T04:59:59Z", law: "Va. Code 59.1-577(C)", page },
    { template: "appeal-received", request, due: undefined, law: undefined, page },
    { template: "appeal-granted", request, because: "You are right.", law: "Va. Code 59.1-577(C)", page },
    {
      template: "appeal-refused",
      request,
      because: "We looked again.",
      law: "Va. Code 59.1-577(C)",
      contents: ["result", "reasons", "attorney-general"],
      page,
    },
    {
      template: "fee",
      request,
      because: "Forty boxes.",
      amount: "CHF 120",
      until,
      law: "DPO Art. 19(1)-(2), 22",
      contents: ["cost"],
      page,
    },
    { template: "copy-ready", request, until, page },
    { template: "task", request, store: "filing-cabinet", due: until, page },
    { template: "task-late", request, store: "filing-cabinet", due: until, page },
    { template: "task-keep", request, store: "filing-cabinet", due: until, page },
    { template: "task-keep-late", request, store: "filing-cabinet", due: until, page },
    { ...erased, deleted: 8693, changed: 57, kept: 23, keptUntil: "2033-12-31", law: "bokföringslagen 7:2; GDPR Art. 17(3)(b)" },
    { ...erased, deleted: 1, changed: 1, kept: 1, keptUntil: undefined, keptWithoutEnd: 1, law: undefined },
    { ...erased, deleted: 12, changed: 0, kept: 0, keptUntil: undefined, law: undefined },
  ];
};

test("what nobody has read in a law's text is marked in both languages", () => {
  const unread = "GDPR Art. 12(3) [not verified]";
  expect([citeLaw("en", unread), citeLaw("id", unread)]).toEqual([unread, "Pasal 12 ayat (3) GDPR [belum diperiksa]"]);
});

/** The places that a message fills, with those of its plural forms. */
const placesOf = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ""))].sort();

/** What of a page a reader sees. */
const visible = (page: string): string =>
  page
    .replace(/^[\s\S]*<\/head>/, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ")
    .trim();

describe.each(languages)("mail in %s", (language) => {
  const place = { ...fernhill, language };

  test("says what it said", async () => {
    const all = mailsIn(language).map((mail) => {
      const { subject, text } = composeMail(mail, place);
      return `=== ${mail.template}\nSubject: ${subject}\n\n${text}`;
    });
    await expect(all.join("\n")).toMatchFileSnapshot(`./letters.${language}.txt`);
  });

  test("its page looks as it looked", async () => {
    const code = mailsIn(language)[1];
    const erased = mailsIn(language).find((mail) => mail.template === "erased");
    const pages = [code, erased].map((mail) => (mail ? composeMail(mail, place).html : ""));
    await expect(pages.join("\n")).toMatchFileSnapshot(`./letters.${language}.html.txt`);
  });

  test("HTML and text say the same, and HTML fetches nothing", () => {
    for (const mail of mailsIn(language)) {
      const { text, html } = composeMail(mail, place);
      for (const line of text.split("\n").map((one) => one.replace(/^>( |$)/, "").trim())) {
        if (line === "--" || line.startsWith("http")) continue;
        for (const said of line.split(/(?<=:) /)) expect(visible(html)).toContain(said.replace(/:$/, "").replace(/\s+/g, " "));
      }
      expect(html).not.toMatch(/<(img|script|link|iframe|object|video|audio|form)|url\(|@import|src=/i);
      expect(html).toContain(`<html lang="${language}">`);
      if ("page" in mail) expect([text.includes(mail.page), html.includes(`href="${mail.page}"`)]).toEqual([true, true]);
    }
  });

  test("each names who writes, who answers and where; what rests on a law names it", () => {
    for (const mail of mailsIn(language)) {
      const { text } = composeMail(mail, place);
      for (const who of ["Fernhill, Sveavägen 14, Stockholm", "Tomas Ekberg", "dpo@fernhill.example", "privacy@fernhill.example"])
        expect(text).toContain(who);
      if ("law" in mail && mail.law !== undefined && !("kept" in mail && mail.kept === 0))
        expect(text).toContain(citeLaw(language, mail.law));
    }
  });

  test("neither subject nor link says anything of the person", () => {
    for (const mail of mailsIn(language)) {
      const marked = {
        ...mail,
        ...("because" in mail ? { because: "zqxmark" } : {}),
        ...("code" in mail ? { code: "55550000" } : {}),
      };
      const { subject, html } = composeMail(marked, place);
      expect(subject).not.toMatch(/zqxmark|5555|0000|delet|hapus|copy of|salinan data/i);
      for (const [, link = ""] of html.matchAll(/href="([^"]+)"/g))
        expect(link).toMatch(/^(https:\/\/privacy\.fernhill\.example\/|mailto:)/);
    }
  });

  test("markup in any value is shown, not run", () => {
    const evil = `<script>alert("1")</script><img src=x onerror='x'>"'&`;
    const organization = { name: evil, contact: evil, address: evil, officer: { name: evil, email: evil } };
    for (const mail of mailsIn(language)) {
      const poisoned = Object.fromEntries(
        Object.entries(mail).map(([name, value]) => [
          name,
          ["because", "law", "page", "request", "code"].includes(name) && value !== undefined ? evil : value,
        ]),
      ) as unknown as Mail;
      const { html } = composeMail(poisoned, { ...place, organization });
      expect(html.replace(/<style>[\s\S]*<\/style>/, "")).not.toMatch(/<script|<img|onerror='/i);
      expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
      for (const tag of html.match(/<[^>]*>/g) ?? [])
        expect(tag).toMatch(/^(<!doctype html>|<\/?[a-z0-9]+( [a-z-]+="[^"<]*")*>)$/);
    }
  });

  test("line ends in a name stay inside the subject line", () => {
    const organization = { ...fernhill.organization, name: "Fern\r\nBcc: eve@evil.example\r\n\r\nhill\u2028\u202e" };
    for (const mail of mailsIn(language)) {
      const { subject } = composeMail(mail, { ...place, organization });
      expect(subject).toMatch(/^[^\p{Cc}\u2028\u202e]+$/u);
    }
  });
});

test("both languages fill the same places", () => {
  for (const [key, message] of Object.entries(en)) expect(placesOf(id[key as keyof typeof en]), key).toEqual(placesOf(message));
  expect(Object.keys(id).sort()).toEqual(Object.keys(en).sort());
});

test("a citation is written as each language writes it", () => {
  expect(citeLaw("en", "GDPR Art. 12(3)")).toBe("GDPR Art. 12(3)");
  expect(citeLaw("id", "GDPR Art. 12(3)")).toBe("Pasal 12 ayat (3) GDPR");
  expect(citeLaw("id", "UK GDPR Art. 17(3)(b); Companies Act 2006")).toBe(
    "Pasal 17 ayat (3) huruf (b) UK GDPR; Companies Act 2006",
  );
  expect(citeLaw("id", "GDPR Art. 15")).toBe("Pasal 15 GDPR");
});

test("an address is one address and nothing else", () => {
  for (const good of ["ada@workshop.example", "a.b+c@x.example", "josé@exämple.example", "o'neill@x.example", "a@localhost"])
    expect(isAddress(good), good).toBe(true);
  const bad = [
    ...["", "ada", "@x.example", "ada@", "a@b@c.example", "ada@x.example, eve@evil.example", "Ada <ada@x.example>"],
    ...["ada@x.example\r\nBcc: eve@evil.example", "ada@x.example\n", "a\u0000@x.example", '"a b"@x.example', "a b@x.example"],
    ...[
      "ada@x.example>",
      "ada@x.example SIZE=1",
      "ada@[127.0.0.1]",
      "ada@x..example",
      "a@x.example;b@y.example",
      `${"a".repeat(65)}@x.example`,
    ],
    ...["ada\u202e@x.example", "ada@x.example\u2028"],
  ];
  for (const text of bad) expect(isAddress(text), JSON.stringify(text)).toBe(false);
  expect([domainOf("a@Workshop.example"), domainOf("call us"), domainOf("a@x.example>\r\nX: y")]).toEqual([
    "workshop.example",
    "troth.invalid",
    "troth.invalid",
  ]);
  expect(oneLine(" a\r\n\tb\u0000c\u2028d ")).toBe("a b c d");
});
