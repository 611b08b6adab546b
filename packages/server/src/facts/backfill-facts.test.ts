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

eachKind("backfill of rows that are odd", (kind) => {
  let told: ToldWorkshop;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind);
    const { shop } = told;
    shop.sql(`alter table customers add column joined text; alter table customers add column country text;
      update customers set joined = '2024-05-01', country = 'NL';
      update customers set joined = '2999-01-01' where id = 2;
      update customers set name = cast(x'c3a9' as blob) where id = 3;
      create table branches (tenant_id integer, customer_id integer, country text, primary key (tenant_id, customer_id));
      insert into branches values (7, 1, 'NL'), (8, 1, 'US')`);
    shop.edit("sign-up: { at: /sign-up,", "sign-up: { at: /sign-up, since: customers.joined,");
    shop.edit(
      "fields: { email: contact.email, name: name.full,",
      "fields: { email: { is: contact.email, at: sign-up }, name: { is: name.full, at: sign-up }, country: contact.country, joined: none,",
    );
    shop.edit("segment: inference.segment }", "segment: { is: inference.segment, at: sign-up } }");
    shop.edit(
      "tickets:",
      `branches: { tenant: tenant_id, fields: { country: contact.country }, links: { customer_id: owned by customers } }
      tickets:`,
    );
    await told.reopen();
  });
  afterAll(() => told.close());

  const run = async (dry: boolean) =>
    Object.fromEntries((await backfillFacts(told.inst, { store: "shop", dry })).map(({ dataset, ...one }) => [dataset, one]));
  const stateOf = async (id: string) => (await lookUpSubjects(told.inst, [{ kind: "person", id }])).subjects[0]?.state;

  test("what would be refused is not counted as told, dry or not; a day that has not come takes nothing else with it", async () => {
    const [dry, done] = [await run(true), await run(false)];
    expect(dry).toEqual(done);
    expect(done.customers).toMatchObject({ unread: { future: 1 } });
    expect(await stateOf("2")).toMatchObject({ residences: [{ country: "NL" }] });
    expect(await stateOf("2")).not.toHaveProperty("collected");
  });

  test("what a row says without a day goes before nothing that was told with one", async () => {
    told.shop.sql("update customers set joined = null where id = 5");
    const at = "2026-01-02T00:00:00Z";
    const facts = [
      { id: "de", person: "5", at, origin: "app", kind: "resides", country: "DE", evidence: "stated" },
      { id: "none", person: "5", at, origin: "app", kind: "granted", point: "inbox", scopes: [] },
    ];
    expect(await tellFacts(told.inst, { facts, by: "key" }, anyLink)).toMatchObject({ kind: "told" });
    await run(false);
    expect(await stateOf("5")).toMatchObject({ residences: [{ country: "DE" }] });
    // A change of the row is of now.
    told.shop.sql("update customers set country = 'FR' where id = 5");
    await run(false);
    expect(await stateOf("5")).toMatchObject({ residences: [{ country: "FR" }] });
  });

  test("bytes are a value too", async () => {
    expect(await stateOf("3")).toMatchObject({ collected: [{ categories: ["contact.email", "name.full"] }] });
  });

  test("what cannot be told is said: a day that stands in another dataset, an id that two tenants have", async () => {
    const { profiles, branches } = await run(true);
    expect(profiles).toMatchObject({ told: 0, unread: { "no day in its own dataset": profiles?.rows } });
    expect(branches).toMatchObject({ rows: 2, told: 0, unread: { "an account of several tenants": 2 } });
    expect(await stateOf("1")).toMatchObject({ residences: [{ country: "NL" }] });
  });
});

eachKind("backfill of datasets in which somebody has several rows", (kind) => {
  let told: ToldWorkshop;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind);
    const { shop } = told;
    shop.sql(`delete from orders;
      insert into orders values (1, 1, 'a', 1, '2024-01-01'), (2, 1, 'a', 1, '2024-02-01'), (3, 1, 'b', 1, '2024-03-01'), (4, 2, 'b', 1, '2024-03-01');
      create table google (id integer primary key, customer_id integer, scopes text);
      insert into google values (1, 1, 'mail.read'), (2, 2, 'mail.read');
      create table moves (customer_id integer, country text);
      insert into moves values (1, 'NL'), (1, 'BE'), (1, 'BE'), (2, 'FR')`);
    shop.edit("sign-up: { at: /sign-up,", "sign-up: { at: /sign-up, since: orders.placed_at,");
    shop.edit("inbox: { from: integration,", "inbox: { from: integration, granted: google.scopes,");
    shop.edit(
      "tickets:",
      `google: { rest: none, links: { customer_id: owned by customers } }
      moves: { fields: { country: contact.country }, links: { customer_id: owned by customers } }
      tickets:`,
    );
    await told.reopen();
  });
  afterAll(() => told.close());

  const run = () => backfillFacts(told.inst, { store: "shop", dry: false });
  const counts = async () => (await run()).map(({ dataset, told: count, unread }) => [dataset, count, unread]);
  const stateOf = async (id: string) =>
    (await lookUpSubjects(told.inst, [{ kind: "person", id }])).subjects[0]?.state as {
      readonly collected?: readonly { readonly at: number }[];
      readonly residences?: readonly { readonly country: string }[];
      readonly granted?: Readonly<Record<string, readonly string[]>>;
    };
  const daysOf = async (id: string) =>
    (await stateOf(id)).collected?.map(({ at }) => new Date(at).toISOString().slice(0, 10)).toSorted();

  test("each row is a fact of its own, and a second run tells nothing", async () => {
    // Two rows of `moves` that have no key say the same: that is one thing.
    expect(await counts()).toEqual([
      ["orders", 4, {}],
      ["google", 2, {}],
      ["moves", 3, {}],
    ]);
    const before = await stateOf("1");
    expect(await daysOf("1")).toEqual(["2024-01-01", "2024-02-01", "2024-03-01"]);
    for (let again = 0; again < 2; again++)
      expect(await counts()).toEqual([
        ["orders", 0, {}],
        ["google", 0, {}],
        ["moves", 0, {}],
      ]);
    expect(await stateOf("1")).toEqual(before);
  });

  test("a row that changes corrects what it said, and no other row's", async () => {
    told.shop.sql("update orders set placed_at = '2024-02-15' where id = 2");
    expect((await run())[0]).toMatchObject({ told: 1, corrected: 1 });
    expect(await daysOf("1")).toEqual(["2024-01-01", "2024-02-15", "2024-03-01"]);
    expect(await daysOf("2")).toEqual(["2024-03-01"]);
  });

  test("what a row says no more is taken back, and told again once it says so anew", async () => {
    told.shop.sql("update google set scopes = null where id = 1");
    expect((await run())[1]).toMatchObject({ told: 1, corrected: 1, unread: {} });
    expect((await stateOf("1")).granted).toBeUndefined();
    expect((await stateOf("2")).granted).toEqual({ inbox: ["mail.read"] });
    expect((await run())[1]).toMatchObject({ told: 0 });
    for (const scopes of ["orders.read", null, "orders.read"]) {
      told.shop.sql(`update google set scopes = ${scopes === null ? "null" : `'${scopes}'`} where id = 1`);
      expect((await run())[1]).toMatchObject({ told: 1 });
      expect((await run())[1]).toMatchObject({ told: 0 });
      expect((await stateOf("1")).granted).toEqual(scopes === null ? undefined : { inbox: [scopes] });
    }
  });
});
