import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash } from "@troth/core/facts";
import Sqlite from "libsql";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeBackendKey } from "../../packages/server/src/apps/index.ts";
import { choiceToken } from "../../packages/server/src/consent/index.ts";
import { lapseContents } from "../../packages/server/src/contents/index.ts";
import { beginErasing, eraseFacts, knownPeople, sequenceLeft } from "../../packages/server/src/facts/index.ts";
import { setStoreLive, takeRequest } from "../../packages/server/src/requests/index.ts";
import { type RunningServer, startServer } from "../../packages/server/src/serve/index.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import { checked } from "./support/decisions.ts";
import { openSite, type TestimonialSite, type Troth } from "./support/testimonial-site.ts";

const PROGRAM = `
troth: 1
organization: { name: Kiln & Co, country: DE, contact: privacy@kiln.example }
laws: [gdpr]
subjects: [customer]
collection:
  praise: { takes: [name, content.testimonial], for: [publication] }
purposes:
  publication:
    label: { en: Testimonials on our site, id: Testimoni di situs kami }
    basis: consent
    data: [name, content.testimonial]
    consent: { content: main/testimonials.body, withdrawn: { published: false } }
stores:
  main:
    connector: sqlite
    url: \${KILN_DB}
    datasets:
      customers: { is: customer, identity: { account: id }, fields: { name: name.full } }
      testimonials: { fields: { body: content.testimonial }, links: { customer_id: owned by customers }, rest: none }
`;

const TABLES = `pragma journal_mode = wal;
create table customers (id text primary key, name text not null);
create table testimonials (id integer primary key, customer_id text not null references customers(id), body text not null, published boolean not null);`;

