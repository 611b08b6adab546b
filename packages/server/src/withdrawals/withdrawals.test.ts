// On every engine what becomes of rows when the approval of their text is taken back: exactly those of the author with exactly this text change.
import { needsOf } from "@troth/core/subject-graph";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { mariadbShop, postgresShop, type Shop, sqliteShop } from "../../../../test/support/engine-shops.ts";
import { skippedWithoutMariadb, testMariadb } from "../../../../test/support/mariadb.ts";
import {
  ALL_SHOWN,
  GALLERY,
  type Gallery,
  LIGHT,
  LIGHT_OFF,
  openGallery,
  programOfGallery,
  QUIET,
  shownIn,
} from "../../../../test/support/praise-wall.ts";
import type { Installation } from "../installation/index.ts";
import { carryOutWithdrawal, carryOutWithdrawals, openWithdrawals } from "./index.ts";

const ENGINES = [
  { kind: "sqlite", make: sqliteShop, why: "" },
  { kind: "postgres", make: postgresShop, why: testPostgres === undefined ? skippedWithoutPostgres : "" },
  { kind: "mysql", make: mariadbShop, why: testMariadb === undefined ? skippedWithoutMariadb : "" },
] as const;

for (const { kind, make, why } of ENGINES)
  describe.skipIf(why !== "")(`a text that is taken back, in ${kind}${why}`, () => {
    let shop: Shop;
    let at: Gallery;
    beforeEach(async () => {
      shop = await make(GALLERY);
      at = await openGallery(programOfGallery(kind), { url: shop.url });
    });
    afterEach(async () => {
      await at.close();
      await shop.close();
    });

    test("goes from every row of its author that holds it, and from no other", async () => {
      const light = await at.approve("ada", LIGHT);
      await at.approve("ada", QUIET);
      await at.approve("bo", LIGHT);
      expect(await carryOutWithdrawals(at.inst)).toBe(0);
      expect(await shownIn(shop)).toBe(ALL_SHOWN);
      expect(await at.withdraw("ada", light)).toBe("withdrawn");
      expect(await at.withdrawal(light)).toMatchObject({ state: "open", attempt: 0 });
      expect(await carryOutWithdrawals(at.inst)).toBe(1);
      expect(await shownIn(shop)).toBe(LIGHT_OFF);
      expect(await at.withdrawal(light)).toMatchObject({ state: "done", rows: 2, ended_by: "store", because: null });
      expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "store", rows: 2, changed: 2 }]);
      // Once more does nothing, though the application has published it again by mistake.
      await shop.sql("update praise set published = true where id = 1");
      expect(await carryOutWithdrawals(at.inst)).toBe(0);
      expect(await shownIn(shop)).toContain("1 shown");
    });

    test.each(["withdrawal.journal", "withdrawal.journalled", "withdrawal.acted"])("survives a crash at %s", async (step) => {
      const light = await at.approve("ada", LIGHT);
      await at.withdraw("ada", light);
      const { storage, surroundings } = at.inst;
      let isGone = false;
      const dies = () => Promise.reject(new Error("the process is gone"));
      const passing = async (passed: string) => {
        isGone ||= passed === step;
        if (isGone) await dies();
      };
      // A process that is gone writes nothing down any more.
      const transaction: Installation["storage"]["transaction"] = (work) => (isGone ? dies() : storage.transaction(work));
      const inst = { ...at.inst, surroundings: { ...surroundings, passing }, storage: { ...storage, transaction } };
      await expect(carryOutWithdrawal(inst, light)).rejects.toThrow("the process is gone");
      expect(await shownIn(shop)).toBe(step === "withdrawal.acted" ? LIGHT_OFF : ALL_SHOWN);
      await at.reopen();
      expect(await carryOutWithdrawals(at.inst)).toBe(1);
      expect(await shownIn(shop)).toBe(LIGHT_OFF);
      const changed = step === "withdrawal.acted" ? 0 : 2;
      expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "store", rows: 2, changed }]);
      expect((await at.inst.ledger.fsck()).problems).toEqual([]);
    });

    test("needs a role that may change exactly what is set, and read no more than that", async () => {
      const needs = needsOf(at.inst.program, await shop.connector.inspect());
      const praise = needs.find(({ dataset }) => dataset === "praise");
      expect(praise?.change).toEqual(["note", "published"]);
      expect(praise?.read).toEqual(["body", "id", "note", "published", "visitor_id"]);
    });

    test("what a trigger puts back is no end", async () => {
      await shop.sql(UNDOING[kind]);
      const light = await at.approve("ada", LIGHT);
      await at.withdraw("ada", light);
      expect(await carryOutWithdrawal(at.inst, light)).toBe("open");
      expect(await openWithdrawals(at.inst)).toMatchObject([
        { id: light, because: "2 rows did not keep what was set: the store rounds it, or a trigger takes part" },
      ]);
    });
  });

