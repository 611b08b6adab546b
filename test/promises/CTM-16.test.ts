import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect } from "../../packages/sdk/src/index.ts";
import { makeBackendKey } from "../../packages/server/src/apps/index.ts";
import { hashOfAccount } from "../../packages/server/src/facts/index.ts";
import { lapseParents } from "../../packages/server/src/minors/index.ts";
import { approveRequest, recordTold, runRequest, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { type RunningServer, startServer } from "../../packages/server/src/serve/index.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";

const PROGRAM = `
troth: 1
organization: { name: Pebble Games, country: US, contact: privacy@pebble.example }
laws: [gdpr, uk-gdpr, coppa, id-pdp]
subjects: [player]
requests: { cooling-off: none }
minors: { under: { gdpr: 16, uk-gdpr: 13, coppa: 13, id-pdp: 18 }, then: parent, contact: 3 days }
collection:
  sign-up: { takes: [contact.email, usage], age: asked, for: [playing, letter, showing] }
  contest: { takes: [contact.email], for: [letter] }
  arena: { takes: [contact.email], age: 18, for: [letter] }
purposes:
  playing: { kind: service, label: { en: Playing, id: Bermain }, basis: consent, data: [usage] }
  letter: { kind: newsletter, label: { en: Our letter, id: Surat kami }, basis: consent, data: [contact.email] }
  showing: { kind: newsletter, label: Letters of a partner, basis: consent, data: [contact.email] }
recipients:
  partner: { name: Partner, kind: advertiser, capacity: third-party, country: [US], for: [showing], receives: [contact.email], agreement: { kind: third-party, date: 2026-01-01, document: agreements/partner.pdf } }
`;

let sink: SmtpSink;
let server: RunningServer;
let key: string;
let folder: string;
beforeAll(async () => {
  sink = await startSmtpSink();
  folder = mkdtempSync(join(tmpdir(), "troth-minors-"));
  const programFile = join(folder, "troth.yaml");
  writeFileSync(programFile, PROGRAM);
  const env = { TROTH_LISTEN: "127.0.0.1:0", TROTH_LOG: "silent", TROTH_SMTP_URL: sink.url };
  server = await startServer({ home: join(folder, "home"), programFile, env });
  key = await makeBackendKey(server.inst, { name: "game", by: "officer" });
});
afterAll(async () => {
  await server.close();
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = async (path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await fetch(`${server.address}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
/** Of somebody so many years and a day old. */
const years = (count: number): string => {
  const day = new Date(server.inst.surroundings.now() - 86_400_000);
  return `${day.getUTCFullYear() - count}-${String(day.getUTCMonth() + 1).padStart(2, "0")}-${String(Math.min(28, day.getUTCDate())).padStart(2, "0")}`;
};
const age = (person: string, more: object) =>
  post("/v1/ages", { person, point: "sign-up", born: years(10), country: "US", ...more });
const may = async (person: string, purpose: string, data: string) =>
  (await post("/v1/decide", { person, purpose, data: [data], act: "collect", at: "sign-up" })).body.allowed;
const mailTo = async (address: string, nth = 0) =>
  vi.waitFor(
    () => {
      const mine = sink.taken.filter(({ recipients }) => recipients.includes(address))[nth];
      if (mine === undefined) throw new Error("no mail yet");
      return mine;
    },
    { timeout: 90_000, interval: 50 },
  );
const linkIn = (text: string | undefined) => {
  const [, path] = /https?:\/\/[^/\s]+(\/\S+parents\/\S+)/.exec(text ?? "") ?? [];
  if (path === undefined) throw new Error("no link in the mail");
  return path;
};
const linkOf = async (address: string, nth = 0) => linkIn((await mailTo(address, nth)).text);
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
const YES = { answer: "yes", adult: "yes", "purpose.playing": "yes" };
const eraseAccount = async (account: string) => {
  const { inst } = server;
  const { request } = await takeRequest(inst, {
    right: "erasure",
    subject: [{ kind: "account", value: account }],
    takenBy: "staff",
  });
  const { plan } = await viewRequest(inst, request);
  await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
  await vi.waitFor(async () => expect((await runRequest(inst, request)).recipients).not.toEqual([]), { timeout: 60_000 });
  await recordTold(inst, { request, recipient: "partner" });
  await vi.waitFor(async () => expect((await runRequest(inst, request)).state).toBe("done"), { timeout: 60_000 });
};
/** Whatever the database and its ledger hold, as text. */
const held = async (): Promise<string> => {
  const { db } = server.inst.storage;
  const rows = await Promise.all([
    db.selectFrom("entry").selectAll().execute(),
    db.selectFrom("fact").selectAll().execute(),
    db.selectFrom("parent_ask").selectAll().execute(),
    db.selectFrom("mail").selectAll().execute(),
  ]);
  return rows
    .flat()
    .map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value)))
    .join("\n");
};

test("each law has its age: 13, 16, 18", async () => {
  const kindAt = async (person: string, old: number, country: string) =>
    (await age(person, { born: years(old), country })).body.kind;
  for (const [country, under] of [
    ["US", 13],
    ["GB", 13],
    ["IE", 16],
    ["ID", 18],
  ] as const) {
    expect([country, await kindAt(`${country}-a`, under - 1, country)]).toEqual([country, "parent"]);
    expect([country, await kindAt(`${country}-b`, under, country)]).toEqual([country, "open"]);
  }
  const arena = await post("/v1/ages", { person: "ar", point: "arena", born: years(17), country: "IE" });
  expect(arena.body.kind).toBe("parent");
  expect((await post("/v1/ages", { person: "co", point: "contest", born: years(10) })).body).toMatchObject({
    type: "urn:troth:problem:ages.point",
  });
});

test("a parent sees what each purpose would use, and who else would have it", async () => {
  await age("kus", { country: "ID", parent: "kus@parents.example" });
  const { text } = await get((await linkOf("kus@parents.example")).replace("/id/", "/en/"));
  expect(text).toMatch(/Our letter<[\s\S]{1,200}Data: e-mail address\.[\s\S]{1,20}Nobody else would receive it\./);
  expect(text).toMatch(/Letters of a partner<[\s\S]{1,200}Data: e-mail address\.[\s\S]{1,20}Partner would receive it\./);
});

test("under it nothing is collected until a parent has agreed, and then for what they ticked", async () => {
  expect((await age("kit", {})).body).toMatchObject({ kind: "parent" });
  expect(await may("kit", "playing", "usage.click")).toBe(false);
  const asked = await age("kit", { parent: "Ruth@parents.example" });
  expect(asked.body).toMatchObject({ kind: "parent", purposes: ["playing", "letter"], asked: { until: expect.any(String) } });
  const link = await linkOf("ruth@parents.example");
  // Looking changes nothing: scanners of mails look at every link.
  expect((await get(link)).text).toContain("Playing");
  expect(await may("kit", "playing", "usage.click")).toBe(false);
  expect((await send(link, { answer: "yes", adult: "yes" })).status).toBe(400);
  const lacking = await send(link, { answer: "yes", "purpose.playing": "yes" });
  expect(lacking.status).toBe(400);
  // What they ticked stays ticked while they are told what is missing.
  expect([...lacking.text.matchAll(/name="([\w.]+)" value="yes" checked/g)].map((match) => match[1])).toEqual([
    "purpose.playing",
  ]);
  const done = await send(link, YES);
  expect([done.led, done.text.includes("it is written down")]).toEqual([true, true]);
  expect(await may("kit", "playing", "usage.click")).toBe(true);
  expect(await may("kit", "letter", "contact.email")).toBe(false);
  expect((await age("kit", {})).body).toEqual({ kind: "agreed", purposes: ["playing"] });
});

test("a link works once, and one that nobody made leads nowhere", async () => {
  await age("una", { parent: "una@parents.example" });
  const link = await linkOf("una@parents.example");
  const both = await Promise.all([send(link, YES), send(link, YES)]);
  expect(both.map(({ text }) => text.includes("answered already")).toSorted()).toEqual([false, true]);
  expect((await send(link, { answer: "no" })).text).toContain("answered already");
  expect(await may("una", "playing", "usage.click")).toBe(true);
  expect((await get(`/en/parents/${"A".repeat(43)}`)).status).toBe(404);
});

test("what a mail is no proof for is not asked of by mail: what goes to somebody else", async () => {
  const { body } = await age("pia", { parent: "pia@parents.example" });
  expect(body.purposes).toEqual(["playing", "letter"]);
  await send(await linkOf("pia@parents.example"), { ...YES, "purpose.showing": "yes" });
  expect(await may("pia", "showing", "contact.email")).toBe(false);
});

test("a no stays one, whatever age is typed after it", async () => {
  await age("noa", { parent: "noa@parents.example" });
  expect((await age("noa", { born: years(30) })).body.kind).toBe("parent");
  await send(await linkOf("noa@parents.example"), { answer: "no" });
  expect((await age("noa", { born: years(30) })).body).toMatchObject({ kind: "refuse", because: "parent" });
  expect(await may("noa", "playing", "usage.click")).toBe(false);
});

test("a yes is confirmed by a second mail, whose link takes it back at once", async () => {
  await age("tom", { parent: "tom@parents.example" });
  await send(await linkOf("tom@parents.example"), YES);
  const back = await linkOf("tom@parents.example", 1);
  expect((await get(back)).status).toBe(200);
  expect(await may("tom", "playing", "usage.click")).toBe(true);
  expect((await send(back, {})).status).toBe(200);
  expect(await may("tom", "playing", "usage.click")).toBe(false);
  expect((await age("tom", {})).body).toMatchObject({ kind: "refuse", because: "parent" });
});

test("the page is there in Indonesian too", async () => {
  await age("ida", { language: "id", country: "ID", born: years(15), parent: "ibu@parents.example" });
  const mail = await mailTo("ibu@parents.example");
  expect(mail.subject).toBe("Pebble Games bertanya kepada Anda sebagai orang tua");
  const { text } = await get(linkIn(mail.text));
  expect(text).toContain('lang="id"');
  expect(text).toContain("Bermain");
  expect(text).toContain("Tidak, saya tidak setuju");
});

test("kept is the refusal, and the parent's contact until its time is over: no day of birth, no address", async () => {
  const born = years(9);
  await age("lou", { born, parent: "lou@parents.example" });
  await mailTo("lou@parents.example");
  const before = await held();
  for (const value of ["lou@parents.example", born]) expect(before).not.toContain(value);
  const { db } = server.inst.storage;
  const mine = () => db.selectFrom("parent_ask").select("id").where("state", "=", "waiting").execute();
  const waiting = (await mine()).map(({ id }) => id);
  expect(waiting.length).toBeGreaterThan(0);
  const link = await linkOf("lou@parents.example");
  const at = (days: number) => ({
    ...server.inst,
    surroundings: { ...server.inst.surroundings, now: () => server.inst.surroundings.now() + days * 86_400_000 },
  });
  expect(await lapseParents(at(2))).toBe(0);
  expect(await server.inst.keys.has({ request: waiting[0] ?? "" })).toBe(true);
  expect(await lapseParents(at(4))).toBe(waiting.length);
  expect(await mine()).toEqual([]);
  for (const id of waiting) expect(await server.inst.keys.has({ request: id })).toBe(false);
  expect((await get(link)).status).toBe(404);
  expect(await may("lou", "playing", "usage.click")).toBe(false);
});

test("whoever knows an address can have three mails sent to it and no more, however many ask at once", async () => {
  const six = ["a", "b", "c", "d", "e", "f"].map((name) => age(`six-${name}`, { parent: "six@parents.example" }));
  const answers = (await Promise.all(six)).map(({ status }) => status);
  expect(answers.toSorted()).toEqual([200, 200, 200, 429, 429, 429]);
  await mailTo("six@parents.example", 2);
  const { db } = server.inst.storage;
  const asked = await db
    .selectFrom("mail")
    .select("id")
    .where("template", "=", "parent-ask")
    .where("state", "!=", "sent")
    .execute();
  expect(asked).toEqual([]);
  expect(sink.taken.filter(({ recipients }) => recipients.includes("six@parents.example"))).toHaveLength(3);
});

test("an erasure of the child ends what a parent is asked, and a yes that is left has nothing to take back", async () => {
  await age("zoe", { parent: "zoe@parents.example" });
  const link = await linkOf("zoe@parents.example");
  await age("abe", { parent: "abe@parents.example" });
  await send(await linkOf("abe@parents.example"), YES);
  const back = await linkOf("abe@parents.example", 1);
  for (const account of ["zoe", "abe"]) await eraseAccount(account);
  expect((await get(link)).status).toBe(404);
  const { db } = server.inst.storage;
  const left = db
    .selectFrom("parent_ask")
    .select("id")
    .where("state", "=", "waiting")
    .where("subject", "=", hashOfAccount(server.inst, "zoe"));
  const [ask] = await left.execute();
  await lapseParents(server.inst);
  expect(await left.execute()).toEqual([]);
  if (ask !== undefined) expect(await server.inst.keys.has({ request: ask.id })).toBe(false);
  const page = await send(back, {});
  expect(page.text).toContain("Nothing is left to take back");
});

test("a collection point asks through the SDK", async () => {
  const troth = await connect({ url: server.address, key });
  try {
    expect(await troth.askAge({ person: "sdk-a", point: "sign-up", born: years(40), country: "US" })).toEqual({ kind: "open" });
    const young = { person: "sdk-b", point: "sign-up", born: years(10), country: "US" };
    expect(await troth.askAge(young)).toMatchObject({ kind: "parent", purposes: ["playing", "letter"] });
    expect(await troth.askAge({ ...young, parent: "sdk@parents.example" })).toMatchObject({
      asked: { until: expect.any(String) },
    });
    await expect(troth.askAge({ ...young, point: "contest" })).rejects.toThrow(/asks for age/);
  } finally {
    await troth.close();
  }
});
