// Disclosures while the same people's facts change, on connections of their own.
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { lookUpSubjects, publishNotice, tellFacts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { type DisclosureAsk, takeDisclosures } from "./index.ts";

const RECIPIENTS = `  adverts: { name: Adverts, kind: advertiser, country: IE, sharing: true, for: [adverts], receives: { contact.email: consent }, agreement: { kind: terms, date: 2025-01-01, document: b.pdf } }
`;
const PURPOSES = `  adverts: { kind: cross-context-advertising, basis: legitimate-interest, interest: Being seen, data: [contact.email] }
`;
const CLIENT_PURPOSES = `  mailing: { kind: communication, basis: instruction, data: [contact.email], of: [guest] }
`;
const CLIENT_RECIPIENTS = `  posters: { name: Posters, kind: mail-delivery, country: IE, for: [mailing], receives: [contact.email], agreement: { kind: dpa, date: 2025-01-01, document: c.pdf } }
`;
const CLIENTS = `clients: { rows: shop/customers, name: name, contact: email, of: [guest], instructions: { mailing: asked } }
`;
const CLIENT_POINTS = `  transfer: { from: client, of: [guest], takes: [contact.email] }
`;
const BEGAN = Date.parse("2026-11-02T12:00:00Z");

function signal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((done) => {
    give = done;
  });
  return { give, given };
}

