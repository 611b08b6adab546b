import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { ada, takeApproved } from "../../../../test/support/workshop.ts";
import { knownPeople, stateAt, subjectsOfAccounts, tellFacts } from "../facts/index.ts";
import { approveRequest, recordTold, runRequest, takeRequest, viewRequest, writeCopy } from "../requests/index.ts";
import { byRecipient, type DisclosureAsk, disclosuresAbout, reportDisclosures, takeDisclosures } from "./index.ts";

const RECIPIENTS = `  adverts: { name: Adverts, kind: advertiser, country: IE, sharing: true, for: [adverts], receives: { contact.email: consent }, agreement: { kind: terms, date: 2025-01-01, document: b.pdf } }
`;
const PURPOSES = `  adverts: { kind: cross-context-advertising, basis: legitimate-interest, interest: Being seen, data: [contact.email] }
`;
const BEGAN = Date.parse("2026-11-02T12:00:00Z");

eachKind("disclosures", (kind) => {
  let told: ToldWorkshop;
  let now = BEGAN;
  let ids = 0;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind, { now: () => now });
    told.shop.edit("\nrecipients:\n", `\n${PURPOSES}recipients:\n${RECIPIENTS}`);
    await told.reopen();
    for (const person of ["1", "2"]) {
      await tell({ person, kind: "collected", point: "sign-up", categories: ["contact.email", "name"] });
      await tell({ person, kind: "resides", country: "IE", evidence: "stated" });
    }
  });
  afterAll(() => told.close());

  const tell = async (fact: Readonly<Record<string, unknown>>) => {
    const whole = { id: `f${++ids}`, at: new Date(now).toISOString(), origin: "app", ...fact };
    const answer = await tellFacts(told.inst, { facts: [whole], by: "key-1" }, anyLink);
    if (answer.kind !== "told") throw new Error(JSON.stringify(answer.faults));
  };
  const mail = (more: Partial<DisclosureAsk> = {}): DisclosureAsk => ({
    ...{ id: `d${++ids}`, person: "1", purpose: "account", data: ["contact.email"], recipient: "letters" },
    ...{ form: "any", items: 1, done: false, ...more },
  });
  const advert = (more: Partial<DisclosureAsk> = {}) => mail({ purpose: "adverts", recipient: "adverts", ...more });
  const take = (...asks: readonly DisclosureAsk[]) => takeDisclosures(told.inst, { asks, by: "key-1" });
  const taken = async (...asks: readonly DisclosureAsk[]) => {
    const answer = await take(...asks);
    if (answer.kind !== "taken") throw new Error(JSON.stringify(answer.faults));
    return answer.results;
  };
  const entries = async (name: string) =>
    (await told.inst.storage.db.selectFrom("entry").select("body").where("kind", "=", name).orderBy("id").execute()).map(
      (row) => JSON.parse(row.body) as Record<string, unknown>,
    );
  const kept = async () => (await told.inst.storage.db.selectFrom("disclosure").selectAll().execute()).length;

  test("what may go is recorded, what may not is refused on the ledger and not recorded as sent", async () => {
    const [sent, refused] = await taken(mail(), advert());
    expect(sent).toMatchObject({ allowed: true, recorded: true, violation: false });
    expect(refused).toMatchObject({ allowed: false, recorded: false, violation: false });
    expect(await kept()).toBe(1);
    expect(await entries("disclosures.recorded")).toMatchObject([{ disclosures: 1, recipients: { letters: 1 }, by: "key-1" }]);
    const [entry] = await entries("disclosures.refused");
    expect(entry).toMatchObject({ disclosures: 1, of: [{ recipient: "adverts", purpose: "adverts", rule: refused?.rule }] });
    expect(await entries("disclosures.violation")).toEqual([]);
  });

  test("a direct identifier goes to an advertiser once the person has agreed to that", async () => {
    expect((await taken(advert()))[0]).toMatchObject({ allowed: false, rule: "recipient-consent" });
    now += 1000;
    await tell({ person: "1", kind: "consented", to: "adverts", given: true });
    expect((await taken(advert({ id: "agreed-one" })))[0]).toMatchObject({ allowed: true, recorded: true });
  });

  test("what the browser at hand sends stops it, where somebody seems to be counts, and neither is kept", async () => {
    const person = "visitor";
    await tell({ person, kind: "collected", point: "sign-up", categories: ["contact.email"] });
    await tell({ person, kind: "consented", to: "adverts", given: true });
    const ask = advert({ person, id: "of-a-request" });
    const before = await kept();
    const signals = ["gpc"] as const;
    expect(await taken({ ...ask, signals })).toMatchObject([{ allowed: false, rule: "opt-out", recorded: false }]);
    expect(await kept()).toBe(before);
    const place = { country: "US", region: "CA" };
    expect(await taken({ ...ask, place })).toMatchObject([{ allowed: true, recorded: true, repeated: false }]);
    // Sent again it is the same disclosure, and what stands now is the answer.
    expect(await taken({ ...ask, place, signals })).toMatchObject([{ allowed: false, rule: "opt-out", repeated: true }]);
    expect(await kept()).toBe(before + 1);
    const wrong = { country: "California" };
    expect(await take({ ...ask, place: wrong })).toMatchObject({ kind: "refused", faults: [{ code: "unknown-name" }] });
  });

  test("what has happened and should not have is recorded, and named a violation", async () => {
    const before = await kept();
    const [result] = await taken(advert({ person: "2", done: true, at: new Date(now).toISOString() }));
    expect(result).toMatchObject({ allowed: false, recorded: true, violation: true, rule: "recipient-consent" });
    expect(await kept()).toBe(before + 1);
    expect((await entries("disclosures.violation")).at(-1)).toMatchObject({
      of: [{ recipient: "adverts", rule: "recipient-consent" }],
    });
  });

  test("what has happened is judged by what stood then", async () => {
    now += 60_000;
    const between = new Date(now).toISOString();
    now += 60_000;
    await tell({ person: "1", kind: "consented", to: "adverts", given: false });
    expect((await taken(advert()))[0]).toMatchObject({ allowed: false });
    expect((await taken(advert({ done: true, at: between })))[0]).toMatchObject({ allowed: true, violation: false });
    expect((await taken(advert({ done: true, at: new Date(BEGAN).toISOString() })))[0]).toMatchObject({ violation: true });
  });

  test("what is corrected about who somebody is was so when it was told first, and a yes from its own moment on", async () => {
    const person = "corrected";
    const began = new Date(now).toISOString();
    await tell({ person, kind: "collected", point: "sign-up", categories: ["contact.email"] });
    await tell({ id: "lived", person, kind: "resides", country: "IE", evidence: "stated" });
    await tell({ id: "young", person, kind: "born", day: "2020-01-01" });
    await tell({ id: "gave", person, kind: "consented", to: "adverts", given: true });
    await tell({ person, kind: "consented", purpose: "adverts", given: true });
    now += 60_000;
    const between = new Date(now).toISOString();
    now += 60_000;
    await tell({ person, kind: "born", day: "2019-01-01", corrects: "young" });
    await tell({ person, kind: "consented", to: "adverts", given: true, corrects: "gave" });
    const subject = { kind: "person", id: person } as const;
    const [known] = (await knownPeople(told.inst, [subject])).values();
    if (known === undefined) throw new Error("nobody");
    const { db } = told.inst.storage;
    const then = await stateAt(told.inst, db, { ...known, moment: Date.parse(between) });
    expect(then).toMatchObject({ born: "2019-01-01", residences: [{ country: "IE" }], recipientConsents: {} });
    expect((await stateAt(told.inst, db, { ...known, moment: Date.parse(began) - 1 })).born).toBeUndefined();
    expect((await stateAt(told.inst, db, { ...known, moment: now })).recipientConsents).toHaveProperty("adverts");
  });

  test("the same again is the same disclosure; the same id with another content takes nothing of the batch", async () => {
    const one = mail({ id: "once" });
    await taken(one);
    const before = await kept();
    expect((await taken(one))[0]).toMatchObject({ repeated: true, recorded: true, allowed: true });
    expect(await take(mail({ id: "with-it" }), { ...one, items: 2 })).toMatchObject({
      kind: "conflict",
      faults: [{ path: "disclosures[1].id", code: "other-content" }],
    });
    expect(await take({ ...one, person: "2" })).toMatchObject({ kind: "conflict" });
    expect(await take(mail({ id: "x" }), mail({ id: "x" }))).toMatchObject({ kind: "refused", faults: [{ code: "twice" }] });
    expect(await kept()).toBe(before);
  });

  test("the same again is answered by what stands now, unless it has happened", async () => {
    now += 1000;
    await tell({ person: "2", kind: "consented", to: "adverts", given: true });
    const asked = advert({ id: "asked-twice", person: "2" });
    const sent = advert({ id: "sent-twice", person: "2", done: true, at: new Date(now).toISOString() });
    expect(await taken(asked, sent)).toMatchObject([{ allowed: true }, { allowed: true }]);
    now += 10_000;
    await tell({ person: "2", kind: "consented", to: "adverts", given: false });
    const before = await kept();
    const stopped = { allowed: false, rule: "recipient-consent", recorded: true, repeated: true, violation: false };
    expect(await taken(asked, sent)).toMatchObject([stopped, { allowed: true, rule: "allowed", recorded: true, repeated: true }]);
    expect(await kept()).toBe(before);
  });

  test("a name that the program has not takes nothing, and is not repeated", async () => {
    const answer = await take(mail(), mail({ recipient: "ada@zqx.example" }));
    expect(answer).toMatchObject({ kind: "refused", faults: [{ path: "disclosures[1]", code: "unknown-name" }] });
    expect(JSON.stringify(answer)).not.toContain("zqx");
    expect(await take(mail({ at: "2031-01-01T00:00:00Z" }))).toMatchObject({ kind: "refused", faults: [{ code: "future" }] });
  });

  test("of somebody unknown nothing goes out", async () => {
    expect((await taken(mail({ person: "nobody" })))[0]).toMatchObject({ allowed: false, recorded: false, rule: "person-known" });
  });

  test("nothing of a disclosure is stored in the clear", async () => {
    await taken(mail({ id: "id-zqx", person: "2" }));
    const { db } = told.inst.storage;
    const rows = [
      await db.selectFrom("disclosure").selectAll().execute(),
      await db.selectFrom("disclosure_total").selectAll().execute(),
    ];
    const all = JSON.stringify([rows, await db.selectFrom("entry").selectAll().execute()]);
    expect(all).not.toContain("id-zqx");
    expect(
      rows.flatMap((some) => some.map((row) => ("sealed" in row ? Buffer.from(row.sealed).toString("latin1") : ""))).join(),
    ).not.toContain("letters");
  });

  test("the report counts by California's categories and recipient, an occasion once in each line", async () => {
    const day = "2026-12-24";
    now = Date.parse(`${day}T12:00:00Z`);
    await taken(
      mail({ data: ["contact.email", "name.full"], items: 2 }),
      mail({ items: 3 }),
      mail({ form: "aggregated", items: 9 }),
    );
    const report = await reportDisclosures(told.inst, { from: day, to: day });
    expect(report).toMatchObject({ occasions: 3, aboutNobody: 1 });
    expect(
      report.lines.map(({ passed, letter, recipient, occasions, items }) => [passed, letter, recipient, occasions, items]),
    ).toEqual([
      ["disclosed", "A", "letters", 2, 5],
      ["disclosed", "B", "letters", 2, 5],
    ]);
    expect(report.lines[0]?.data).toEqual(["contact.email", "name.full"]);
    const all = await reportDisclosures(told.inst, { from: "2026-01-01", to: day });
    expect(all.lines.filter(({ passed }) => passed === "shared").map(({ recipient }) => recipient)).toEqual([
      "adverts",
      "adverts",
    ]);
    expect((await reportDisclosures(told.inst, { from: "2025-01-01", to: "2025-12-31" })).lines).toEqual([]);
  });

  test("a copy names the actual recipients with each occasion; an erasure tells them and leaves nothing", async () => {
    now += 1000;
    const { db } = told.inst.storage;
    const { request: copied } = await takeRequest(told.inst, {
      right: "access",
      subject: [{ kind: "email", value: ada.email }],
      takenBy: "staff",
    });
    const plan = (await viewRequest(told.inst, copied)).plan?.hash ?? "";
    await approveRequest(told.inst, { request: copied, plan, as: "officer" });
    const copy = await writeCopy(told.inst, { request: copied });
    if (copy.kind === "refused") throw new Error(copy.says);
    const { data } = JSON.parse(readFileSync(copy.value.file, "utf8")) as {
      data: { dataset: string; rows: { recipient: string }[] }[];
    };
    const sent = data.find(({ dataset }) => dataset === "disclosures")?.rows ?? [];
    expect(new Set(sent.map(({ recipient }) => recipient))).toEqual(new Set(["Letters", "Adverts"]));
    expect(sent[0]).toMatchObject({ purpose: "account", data: "contact.email", form: "any", items: 1 });

    const own = await db.selectFrom("disclosure").select("subject").distinct().execute();
    expect(own.length).toBeGreaterThan(1);
    // A recipient that the program no longer has is told all the same: it had the data.
    told.shop.edit(RECIPIENTS, "");
    await told.reopen();
    const request = await takeApproved(told.inst, "erasure");
    await runRequest(told.inst, request);
    const view = await viewRequest(told.inst, request);
    expect(view.recipients.map(({ recipient, state }) => `${recipient} ${state}`)).toEqual([
      "adverts waiting",
      "letters waiting",
    ]);
    expect(view.recipients[0]?.had).toMatchObject({ occasions: 3, data: ["contact.email"] });
    for (const recipient of ["adverts", "letters"]) await recordTold(told.inst, { request, recipient });
    await runRequest(told.inst, request);
    const done = await viewRequest(told.inst, request);
    expect(done.state).toBe("done");
    expect(await told.inst.storage.db.selectFrom("disclosure").select("subject").distinct().execute()).toHaveLength(
      own.length - 1,
    );
    // What it was told of stays under the file of the request; totals are of nobody.
    expect(done.recipients[0]?.had).toMatchObject({ occasions: 3 });
    expect((await reportDisclosures(told.inst, { from: "2026-01-01", to: "2026-12-31" })).occasions).toBeGreaterThan(5);
  });

  test("what went out of somebody who was erased since is nothing of whoever has their id now", async () => {
    const before = new Date(now - 60_000).toISOString();
    now += 60_000;
    await tell({ person: "1", kind: "resides", country: "IE", evidence: "stated" });
    const had = await kept();
    const [old, since] = [mail({ done: true, at: before }), mail({ done: true, at: new Date(now).toISOString() })];
    expect(await take(old, since)).toMatchObject({ kind: "conflict", faults: [{ path: "disclosures[0].at", code: "erased" }] });
    expect(await kept()).toBe(had);
    expect((await taken(since))[0]).toMatchObject({ recorded: true });
  });

  test("of a clock that is ahead nothing has gone later than now", async () => {
    await taken(mail({ id: "ahead", person: "2", done: true, at: new Date(now + 4 * 60_000).toISOString() }));
    const sent = await disclosuresAbout(told.inst, await subjectsOfAccounts(told.inst, ["2"]));
    expect(sent.at(-1)?.at).toBe(new Date(now).toISOString());
  });
});

test("whoever had figures alone does not learn who was among them", () => {
  const sent = (recipient: string, form: "any" | "aggregated" | "anonymous") => ({
    ...{ recipient, form, purpose: "account", data: ["name.full"], items: 1, at: "2026-11-02T12:00:00.000Z", told: "" },
  });
  const had = byRecipient([
    sent("letters", "any"),
    sent("letters", "aggregated"),
    sent("sums", "aggregated"),
    sent("sums", "anonymous"),
  ]);
  expect(had).toMatchObject([{ recipient: "letters", occasions: 1 }]);
});
