// Disclosures of what clients' people gave, and that only a client can let go.
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { tellFacts } from "../facts/index.ts";
import { type DisclosureAsk, takeDisclosures } from "./index.ts";

const PURPOSES = `  mailing: { kind: communication, basis: instruction, data: [contact.email], of: [guest] }
`;
const RECIPIENTS = `  posters: { name: Posters, kind: mail-delivery, country: IE, for: [mailing], receives: [contact.email], agreement: { kind: dpa, date: 2025-01-01, document: c.pdf } }
  chat: { name: Chat, kind: integration, country: IE, for: [mailing], receives: [contact.email], enabler: client, told: { mail: privacy@chat.example }, agreement: { kind: terms, date: 2025-01-01, document: d.pdf } }
`;
const CLIENTS = `clients: { rows: shop/customers, name: name, contact: email, of: [guest], instructions: { mailing: asked } }
`;
const POINTS = `  transfer: { from: client, of: [guest], takes: [contact.email] }
`;

eachKind("disclosures of clients", (kind) => {
  let told: ToldWorkshop;
  let now = Date.parse("2026-11-02T12:00:00Z");
  let ids = 0;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind, { now: () => now });
    told.shop.edit("subjects: [customer]", "subjects: { customer: controller, guest: processor }");
    told.shop.edit("\nrecipients:\n", `\n${PURPOSES}recipients:\n${RECIPIENTS}`);
    told.shop.edit("\ncollection:\n", `\n${CLIENTS}collection:\n${POINTS}`);
    await told.reopen();
    for (const client of ["inn", "lodge", "barn"]) await arrive(client);
  });
  afterAll(() => told.close());

  const tell = async (fact: Readonly<Record<string, unknown>>) => {
    const whole = { id: `f${++ids}`, at: new Date(now).toISOString(), origin: "app", ...fact };
    const answer = await tellFacts(told.inst, { facts: [whole], by: "key-1" }, anyLink);
    if (answer.kind !== "told") throw new Error(JSON.stringify(answer.faults));
  };
  const arrive = (client: string) =>
    tell({ person: `of-${client}`, kind: "collected", point: "transfer", categories: ["contact.email"], of: client });
  /** Well apart from what was told before and what is told after. */
  const moment = () => {
    now += 60_000;
    const at = new Date(now).toISOString();
    now += 60_000;
    return at;
  };
  const mailing = async (person: string, more: Partial<DisclosureAsk> = {}) => {
    const ask: DisclosureAsk = {
      ...{ id: `d${++ids}`, person, purpose: "mailing", data: ["contact.email"], recipient: "posters" },
      ...{ form: "any", items: 1, done: false, ...more },
    };
    const answer = await takeDisclosures(told.inst, { asks: [ask], by: "key-1" });
    if (answer.kind !== "taken") throw new Error(JSON.stringify(answer.faults));
    return answer.results[0];
  };
  const went = (person: string, at: string, more: Partial<DisclosureAsk> = {}) => mailing(person, { done: true, at, ...more });
  const instructs = (client: string, on: boolean, more: Readonly<Record<string, unknown>> = {}) =>
    tell({ client, kind: "instructed", purpose: "mailing", on, ...more });
  const violates = (rule: string) => ({ recorded: true, violation: true, rule });
  const RIGHT = { allowed: true, recorded: true, violation: false };

  test("what has happened is judged by what the client instructed then", async () => {
    const before = moment();
    await instructs("inn", true);
    const between = moment();
    await instructs("inn", false);
    moment();
    expect(await went("of-inn", before)).toMatchObject(violates("instruction"));
    expect(await went("of-inn", between)).toMatchObject(RIGHT);
    expect(await went("of-inn", between, { client: "inn" })).toMatchObject(RIGHT);
    expect(await mailing("of-inn")).toMatchObject({ allowed: false, recorded: false, rule: "instruction" });
    await instructs("inn", true);
    moment();
    expect(await mailing("of-inn")).toMatchObject(RIGHT);
    expect(await went("of-inn", before, { client: "inn" })).toMatchObject(violates("instruction"));
  });

  test("and by what the client had enabled then", async () => {
    await instructs("lodge", true);
    const enables = (on: boolean) => tell({ client: "lodge", kind: "enabled", recipient: "chat", by: "client", on });
    const before = moment();
    await enables(true);
    const between = moment();
    await enables(false);
    moment();
    const toChat = { recipient: "chat" };
    expect(await went("of-lodge", before, toChat)).toMatchObject(violates("enabler"));
    expect(await went("of-lodge", between, toChat)).toMatchObject(RIGHT);
    expect(await mailing("of-lodge", toChat)).toMatchObject({ allowed: false, rule: "enabler" });
  });

  test("an authorization taken back is so from when that was told, whatever corrects it later", async () => {
    await instructs("barn", true);
    moment();
    await instructs("barn", false, { id: "barn-off" });
    const between = moment();
    await instructs("barn", false, { corrects: "barn-off" });
    moment();
    expect(await went("of-barn", between)).toMatchObject(violates("instruction"));
  });
});