eachKind("disclosures at once", (kind) => {
  let told: ToldWorkshop;
  let now = BEGAN;
  let ids = 0;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind, { now: () => now });
    told.shop.edit("\nrecipients:\n", `\n${PURPOSES}recipients:\n${RECIPIENTS}`);
    await told.reopen();
    await tell({ person: "2", kind: "collected", point: "sign-up", categories: ["contact.email", "name"] });
    await tell({ person: "2", kind: "resides", country: "IE", evidence: "stated" });
  });
  afterAll(() => told.close());

  const tell = async (fact: Readonly<Record<string, unknown>>, inst = told.inst) => {
    const whole = { id: `f${++ids}`, at: new Date(now).toISOString(), origin: "app", ...fact };
    const answer = await tellFacts(inst, { facts: [whole], by: "key-1" }, anyLink);
    if (answer.kind !== "told") throw new Error(JSON.stringify(answer.faults));
  };
  const mail = (more: Partial<DisclosureAsk> = {}): DisclosureAsk => ({
    ...{ id: `d${++ids}`, person: "2", purpose: "account", data: ["contact.email"], recipient: "letters" },
    ...{ form: "any", items: 1, done: false, ...more },
  });
  const advert = () => mail({ purpose: "adverts", recipient: "adverts" });
  const take = (ask: DisclosureAsk, inst = told.inst) => takeDisclosures(inst, { asks: [ask], by: "key-1" });
  const optOut = () => ({
    ...{ id: `f${++ids}`, at: new Date(now).toISOString(), origin: "app" },
    ...{ person: "2", kind: "consented", to: "adverts", given: false },
  });
  /** The same installation, whose next transaction has done its work and does not commit until the gate is opened. */
  const gated = async (inst: Installation) => {
    let armed = false;
    const reached = signal();
    const opened = signal();
    const transaction: Installation["storage"]["transaction"] = (work) =>
      inst.storage.transaction(async (tx) => {
        const done = await work(tx);
        if (!armed) return done;
        reached.give();
        await opened.given;
        return done;
      });
    const gate: Installation = { ...inst, storage: { ...inst.storage, transaction } };
    await publishNotice(gate);
    armed = true;
    return { inst: gate, reached: reached.given, open: opened.give };
  };
  /** Until somebody waits for a lock of the server; the embedded database has one connection, on which all wait. */
  const isWaiting = async (most = 1) => {
    if (kind !== "postgres") return;
    for (;;) {
      const { rows } = await told.inst.storage.executeSql(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (Number(rows[0]?.n) >= most) return;
      await setTimeout(20);
    }
  };
  test("a no that commits while a disclosure is on its way is a no to it", async () => {
    await tell({ person: "2", kind: "consented", to: "adverts", given: true });
    now += 1000;
    const { inst } = told;
    const late: Installation = {
      ...inst,
      storage: {
        ...inst.storage,
        // Whatever was looked up until here is of before.
        transaction: async (work) => {
          await tell({ person: "2", kind: "consented", to: "adverts", given: false });
          return inst.storage.transaction(work);
        },
      },
    };
    expect(await take(advert())).toMatchObject({ results: [{ allowed: true }] });
    now += 1000;
    const answer = await take(advert(), late);
    expect(answer).toMatchObject({ results: [{ allowed: false, recorded: false, rule: "recipient-consent" }] });
  });

  test("a disclosure waits for a no that is being written, and the no for a disclosure", async () => {
    now += 1000;
    await tell({ person: "2", kind: "consented", to: "adverts", given: true });
    now += 1000;
    const gate = await gated(told.inst);
    const no = tellFacts(gate.inst, { facts: [optOut()], by: "key-1" }, anyLink);
    await gate.reached;
    const sent = take(advert());
    await isWaiting();
    gate.open();
    expect(await no).toMatchObject({ kind: "told" });
    expect(await sent).toMatchObject({ results: [{ allowed: false, rule: "recipient-consent" }] });
    now += 1000;
    await tell({ person: "2", kind: "consented", to: "adverts", given: true });
    now += 1000;
    const other = await gated(told.inst);
    const going = take(advert(), other.inst);
    await other.reached;
    const after = tellFacts(told.inst, { facts: [optOut()], by: "key-1" }, anyLink);
    await isWaiting();
    other.open();
    expect(await going).toMatchObject({ results: [{ allowed: true, recorded: true }] });
    expect(await after).toMatchObject({ kind: "told" });
  });

  test("the same told twice at once is one disclosure, and another content of it is a conflict", async () => {
    const gate = await gated(told.inst);
    const one = mail({ id: "at-once" });
    const first = take(one, gate.inst);
    await gate.reached;
    const same = take(one);
    const other = take({ ...one, items: 7 });
    await isWaiting(kind === "postgres" ? 2 : 0);
    gate.open();
    expect(await first).toMatchObject({ results: [{ recorded: true, repeated: false }] });
    expect(await same).toMatchObject({ results: [{ recorded: true, repeated: true }] });
    expect(await other).toMatchObject({ kind: "conflict", faults: [{ code: "other-content" }] });
  });

  test("whose client takes its authorization back while a disclosure is on its way, of them nothing goes", async () => {
    const guests = await makeToldWorkshop(kind, { now: () => now });
    guests.shop.edit("subjects: [customer]", "subjects: { customer: controller, guest: processor }");
    guests.shop.edit("\nrecipients:\n", `\n${CLIENT_PURPOSES}recipients:\n${CLIENT_RECIPIENTS}`);
    guests.shop.edit("\ncollection:\n", `\n${CLIENTS}collection:\n${CLIENT_POINTS}`);
    await guests.reopen();
    const say = (fact: Readonly<Record<string, unknown>>) => tell(fact, guests.inst);
    await say({ person: "g", kind: "collected", point: "transfer", categories: ["contact.email"], of: "inn" });
    await say({ client: "inn", kind: "instructed", purpose: "mailing", on: true });
    // Whoever looks her up is told of the client too, since it decides.
    const { subjects } = await lookUpSubjects(guests.inst, [{ kind: "person", id: "g" }]);
    expect(subjects.map(({ k }) => k)).toEqual(["person", "client"]);
    expect(subjects[1]?.state).toMatchObject({ instructed: ["mailing"] });
    const mailing = () => mail({ person: "g", purpose: "mailing", recipient: "posters" });
    const sent = await take(mailing(), guests.inst);
    expect(sent).toMatchObject({ results: [{ allowed: true, recorded: true }] });
    const transaction: Installation["storage"]["transaction"] = async (work) => {
      await say({ client: "inn", kind: "instructed", purpose: "mailing", on: false });
      return guests.inst.storage.transaction(work);
    };
    now += 1000;
    const late = { ...guests.inst, storage: { ...guests.inst.storage, transaction } };
    expect(await take(mailing(), late)).toMatchObject({
      results: [{ allowed: false, rule: "instruction" }],
    });
    await guests.close();
  });
});
