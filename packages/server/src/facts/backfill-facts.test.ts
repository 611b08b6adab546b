import { afterAll, beforeAll, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { backfillFacts, factsOfAccounts, lookUpSubjects, tellFacts } from "./index.ts";

eachKind("backfill", (kind) => {
  let told: ToldWorkshop;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind);
    const { shop } = told;
    shop.sql(`alter table customers add column country text; alter table customers add column born text;
      alter table customers add column joined text; alter table customers add column kind text;
      update customers set country = 'nl', born = '1980-02-29', joined = '2024-05-01 10:00:00', kind = 'shopper';
      update customers set country = 'Holland', born = '1980-02-30' where id = 2;
      update customers set joined = null where id = 3; update customers set email = '', kind = 'guest' where id = 4;
      create table google (id integer primary key, customer_id integer, scopes text);
      insert into google values (1, 1, '["mail.read"]'), (2, 5, 'mail.read orders.read'), (3, null, 'mail.read')`);
    shop.edit("sign-up: { at: /sign-up, of: [customer],", "sign-up: { at: /sign-up, since: customers.joined,");
    shop.edit("inbox: { from: integration,", "inbox: { from: integration, granted: google.scopes,");
    shop.edit("is: customer\n", "is: { customer: { kind: shopper } }\n");
    shop.edit(
      "fields: { email: contact.email, name: name.full,",
      "fields: { email: { is: contact.email, at: sign-up }, name: { is: name.full, at: sign-up }, country: contact.country, born: demographic.birth-date, joined: none, kind: none,",
    );
    shop.edit("tickets:", "google: { rest: none, links: { customer_id: owned by customers } }\n      tickets:");
    await told.reopen();
  });
  afterAll(() => told.close());

  const run = (dry = false) => backfillFacts(told.inst, { store: "shop", dry });
  const stateOf = async (id: string) => (await lookUpSubjects(told.inst, [{ kind: "person", id }])).subjects[0]?.state;
  const factsTold = async () => (await told.inst.storage.db.selectFrom("fact").select("id_hash").execute()).length;

  test("a dry run tells nothing, and says what it would", async () => {
    const [customers, google] = await run(true);
    expect(customers).toMatchObject({
      dataset: "customers",
      rows: 40,
      unread: { "no day": 1, "no country code": 1, "no birth date": 1 },
    });
    expect(google).toMatchObject({ dataset: "google", rows: 3, told: 2, unread: { "no account": 1 } });
    expect(await factsTold()).toBe(0);
  });

  test("rows become facts as the program says what they mean", async () => {
    const planned = await run(true);
    expect((await run()).map(({ told: count }) => count)).toEqual(planned.map(({ told: count }) => count));
    expect(await stateOf("1")).toEqual({
      as: ["customer"],
      residences: [{ country: "NL" }],
      born: "1980-02-29",
      collected: [{ point: "sign-up", categories: ["contact.email", "name.full"], at: Date.parse("2024-05-01T10:00:00Z") }],
      granted: { inbox: ["mail.read"] },
    });
    expect(await stateOf("2")).not.toHaveProperty("residences");
    expect(await stateOf("2")).not.toHaveProperty("born");
    expect(await stateOf("3")).not.toHaveProperty("collected");
    expect(await stateOf("4")).toMatchObject({ collected: [{ categories: ["name.full"] }] });
    expect(await stateOf("4")).not.toHaveProperty("as");
    expect(await stateOf("5")).toMatchObject({ granted: { inbox: ["mail.read", "orders.read"] } });
  });

  test("a second run changes nothing", async () => {
    const before = await factsTold();
    for (const { told: count, standing } of await run()) {
      expect(count).toBe(0);
      expect(standing).toBeGreaterThan(0);
    }
    expect(await factsTold()).toBe(before);
  });

  test("a changed value corrects the fact of before, and one that comes back does so again", async () => {
    for (const country of ["BE", "NL", "BE"]) {
      told.shop.sql(`update customers set country = '${country}' where id = 1`);
      expect((await run())[0]).toMatchObject({ told: 1, corrected: 1 });
      expect((await run())[0]).toMatchObject({ told: 0 });
      expect(await stateOf("1")).toMatchObject({ residences: [{ country }] });
    }
    told.shop.sql("update customers set email = 'now@workshop.example' where id = 4");
    expect((await run())[0]).toMatchObject({ told: 1, corrected: 1 });
    const state = (await stateOf("4")) as { collected: { categories: string[] }[] };
    expect(state.collected.map(({ categories }) => categories)).toEqual([["contact.email", "name.full"]]);
  });

  test("what the application corrected stays so until the row says something new", async () => {
    const lastTold = async () =>
      (await factsOfAccounts(told.inst, ["1"])).filter(({ kind, corrects }) => kind === "resides" || corrects).at(-1)?.id;
    const correct = (more: Record<string, unknown>) => {
      const at = new Date(told.inst.surroundings.now()).toISOString();
      return tellFacts(told.inst, { facts: [{ at, origin: "app", person: "1", ...more }], by: "key" }, anyLink);
    };
    await correct({ id: "by-hand", corrects: await lastTold(), kind: "resides", country: "FR", evidence: "stated" });
    expect((await run())[0]).toMatchObject({ told: 0, corrected: 0, unread: {} });
    expect(await stateOf("1")).toMatchObject({ residences: [{ country: "FR" }] });
    told.shop.sql("update customers set country = 'DE' where id = 1");
    expect((await run())[0]).toMatchObject({ told: 1, corrected: 1 });
    expect(await stateOf("1")).toMatchObject({ residences: [{ country: "DE" }] });
    // And what it took back does not come again.
    await correct({ id: "never-so", corrects: await lastTold(), kind: "retracted" });
    expect((await run())[0]).toMatchObject({ told: 0, corrected: 0 });
    expect(await stateOf("1")).not.toHaveProperty("residences");
    // Nor because the row says something new.
    told.shop.sql("update customers set country = 'IE' where id = 1");
    expect((await run())[0]).toMatchObject({ told: 1, corrected: 1 });
    expect((await run())[0]).toMatchObject({ told: 0, corrected: 0 });
    expect(await stateOf("1")).toMatchObject({ residences: [{ country: "IE" }] });
    const taken = { id: "nothing-left", corrects: (await lastTold()) ?? "", kind: "retracted" };
    await correct(taken);
    expect(await stateOf("1")).not.toHaveProperty("residences");
  });
});