test.skipIf(testPostgres === undefined)(
  `a value that PostgreSQL spells in its own way is kept${skippedWithoutPostgres}`,
  async () => {
    const shop = await postgresShop(`${GALLERY}; alter table praise add column off_at time, add column price numeric(6, 2)`);
    const at = await openGallery(programOfGallery("postgres", { withdrawn: '{ off_at: "10:00", price: 1.5, note: null }' }), {
      url: shop.url,
    });
    try {
      await at.withdraw("ada", await at.approve("ada", LIGHT));
      await carryOutWithdrawals(at.inst);
      expect(await openWithdrawals(at.inst)).toEqual([]);
      expect(await shop.sql("select id from praise where off_at = '10:00' and note is null order by id")).toEqual([
        { id: 1 },
        { id: 2 },
      ]);
    } finally {
      await at.close();
      await shop.close();
    }
  },
);

test.skipIf(testPostgres === undefined)(
  `a row that is not changed where it was locked rolls all back${skippedWithoutPostgres}`,
  async () => {
    const shop = await postgresShop(GALLERY);
    await shop.sql(`create function passing_over() returns trigger language plpgsql as $$ begin if new.id = 2 then return null; end if; return new; end $$;
    create trigger passing_over before update on praise for each row execute function passing_over()`);
    const at = await openGallery(programOfGallery("postgres"), { url: shop.url });
    try {
      await at.withdraw("ada", await at.approve("ada", LIGHT));
      expect(await carryOutWithdrawals(at.inst)).toBe(0);
      expect((await openWithdrawals(at.inst))[0]?.because).toBe(
        "praise: 1 row met where 2 were locked; everything was rolled back",
      );
      expect(await shownIn(shop)).toBe(ALL_SHOWN);
    } finally {
      await at.close();
      await shop.close();
    }
  },
);

test.skipIf(testPostgres === undefined)(`no row beside the way to the text is locked${skippedWithoutPostgres}`, async () => {
  const shop = await postgresShop(
    `${GALLERY}; create table looks (id integer primary key, visitor_id varchar(20) not null references visitors(id)); insert into looks values (1, 'ada'), (2, 'ada')`,
  );
  const datasets = `      visitors: { is: visitor, identity: { account: id }, fields: { name: name.full } }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by visitors }, rest: none }
      looks: { links: { visitor_id: owned by visitors }, rest: none }`;
  const at = await openGallery(programOfGallery("postgres", { datasets }), { url: shop.url });
  try {
    await at.withdraw("ada", await at.approve("ada", LIGHT));
    const free = async (table: string) => (await shop.sql(`select id from ${table} order by id for update skip locked`)).length;
    const seen: unknown[] = [];
    const passing = async (step: string) => {
      if (step === "withdrawal.journal") seen.push(await free("looks"), await free("praise"));
    };
    expect(await carryOutWithdrawals({ ...at.inst, surroundings: { ...at.inst.surroundings, passing } })).toBe(1);
    // Of four rows of praise the three of ada's are locked.
    expect(seen).toEqual([2, 1]);
  } finally {
    await at.close();
    await shop.close();
  }
});

/** A trigger by which no note is ever empty. */
const UNDOING = {
  sqlite:
    "create trigger undoing after update on praise when new.note is null begin update praise set note = 'kept' where id = new.id; end",
  postgres: `create function undoing() returns trigger language plpgsql as $$ begin new.note := coalesce(new.note, 'kept'); return new; end $$;
    create trigger undoing before update on praise for each row execute function undoing()`,
  mysql: "create trigger undoing before update on praise for each row set new.note = coalesce(new.note, 'kept')",
} as const;
