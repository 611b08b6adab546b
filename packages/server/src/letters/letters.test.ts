// Mail that asks to stop: what carries a token, what people write, and what nobody should have to read.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { choiceToken, readHistory } from "../consent/index.ts";
import type { Installation } from "../installation/index.ts";
import { readMessages, stopMarketing, viewRequest } from "../requests/index.ts";
import { type TakenLetter, takeLetter } from "./index.ts";
import { languageOfLetter, saysStop, speaksOfStopping } from "./stop-words.ts";

const MARK = "zqxmark";
const NOW = Date.parse("2026-11-20T10:00:00Z");

eachKind("letters", (kind) => {
  let shop: ToldWorkshop;
  let now = NOW;
  beforeAll(async () => {
    shop = await makeToldWorkshop(kind, { now: () => now });
    shop.shop.edit(
      "recipients:",
      `  letter: { label: Our letter, kind: newsletter, basis: consent, data: [contact.email] }
recipients:`,
    );
    await shop.reopen();
  });
  afterAll(() => shop.close());

  const take = (text: string, at = NOW): Promise<TakenLetter> =>
    takeLetter(shop.inst, { raw: new TextEncoder().encode(text), at, ownAddress: "Privacy@workshop.example" }, anyLink);
  const head = (id: string, from = `${id}.${MARK}@reader.example`): string =>
    `From: ${from}\r\nTo: privacy@workshop.example\r\nMessage-ID: <${id}@reader.example>\r\n`;
  const letter = (id: string, subject: string, body = "", from?: string): string =>
    `${head(id, from)}Subject: ${subject}\r\n\r\n${body}\r\n`;
  const token = (person: string, purpose: string | undefined = "letter") => choiceToken(shop.inst, { person, purpose });
  const choicesOf = async (person: string) =>
    (await readHistory(shop.inst, person)).map(({ choice: { choices, how, at, language } }) => ({ choices, how, at, language }));
  const written = async (inst: Installation): Promise<string> => {
    const { rows } = await inst.storage.executeSql("select body from entry");
    return JSON.stringify(rows);
  };

  test("the subject of a mailto is the choice of whoever the link is for, as of when it came, once", async () => {
    const subject = `stop-${token("one")}`;
    const came = NOW - 60_000;
    expect(await take(letter("m1", subject), came)).toEqual({ kind: "stopped" });
    expect(await take(letter("m1", subject), came)).toEqual({ kind: "stopped" });
    expect(await take(letter("m1", subject), came + 5_000)).toEqual({ kind: "stopped" });
    // A program may send it; servers fold it; a clock that is ahead is not believed.
    expect(await take(`Auto-Submitted: auto-generated\r\n${letter("m2", `Re: ${subject}`)}`, NOW + 9e9)).toEqual({
      kind: "stopped",
    });
    expect(await take(letter("m3", `${subject.slice(0, 60)}\r\n ${subject.slice(60)}`))).toEqual({ kind: "stopped" });
    const stop = { choices: { letter: false }, how: "mail", language: "en" };
    expect(await choicesOf("one")).toEqual([
      { ...stop, at: new Date(NOW).toISOString() },
      { ...stop, at: new Date(NOW).toISOString() },
      { ...stop, at: new Date(came).toISOString() },
    ]);
  });

  test("a token of a purpose that the program has no more stops all marketing: it may go on under another name", async () => {
    const subject = `stop-${token("renamed", "before")}`;
    expect(await take(`Auto-Submitted: auto-generated\r\n${letter("g1", subject)}`)).toEqual({ kind: "stopped" });
    expect(await choicesOf("renamed")).toMatchObject([{ choices: { before: false, letter: false }, how: "mail" }]);
  });

  test("a token that was changed, or that names no purpose, stops nothing", async () => {
    const good = token("two");
    for (const [id, bad] of [
      ["f1", `${good.slice(0, -1)}${good.endsWith("A") ? "B" : "A"}`],
      ["f2", choiceToken(shop.inst, { person: "two" })],
    ] as const)
      expect(await take(letter(id, `stop-${bad}`, "", "privacy@workshop.example")), id).toMatchObject({ kind: "other" });
    expect(await choicesOf("two")).toEqual([]);
  });

  test("a quoted link stops what it is for where somebody says stop, and nothing else", async () => {
    const link = `https://privacy.example/leave/${token("three")}`;
    const quoting = (own: string): string => `${own}\r\n\r\nOn Monday Workshop wrote:\r\n> ${link}\r\n`;
    expect(await take(letter("q1", "Re: News", quoting("How nice, thank you.")))).toMatchObject({ kind: "other" });
    const asked = await take(
      letter("q2", "Re: News", quoting("Why did you stop selling oak, and when does it come back to the shop?")),
    );
    expect(asked).toMatchObject({ kind: "asked" });
    expect(await take(`Auto-Submitted: auto-replied\r\n${letter("q3", "Re: News", quoting("Stop"))}`)).toMatchObject({
      kind: "other",
    });
    const two = quoting(`Stop\r\n\r\n> https://privacy.example/leave/${token("somebody else")}`);
    expect(await take(letter("q4", "Re: News", two))).toMatchObject({ kind: "asked" });
    expect(await choicesOf("three")).toEqual([]);
    expect(await take(letter("q5", "Re: News", quoting("Berhenti, terima kasih.")))).toEqual({ kind: "stopped" });
    expect(await choicesOf("three")).toMatchObject([{ choices: { letter: false }, language: "id" }]);
  });

  test("what is only marked up is read as it is seen: without its styles, its marks and what it quotes", async () => {
    const style = `<style>p { color: red }\r\n${".a { color: blue }\r\n".repeat(120)}</style>`;
    const marked = (id: string, body: string): string =>
      `${head(id)}Subject: Re: News\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head>${style}</head><body>${body}</body></html>\r\n`;
    const quoted = (person: string) => `<blockquote>Buy oak! https://privacy.example/leave/${token(person)}</blockquote>`;
    expect(await take(marked("h1", `<p>Please&nbsp;<b>s</b>top</p>${quoted("html one")}`))).toEqual({ kind: "stopped" });
    expect(await choicesOf("html one")).toMatchObject([{ choices: { letter: false }, how: "mail" }]);
    const asked = await take(
      marked("h2", `<!-- <p>hello</p> --><div>I&#39;d like\r\n you to <i>stop</i>, a &lt; b</div>${quoted("html two")}`),
    );
    const request = asked.kind === "asked" ? asked.request : "";
    expect((await readMessages(shop.inst, request)).map(({ text }) => text)).toEqual(["Re: News\n\nI'd like you to stop, a < b"]);
    const both = `${head("h3")}Subject: Re: News\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Stop</p>\r\n--b--\r\n`;
    expect(await take(both)).toMatchObject({ kind: "asked" });
    const began = performance.now();
    for (const [nth, hostile] of ["<style>", "<!--", "<", "<a", "<a>", "&#1;", "</style", "<blockquote>"].entries()) {
      const line = `${hostile.repeat(20)}\r\n`;
      expect(await take(marked(`x${nth}`, line.repeat(Math.min(9_000, 400_000 / line.length))))).toMatchObject({
        says: "it does not ask to stop anything",
      });
    }
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test("a letter becomes one concern, sealed, acknowledged once, with later letters in it; read twice it is entered once", async () => {
    const from = `lee.${MARK}@reader.example`;
    const first = await take(letter("c1", "Mohon berhenti", `Saya ${MARK} tidak mau lagi.`, from));
    const request = first.kind === "asked" ? first.request : "";
    expect(await take(letter("c1", "Mohon berhenti", `Saya ${MARK} tidak mau lagi.`, from))).toEqual(first);
    expect(await take(letter("c2", "Still: stop", "Please.", from.toUpperCase()))).toEqual(first);
    expect(await viewRequest(shop.inst, request)).toMatchObject({ right: "concern", takenBy: "mailbox", verified: false });
    const messages = await readMessages(shop.inst, request);
    expect(messages.map(({ text }) => text)).toEqual([
      `Mohon berhenti\n\nSaya ${MARK} tidak mau lagi.`,
      "Still: stop\n\nPlease.",
    ]);
    const { rows } = await shop.inst.storage.executeSql(`select language, template from mail where request_id = '${request}'`);
    expect(rows).toEqual([{ language: "id", template: "question-received" }]);
    expect(await written(shop.inst)).not.toContain(MARK);
  });

  test("one Message-ID of several people is each one's own letter: some programs give all of theirs the same", async () => {
    const same = (who: string): string =>
      `From: ${who}.${MARK}@reader.example\r\nMessage-ID: <>\r\nSubject: stop\r\n\r\nPlease.\r\n`;
    const [one, other] = [await take(same("eve")), await take(same("sam"))];
    expect([one.kind, other.kind]).toEqual(["asked", "asked"]);
    expect(other).not.toEqual(one);
    expect(await take(same("eve"))).toEqual(one);
    // Entered before letters were told apart by their address, it is known again.
    const id = "<earlier@reader.example>";
    const earlier = same("eve").replace("<>", id);
    const { keys, storage } = shop.inst;
    const asker = keys.identifierHash("email", `eve.${MARK}@reader.example`);
    const row = { hash: keys.identifierHash("letter", id), asker, request_id: "R-0001", at: new Date(NOW).toISOString() };
    await storage.db.insertInto("letter").values(row).execute();
    expect(await take(earlier)).toEqual({ kind: "asked", request: "R-0001" });
  });

  test("a letter that is too long is entered to where it is cut, and says so", async () => {
    const came = await take(letter("l1", "stop", `Please. ${"word ".repeat(2_000)}`));
    const [message] = await readMessages(shop.inst, came.kind === "asked" ? came.request : "");
    expect(message?.text?.length).toBeLessThanOrEqual(5_000);
    expect(message?.text).toMatch(/word \[cut here: [\d,]+ more characters are in the mail\]$/);
  });

  test("staff stop it for the account, as of when the letter came: a yes of later holds", async () => {
    const came = await take(letter("s1", "stop"), NOW - 3_600_000);
    const request = came.kind === "asked" ? came.request : "";
    const by = { request, person: "five", as: "officer" };
    expect(await stopMarketing(shop.inst, by)).toMatchObject({ kind: "done" });
    expect(await stopMarketing(shop.inst, by)).toMatchObject({ kind: "done" });
    expect(await choicesOf("five")).toEqual([
      { choices: { letter: false }, how: "staff", at: new Date(NOW - 3_600_000).toISOString(), language: "en" },
    ]);
    const entries = shop.inst.storage.db.selectFrom("entry").select("body").where("kind", "=", "request.marketing-stopped");
    expect(await entries.execute()).toHaveLength(1);
  });

  test("one address is heard five times a day, and all together two hundred times", async () => {
    now += 48 * 3_600_000;
    const from = "often@reader.example";
    for (const at of [1, 2, 3, 4, 5])
      expect(await take(letter(`o${at}`, "stop", "", from), now)).toMatchObject({ kind: "asked" });
    expect(await take(letter("o6", "stop", "", from), now)).toMatchObject({ kind: "other" });
    await shop.inst.storage.executeSql(
      `insert into letter select md5(n::text) || md5(n::text), md5('x' || n) || md5('y' || n), 'R-0001', '${new Date(now).toISOString()}'
       from generate_series(1, 195) n`,
    );
    expect(await take(letter("p1", "stop"), now)).toMatchObject({ kind: "other", says: expect.stringContaining("within a day") });
    now += 25 * 3_600_000;
    expect(await take(letter("p2", "stop", "", from), now)).toMatchObject({ kind: "asked" });
  });

  test("what cannot be read is named, and whatever comes in is taken without a fault or left", async () => {
    expect(await take("")).toEqual({ kind: "other", says: "it has no head of a mail" });
    expect(await take(`Subject: stop\r\n\r\n${"\n".repeat(20_000)}`)).toMatchObject({
      says: "its lines are too many or too long",
    });
    expect(await take(`Subject: stop\r\n\r\n${"aaaa\n".repeat(200_000)}`)).toMatchObject({ says: "it is too large" });
    expect(await take("Subject: stop\r\n\r\nno sender")).toMatchObject({ says: "it has no address to answer" });
    expect(await take(letter("x", "stop", "", "a@b.example\r\nPrecedence: list"))).toMatchObject({ says: "a program sent it" });
    const parts = fc.array(
      fc.oneof(
        fc.string({ maxLength: 40 }),
        fc.constantFrom(
          ...["From: a@b.example\r\n", "Subject: =?utf-8?q?hello", "Content-Type: multipart/mixed; boundary=b\r\n"],
        ),
        fc.constantFrom(...["\r\n\r\n", "--b\r\n", "--b--", "Content-Transfer-Encoding: base64\r\n", "<div ", "\0", "stop-"]),
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(parts, async (all) => {
        const taken = await take(`Auto-Submitted: auto-replied\r\n${all.join("")}`);
        expect(taken.kind).toBe("other");
      }),
      { numRuns: 50 },
    );
  });
});

test("which words ask to stop, and which only speak of it", () => {
  const of = (subject: string, text = "") => [saysStop({ subject, text }), speaksOfStopping({ subject, text })];
  for (const plain of [
    "Stop",
    "STOP!",
    "unsubscribe me please",
    "Please stop sending me these emails",
    "Opt-out",
    "remove me from your list",
  ])
    expect(of(plain), plain).toEqual([true, true]);
  for (const plain of ["berhenti berlangganan", "Mohon berhenti.", "jangan kirim lagi"])
    expect(of(plain), plain).toEqual([true, true]);
  expect(of("Re: News", "Stop.\n\nAda")).toEqual([true, true]);
  expect(of("Re: News", "> Stop.")).toEqual([false, false]);
  expect(of("Re: stop", "Where is my parcel?")).toEqual([false, true]);
  expect(of("Bus stop plans", "x".repeat(10_000))).toEqual([false, true]);
  expect(of("My parcel", "It is late.")).toEqual([false, false]);
  for (const plain of ["Hentikan", "Mohon hentikan pengiriman surel ini.", "Tolong hentikan email ini", "Setop!"])
    expect(of(plain, plain), plain).toEqual([true, true]);
  for (const speaks of [
    "Saya tidak mau lagi menerima surel dari Anda",
    "saya tidak ingin menerima email promosi",
    "Jangan hubungi saya lagi",
    "Hapus saya dari daftar",
    "I don't want your e-mails, thank you",
    "I no longer wish to receive these messages",
    "Please do not send me any more newsletters",
  ])
    expect(of("Re: News", speaks), speaks).toEqual([false, true]);
  for (const other of [
    "I don't want the oak table, but the elm one",
    "Surel Anda sudah saya terima",
    "Barangnya tidak mau menyala",
  ])
    expect(of("Re: News", other), other).toEqual([false, false]);
  expect(
    ["Saya tidak ingin menerima surel", "Hentikan", "Setop!"].map((text) => languageOfLetter({ subject: "News", text })),
  ).toEqual(["id", "id", "id"]);
});