let database: Sqlite.Database;
let sink: SmtpSink;
let server: RunningServer;
let key: string;
let folder: string;
let troth: Troth;
let site: TestimonialSite;
beforeAll(async () => {
  sink = await startSmtpSink();
  folder = mkdtempSync(join(tmpdir(), "troth-contents-"));
  const programFile = join(folder, "troth.yaml");
  writeFileSync(programFile, PROGRAM);
  database = new Sqlite(join(folder, "kiln.db"));
  database.exec(TABLES);
  const env = {
    ...{ TROTH_LISTEN: "127.0.0.1:0", TROTH_LOG: "silent", TROTH_SMTP_URL: sink.url },
    KILN_DB: `file:${join(folder, "kiln.db")}`,
  };
  server = await startServer({ home: join(folder, "home"), programFile, env });
  await setStoreLive(server.inst, { store: "main", by: "officer" });
  key = await makeBackendKey(server.inst, { name: "site", by: "officer" });
  site = await openSite({ url: server.address, key });
  ({ troth } = site);
});
afterAll(async () => {
  await site.close();
  await server.close();
  await sink.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const onSite = () => site.visit();
/** Puts a text into the site's list and its database; nothing of it is shown before it may be. */
const put = (person: string, text: string): void => {
  site.testimonials.push({ person, text });
  database.prepare("insert or ignore into customers values (?, ?)").run(person, person);
  database.prepare("insert into testimonials (customer_id, body, published) values (?, ?, 1)").run(person, text);
};
/** What of somebody is published by the site's own database, whoever asks and whoever does not. */
const published = (person: string): readonly unknown[] =>
  database
    .prepare("select body from testimonials where customer_id = ? and published order by id")
    .all(person)
    .map((row) => (row as { body: string }).body);
const shows = (text: string) => vi.waitFor(async () => expect(await onSite()).toContain(text), { timeout: 5_000, interval: 20 });
const hides = (text: string) =>
  vi.waitFor(async () => expect(await onSite()).not.toContain(text), { timeout: 5_000, interval: 20 });

let told = 0;
const collect = (person: string) =>
  troth.facts([
    {
      ...{ id: `praise-${++told}`, person, at: new Date(Date.now() - 1000).toISOString(), origin: "site", kind: "collected" },
      ...{ point: "praise", categories: ["name", "content.testimonial"] },
    } as Parameters<Troth["facts"]>[0][number],
  ]);
const ask = async (person: string, text: string, more: object = {}) =>
  troth.askAuthor({
    ...{ person, purpose: "publication", reference: `front-${person}`, text },
    ...{ where: "On the first page of kiln.example, under your name", email: `${person}@authors.example`, ...more },
  });
const mailTo = async (address: string, nth = 0) =>
  vi.waitFor(
    () => {
      const mine = sink.taken.filter(({ recipients }) => recipients.includes(address))[nth];
      if (mine === undefined) throw new Error("no mail yet");
      return mine;
    },
    { timeout: 15_000, interval: 50 },
  );
const linkOf = async (person: string, nth = 0): Promise<string> => {
  const { text } = await mailTo(`${person}@authors.example`, nth);
  const [, path] = /https?:\/\/[^/\s]+(\/\S+contents\/\S+)/.exec(text ?? "") ?? [];
  if (path === undefined) throw new Error("no link in the mail");
  return path;
};
const get = async (path: string) => {
  const answer = await fetch(`${server.address}${path}`);
  return { status: answer.status, text: await answer.text() };
};
const send = async (path: string, fields: Record<string, string>) => {
  const answer = await fetch(`${server.address}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: server.address },
  });
  return { status: answer.status, led: answer.redirected, text: await answer.text() };
};
const decide = (person: string | undefined, content: string | undefined) =>
  troth.decide({
    ...{ purpose: "publication", data: ["content.testimonial"], content },
    ...(person === undefined ? { browser: "b-1" } : { person }),
  });
/** The same by the server, which decides by the plain rules. */
const decideThere = async (person: string, content: string) => {
  const answer = await fetch(`${server.address}/v1/decide`, {
    method: "POST",
    body: JSON.stringify({ person, purpose: "publication", data: ["content.testimonial"], content }),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  });
  return (await answer.json()) as { allowed: boolean; rule: string };
};
/** Whatever the database and its ledger hold, as text. */
const held = async (): Promise<string> => {
  const { db } = server.inst.storage;
  const rows = await Promise.all([
    db.selectFrom("entry").selectAll().execute(),
    db.selectFrom("payload").selectAll().execute(),
    db.selectFrom("fact").selectAll().execute(),
    db.selectFrom("content").selectAll().execute(),
    db.selectFrom("mail").selectAll().execute(),
  ]);
  const plain = (_: string, value: unknown) =>
    typeof value === "bigint" ? String(value) : value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;
  return rows
    .flat()
    .map((row) => JSON.stringify(row, (name, value) => plain(name, value)))
    .join("\n");
};
const later = (days: number) => ({
  ...server.inst,
  surroundings: { ...server.inst.surroundings, now: () => server.inst.surroundings.now() + days * 86_400_000 },
});

test("a text is on the site once its author has seen exactly it and approved it", async () => {
  const text = "The glaze is better than my grandmother's.\n  Really <b>better</b>!";
  await collect("ada");
  put("ada", text);
  expect(decide("ada", contentHash(text))).toMatchObject({ allowed: false, rule: "content-approval" });
  const asked = await ask("ada", text);
  expect(asked).toMatchObject({ hash: contentHash(text), stands: "waiting" });
  const link = await linkOf("ada");
  // Looking changes nothing: scanners of mails look at every link.
  const page = await get(link);
  expect(page.text).toContain("The glaze is better than my grandmother&#39;s.\n  Really &lt;b&gt;better&lt;/b&gt;!");
  expect(page.text).toContain("On the first page of kiln.example, under your name");
  expect(page.text).toContain(`name="hash" value="${asked.hash}"`);
  expect(await onSite()).not.toContain(text);
  const done = await send(link, { hash: asked.hash, answer: "approve" });
  expect(done.text).toContain("may publish exactly this text");
  // By a page of its own: loaded again it sends nothing.
  expect(done.led).toBe(true);
  await shows(text);
  expect(await decideThere("ada", asked.hash)).toMatchObject({ allowed: true, rule: "allowed" });
  // Nobody is asked twice about the same text.
  expect(await ask("ada", text)).toMatchObject({ id: asked.id, stands: "approved" });
});

test("no hash, another's account, nobody's: the answer is no", async () => {
  const hash = contentHash("The glaze is better than my grandmother's.\n  Really <b>better</b>!");
  await collect("bo");
  expect(decide("ada", hash).allowed).toBe(true);
  for (const [person, content] of [
    ["ada", undefined],
    ["bo", hash],
    [undefined, hash],
    ["ada", contentHash("The glaze is better than my grandmother's.")],
  ] as const)
    expect(decide(person, content)).toMatchObject({ allowed: false, rule: "content-approval" });
  expect(decide("ada", hash.toUpperCase())).toMatchObject({ allowed: false, rule: "known-names" });
});

test("a changed text needs a new approval, and says so", async () => {
  const first = "Warm in the hand.";
  const second = "Warm in the hand, and cheap.";
  await collect("cleo");
  put("cleo", first);
  put("cleo", second);
  await send(await askedLink("cleo", first), { hash: contentHash(first), answer: "approve" });
  await shows(first);
  const changed = await ask("cleo", second);
  expect(changed).toMatchObject({ stands: "waiting", earlier: "approved" });
  expect(changed.says).toContain("does not count");
  expect((await mailTo("cleo@authors.example", 1)).subject).toContain("have changed");
  expect(decide("cleo", changed.hash)).toMatchObject({ allowed: false, rule: "content-approval" });
  expect(await onSite()).not.toContain(second);
  // What was approved stands for what it was said of, until it is taken back.
  expect(await onSite()).toContain(first);
  await send(await linkOf("cleo", 1), { hash: changed.hash, answer: "approve" });
  await shows(second);
});

const askedLink = async (person: string, text: string, more: object = {}): Promise<string> => {
  await ask(person, text, more);
  return linkOf(person);
};

test("an answer to a text that is not, or no longer, on the page is refused and nothing is kept", async () => {
  const shown = "It broke once.";
  const now = "It never broke.";
  await collect("dee");
  put("dee", now);
  const link = await askedLink("dee", shown);
  await ask("dee", now);
  for (const hash of [contentHash(shown), "", "f".repeat(64)]) {
    const refused = await send(link, { hash, answer: "approve" });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("This text has changed, please read it again");
    expect(refused.text).toContain(now);
  }
  for (const text of [shown, now]) expect(decide("dee", contentHash(text)).allowed).toBe(false);
  expect((await send(link, { hash: contentHash(now), answer: "approve" })).status).toBe(200);
  await shows(now);
});

test("a text that changes while its author answers is not approved", async () => {
  const texts = ["Fine.", "Fine!", "Fine?", "Fine;", "Fine,", "Fine:"];
  await collect("eve");
  const link = await askedLink("eve", texts[0] ?? "");
  for (const [at, text] of texts.slice(0, -1).entries()) {
    const next = texts[at + 1] ?? "";
    const [answer] = await Promise.all([send(link, { hash: contentHash(text), answer: "approve" }), ask("eve", next)]);
    const stands = (await ask("eve", text)).stands;
    expect([answer.status, stands]).toEqual(answer.status === 200 ? [200, "approved"] : [409, "waiting"]);
    await ask("eve", next);
  }
});

test("a withdrawal takes the text off the site at once, by the same link", async () => {
  const text = "Mine has a chip, and I love it.";
  await collect("fay");
  put("fay", text);
  const link = await askedLink("fay", text);
  await send(link, { hash: contentHash(text), answer: "approve" });
  await shows(text);
  const back = await send(link, { hash: contentHash(text), answer: "withdraw" });
  expect(back.text).toContain("Your approval is taken back");
  await hides(text);
  expect(decide("fay", contentHash(text))).toMatchObject({ allowed: false, rule: "content-approval" });
  expect(await decideThere("fay", contentHash(text))).toMatchObject({ allowed: false, rule: "content-approval" });
  expect(decide("fay", contentHash(text)).source.article).toBe("GDPR Art. 7(3)");
  // Who said no is not asked again about the same text, and may think better of it.
  expect(await ask("fay", text)).toMatchObject({ stands: "declined" });
  await send(link, { hash: contentHash(text), answer: "approve" });
  await shows(text);
});

test("a withdrawal takes the text off in the site's own database, in every row of its author and in nobody else's", async () => {
  const text = "Mine holds a litre.";
  for (const person of ["fin", "gus"]) {
    await collect(person);
    put(person, text);
    put(person, `${person} says so.`);
    for (const [nth, one] of [text, `${person} says so.`].entries()) {
      await ask(person, one, { reference: `shop-${person}-${nth}` });
      await send(await linkOf(person, nth), { hash: contentHash(one), answer: "approve" });
    }
  }
  put("fin", text);
  await send(await linkOf("fin"), { hash: contentHash(text), answer: "withdraw" });
  await vi.waitFor(() => expect(published("fin")).toEqual(["fin says so."]), { timeout: 15_000, interval: 50 });
  expect(published("gus")).toEqual([text, "gus says so."]);
  await vi.waitFor(async () => expect((await get(await linkOf("fin"))).text).toContain("It was taken off on"), {
    ...{ timeout: 15_000, interval: 100 },
  });
  // A no to the whole takes off what was left, told by the site itself.
  await send(`/en/choices/${choiceToken(server.inst, { person: "gus" })}`, { "choice.publication": "no" });
  expect((await get(await linkOf("gus"))).text).toContain("It is being taken off");
  await lapseContents(server.inst);
  await vi.waitFor(() => expect(published("gus")).toEqual([]), { timeout: 15_000, interval: 50 });
});

test("an approval of an earlier text is taken back by the same link, too", async () => {
  const first = "I bought four.";
  const second = "I bought five.";
  await collect("gil");
  put("gil", first);
  const link = await askedLink("gil", first);
  await send(link, { hash: contentHash(first), answer: "approve" });
  await shows(first);
  await ask("gil", second);
  const page = await get(link);
  expect(page.text).toContain("You approved an earlier text");
  expect((await send(link, { hash: contentHash(first), answer: "withdraw" })).status).toBe(200);
  await hides(first);
});

test("a no in the preferences takes every text off the site; a later yes brings none back", async () => {
  const text = "My third.";
  await collect("hal");
  put("hal", text);
  const link = await askedLink("hal", text);
  await send(link, { hash: contentHash(text), answer: "approve" });
  await shows(text);
  const preferences = `/en/choices/${choiceToken(server.inst, { person: "hal" })}`;
  const shown = (await get(preferences)).text;
  expect(shown).toMatch(/value="yes" checked=""/);
  expect(shown).toContain("You approved texts of yours for it.");
  await send(preferences, { "choice.publication": "no" });
  await hides(text);
  await send(preferences, { "choice.publication": "yes" });
  await new Promise((passed) => setTimeout(passed, 200));
  expect(await onSite()).not.toContain(text);
  expect(decide("hal", contentHash(text))).toMatchObject({ allowed: false, rule: "content-approval" });
  await send(link, { hash: contentHash(text), answer: "approve" });
  await shows(text);
});

test("the preferences list every text with its answer, and take an approval back; nobody else does", async () => {
  const text = "Even the lid fits.";
  await collect("ivo");
  await collect("una");
  put("ivo", text);
  const asked = await ask("ivo", text);
  await send(await linkOf("ivo"), { hash: asked.hash, answer: "approve" });
  const waits = await ask("ivo", "Even the lid fits!", { reference: "second" });
  await shows(text);
  const pageOf = (person: string, language = "en", purpose?: string) =>
    `/${language}/choices/${choiceToken(server.inst, { person, purpose })}`;
  const page = (await get(pageOf("ivo"))).text;
  for (const said of [
    text,
    "Even the lid fits!",
    "On the first page of kiln.example",
    "You approved this text on",
    "You can answer until",
  ])
    expect(page).toContain(said);
  expect(page.match(/name="withdraw" value="[^"]+"/g)).toEqual([`name="withdraw" value="${asked.id}"`]);
  // A link for one purpose lies in mails, which are passed on; another's link is another's.
  expect((await get(pageOf("ivo", "en", "publication"))).text).not.toContain(text);
  expect((await send(pageOf("ivo", "en", "publication"), { withdraw: asked.id })).status).toBe(404);
  for (const [path, id] of [
    [pageOf("una"), asked.id],
    [pageOf("ivo"), waits.id],
    [pageOf("ivo"), "C-1"],
  ] as const)
    expect((await send(path, { withdraw: id })).text).toContain("there was nothing to take back");
  expect(decide("ivo", asked.hash).allowed).toBe(true);
  expect((await send(pageOf("ivo", "id"), { withdraw: asked.id })).text).toContain("Persetujuan Anda sudah ditarik");
  await hides(text);
  expect(await decideThere("ivo", asked.hash)).toMatchObject({ allowed: false, rule: "content-approval" });
  expect((await get(pageOf("ivo"))).text).toContain("You took your approval of this text back on");
});

test("a declined text is not published, and the page is there in Indonesian too", async () => {
  const text = "Bagus sekali.";
  await collect("ira");
  put("ira", text);
  const link = await askedLink("ira", text, { language: "id" });
  expect((await mailTo("ira@authors.example")).subject).toBe("Tulisan Anda di Kiln & Co: baca dan setujui");
  const page = await get(link);
  expect(page.text).toContain('lang="id"');
  expect(page.text).toContain("Testimoni di situs kami");
  expect((await send(link, { hash: contentHash(text), answer: "decline" })).text).toContain("tidak boleh menerbitkan");
  expect(decide("ira", contentHash(text))).toMatchObject({ allowed: false, rule: "content-approval" });
});

test("nobody but the author's own page says that a text is approved", async () => {
  await collect("jo");
  const hash = contentHash("Ten stars.");
  const fact = { id: "made-up", person: "jo", at: new Date().toISOString(), origin: "site", kind: "approved" };
  const made = [{ ...fact, purpose: "publication", content: hash, given: true } as Parameters<Troth["facts"]>[0][number]];
  const answered = troth.facts(made).then(
    () => 200,
    (error: { readonly status?: number }) => error.status,
  );
  expect(await answered).toBe(400);
  expect(decide("jo", hash).allowed).toBe(false);
  expect((await get(`/en/contents/${"A".repeat(60)}`)).status).toBe(404);
  expect((await get((await askedLink("jo", "Ten stars.")).replace(/.$/, (last) => (last === "A" ? "B" : "A")))).status).toBe(404);
  const wrong = { message: expect.stringContaining("nothing was kept") };
  await expect(ask("jo", "Ten stars.", { purpose: "publications" })).rejects.toMatchObject(wrong);
  await expect(ask("jo", "Ten stars.", { email: "nobody" })).rejects.toMatchObject(wrong);
  await expect(ask("stranger", "Ten stars.")).rejects.toMatchObject({ code: "contents.unknown" });
});

test("the hash is of the composed form of the text, and of nothing less", () => {
  expect(contentHash("Cafe\u0301")).toBe(contentHash("Caf\u00e9"));
  for (const other of ["Caf\u00e9 ", "caf\u00e9", "Caf\u00e9\n", "Cafe"])
    expect(contentHash(other)).not.toBe(contentHash("Caf\u00e9"));
  expect(contentHash("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("the text is kept sealed, named in no entry, and goes when its time is over", async () => {
  const text = "Zirkonblau is the word.";
  await collect("kim");
  const asked = await ask("kim", text);
  const link = await linkOf("kim");
  const all = await held();
  for (const value of ["Zirkonblau", "kim@authors.example", contentHash(text), "under your name"])
    expect(all).not.toContain(value);
  const { db } = server.inst.storage;
  const rows = () => db.selectFrom("content").select(["subject", "sealed"]).where("id", "=", asked.id).execute();
  await lapseContents(later(29));
  expect(await rows()).toHaveLength(1);
  expect(await server.inst.keys.has({ request: asked.id })).toBe(true);
  await lapseContents(later(31));
  expect(await rows()).toEqual([]);
  expect(await server.inst.keys.has({ request: asked.id })).toBe(false);
  expect((await get(link)).status).toBe(404);
});

test("the text goes with its author when they are erased, and the link leads nowhere", async () => {
  const { inst } = server;
  const text = "Quittengelb, every morning.";
  await collect("lea");
  put("lea", text);
  const asked = await ask("lea", text);
  const link = await linkOf("lea");
  await send(link, { hash: asked.hash, answer: "approve" });
  await shows(text);
  const subject = [{ kind: "account", value: "lea" }];
  const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: "lea" }])).values()];
  await inst.storage.transaction((tx) => beginErasing(inst, tx, { request, person: known?.person ?? "", accounts: ["lea"] }));
  await sequenceLeft(inst);
  await hides(text);
  await expect(ask("lea", "Another.")).rejects.toMatchObject({ code: "contents.erased" });
  await inst.storage.transaction((tx) => eraseFacts(inst, tx, request));
  await sequenceLeft(inst);
  const gone = () => expect(decide("lea", asked.hash).rule).toBe("person-known");
  await vi.waitFor(gone, { timeout: 5_000, interval: 20 });
  expect(site.cut).toEqual([]);
  const rows = () => inst.storage.db.selectFrom("content").selectAll().where("id", "=", asked.id).execute();
  for (const row of await rows()) expect(row).toMatchObject({ subject: null, sealed: null });
  expect((await get(link)).status).toBe(404);
  await lapseContents(inst);
  expect(await rows()).toEqual([]);
  expect(await inst.keys.has({ request: asked.id })).toBe(false);
});

test("a program that asks for approvals without resting on consent, or of nothing, is told where", () => {
  const codes = (from: string, to: string) =>
    checked(PROGRAM.trimStart().replace(from, to)).findings.filter((one) => one.includes(" approval "));
  expect(codes("", "")).toEqual([]);
  expect(codes("basis: consent", "basis: contract")).toEqual([
    "error approval 12: `publication` asks who wrote a text for each, and rests on contract",
  ]);
  expect(codes("content: main/testimonials.body", "withdrawn: { published: false }")[0]).toContain("asks for none");
  expect(codes("content: main/testimonials.body", "content: main/testimonials")[0]).toContain("names no column");
  expect(codes("data: [name, content.testimonial]", "data: [name]")[0]).toContain("does not use");
});
