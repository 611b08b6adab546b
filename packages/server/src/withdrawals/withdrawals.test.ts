// What becomes of rows when the approval of their text is taken back: exactly those of the author with exactly this text change.
import { contentHash } from "@troth/core/facts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { approveText } from "../../../../test/support/approved-text.ts";
import { skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { mariadbShop, postgresShop, type Shop, sqliteShop } from "../../../../test/support/engine-shops.ts";
import { skippedWithoutMariadb, testMariadb } from "../../../../test/support/mariadb.ts";
import {
  ALL_SHOWN,
  GALLERY,
  type Gallery,
  LIGHT,
  openGallery,
  programOfGallery,
  QUIET,
  shownIn,
} from "../../../../test/support/praise-wall.ts";
import { ConnectorError } from "../connectors/index.ts";
import { contentsOf, lapseContents, submitContent } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import { setStoreLive } from "../requests/index.ts";
import { carryOutWithdrawal, carryOutWithdrawals, openWithdrawals, settleWithdrawal } from "./index.ts";

const ENGINES = [
  { kind: "sqlite", make: sqliteShop, why: "" },
  { kind: "postgres", make: postgresShop, why: testPostgres === undefined ? skippedWithoutPostgres : "" },
  { kind: "mysql", make: mariadbShop, why: testMariadb === undefined ? skippedWithoutMariadb : "" },
] as const;

const OFF = "1 off null, 2 off null, 3 shown null, 4 shown front";
const LATER_MS = 31 * 86_400_000;

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
      expect(await shownIn(shop)).toBe(OFF);
      expect(await at.withdrawal(light)).toMatchObject({ state: "done", rows: 2, ended_by: "store", because: null });
      expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "store", rows: 2 }]);
      // Once more does nothing, though the application has published it again by mistake.
      await shop.sql("update praise set published = true where id = 1");
      expect(await carryOutWithdrawals(at.inst)).toBe(0);
      expect(await shownIn(shop)).toContain("1 shown");
    });

    test.each(["withdrawal.journal", "withdrawal.journalled", "withdrawal.acted"])("survives a crash at %s", async (step) => {
      const light = await at.approve("ada", LIGHT);
      await at.withdraw("ada", light);
      const passing = async (passed: string) => {
        if (passed === step) throw new Error("the process is gone");
      };
      const inst = { ...at.inst, surroundings: { ...at.inst.surroundings, passing } };
      await expect(carryOutWithdrawal(inst, light)).rejects.toThrow("the process is gone");
      expect(await shownIn(shop)).toBe(step === "withdrawal.acted" ? OFF : ALL_SHOWN);
      await at.reopen();
      expect(await carryOutWithdrawals(at.inst)).toBe(1);
      expect(await shownIn(shop)).toBe(OFF);
      expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "store", rows: 2 }]);
      expect((await at.inst.ledger.fsck()).problems).toEqual([]);
    });

    test("what a trigger puts back is no end", async () => {
      await shop.sql(UNDOING[kind]);
      const light = await at.approve("ada", LIGHT);
      await at.withdraw("ada", light);
      expect(await carryOutWithdrawal(at.inst, light)).toBe("open");
      expect(await openWithdrawals(at.inst)).toMatchObject([
        { id: light, because: "2 rows did not keep what was set: see whether a trigger takes part" },
      ]);
    });
  });

/** A trigger by which no note is ever empty. */
const UNDOING = {
  sqlite:
    "create trigger undoing after update on praise when new.note is null begin update praise set note = 'kept' where id = new.id; end",
  postgres: `create function undoing() returns trigger language plpgsql as $$ begin new.note := coalesce(new.note, 'kept'); return new; end $$;
    create trigger undoing before update on praise for each row execute function undoing()`,
  mysql: "create trigger undoing before update on praise for each row set new.note = coalesce(new.note, 'kept')",
} as const;

describe("a text that is taken back", () => {
  let shop: Shop;
  let at: Gallery;
  const open = async (program = programOfGallery("sqlite"), more: { readonly shadow?: true } = {}): Promise<void> => {
    at = await openGallery(program, { url: shop.url, ...more });
  };
  const later = (ms: number) => ({
    ...at.inst,
    surroundings: { ...at.inst.surroundings, now: () => at.inst.surroundings.now() + ms },
  });
  /** Taken back, tried once; what it waits for. */
  const takenBack = async (text = LIGHT): Promise<string | undefined> => {
    const id = await at.approve("ada", text);
    await at.withdraw("ada", id);
    await carryOutWithdrawals(at.inst);
    return (await openWithdrawals(at.inst))[0]?.because;
  };
  beforeEach(async () => {
    shop = await sqliteShop(GALLERY);
  });
  afterEach(async () => {
    await at.close();
    await shop.close();
  });

  test("by a no to the whole purpose goes too, each text of the author", async () => {
    await open();
    await at.approve("ada", LIGHT);
    await at.approve("ada", QUIET);
    await at.approve("bo", LIGHT);
    await at.sayNo("ada");
    expect(await carryOutWithdrawals(at.inst)).toBe(2);
    expect(await shownIn(shop)).toBe("1 off null, 2 off null, 3 off null, 4 shown front");
  });

  test("waits in a store that is in shadow, which is told what would change; then goes", async () => {
    await open(programOfGallery("sqlite"), { shadow: true });
    expect(await takenBack()).toBe("store main is in shadow until `troth store live main`: 2 rows would change");
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
    // Tried again it says the same, and the ledger says it once.
    expect(await carryOutWithdrawals(at.inst)).toBe(0);
    expect(await carryOutWithdrawals(later(6 * 60_000))).toBe(0);
    expect(await at.entries("withdrawal.held")).toHaveLength(1);
    await setStoreLive(at.inst, { store: "main", by: "test" });
    expect(await carryOutWithdrawals(later(12 * 60_000))).toBe(1);
    expect(await shownIn(shop)).toBe(OFF);
  });

  test("waits for a store that is away, and is not let go of meanwhile", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    await shop.sql("alter table praise rename to elsewhere");
    await carryOutWithdrawals(at.inst);
    expect((await openWithdrawals(at.inst))[0]?.because).toBe("store main has no dataset praise");
    await lapseContents(later(LATER_MS));
    expect(await openWithdrawals(at.inst)).toHaveLength(1);
    await shop.sql("alter table elsewhere rename to praise");
    expect(await carryOutWithdrawals(later(LATER_MS))).toBe(1);
    expect(await shownIn(shop)).toBe(OFF);
    await lapseContents(later(LATER_MS));
    expect(await at.withdrawal(light)).toBeUndefined();
  });

  test("in a store that is away is waited for once, not for each text of it", async () => {
    await open();
    for (const person of ["ada", "bo"]) await at.withdraw(person, await at.approve(person, LIGHT));
    let opened = 0;
    const inst: Installation = {
      ...at.inst,
      connector: (store) => {
        opened += 1;
        throw new ConnectorError("connector.unreachable", store, `no answer, asked ${opened} times`);
      },
    };
    expect(await carryOutWithdrawals(inst)).toBe(0);
    expect(opened).toBe(1);
    const waiting = await openWithdrawals(at.inst);
    expect(waiting.map(({ because }) => because)).toEqual([
      expect.stringContaining("asked 1 times"),
      expect.stringContaining("asked 1 times"),
    ]);
    expect(await carryOutWithdrawals(at.inst, "all")).toBe(2);
    expect(await shownIn(shop)).toBe("1 off null, 2 off null, 3 shown null, 4 off null");
  });

  test("that was edited in the store is for people to look at", async () => {
    await shop.sql("update praise set body = 'Zqxmark light!' where id in (1, 2)");
    await open();
    await at.approve("ada", QUIET);
    expect(await takenBack()).toBe(
      "no row of the author holds the text, and 2 rows a text that nobody was asked about: see whether it is this one, edited",
    );
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
    const [one] = await openWithdrawals(at.inst);
    const said = { id: one?.id ?? "", by: "rows", as: "officer" } as const;
    expect(await settleWithdrawal(at.inst, said)).toBe(true);
    expect(await settleWithdrawal(at.inst, said)).toBe(false);
    expect(await openWithdrawals(at.inst)).toEqual([]);
    expect(await at.entries("withdrawal.ended")).toEqual([{ content: one?.id, by: "people", knownBy: "rows", role: "officer" }]);
  });

  test("that is in no row any more is done, and the ledger says of how many rows", async () => {
    await shop.sql("delete from praise where id in (1, 2)");
    await open();
    await at.approve("ada", QUIET);
    expect(await takenBack()).toBeUndefined();
    expect(await at.entries("withdrawal.ended")).toMatchObject([{ by: "store", rows: 0 }]);
  });

  test("in more rows than anybody publishes one text in is for people to look at", async () => {
    await shop.sql(
      `with recursive n(id) as (select 10 union all select id + 1 from n where id < 1010)
       insert into praise select id, 'ada', '${LIGHT}', true, null from n`,
    );
    await open();
    expect(await takenBack()).toBe("1003 rows of the author hold the text: more than 1000 are not changed at once");
  });

  test("goes again from a store that came back from a backup, once that is settled", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
    await shop.sql("update praise set published = true, note = 'back'");
    const now = new Date().toISOString();
    const mark = { store: "main", place: null, moment: null, transaction: null, at: now, restored: "it is another database" };
    const { db } = at.inst.storage;
    await db
      .insertInto("store_mark")
      .values(mark)
      .onConflict((on) => on.column("store").doUpdateSet({ restored: mark.restored }))
      .execute();
    expect(await at.run("reapply")).toMatchObject({ status: 1, printed: expect.stringContaining("may be on show again") });
    await at.reopen();
    expect(await at.withdrawal(light)).toMatchObject({ state: "done" });
    expect(await at.run("reapply", "--act")).toMatchObject({ printed: expect.stringContaining("taken off again") });
    await at.reopen();
    expect(await shownIn(shop)).toBe("1 off null, 2 off null, 3 shown back, 4 shown back");
    expect((await at.entries("withdrawal.opened")).at(-1)).toEqual({
      content: light,
      because: "its store came back from a backup",
    });
    expect(await at.withdrawal(light)).toMatchObject({ state: "done", ended_by: "store", rows: 2 });
  });

  test("and approved again before anything was done stays", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    expect(await at.again(light, contentHash(LIGHT))).toBe("approved");
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
    expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "approved" }]);
    // Taken back once more, it goes.
    await at.withdraw("ada", light);
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
    expect(await shownIn(shop)).toBe(OFF);
  });

  test("and approved again while it is taken off says so on the ledger", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    const passing = async (step: string) => {
      if (step === "withdrawal.acted") expect(await at.again(light, contentHash(LIGHT))).toBe("approved");
    };
    await carryOutWithdrawal({ ...at.inst, surroundings: { ...at.inst.surroundings, passing } }, light);
    expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "store", rows: 2, approved: "meanwhile" }]);
  });

  test("changes nothing that the program does not name any more", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    await at.reopen(programOfGallery("sqlite", { withdrawn: "" }));
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
    expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "program" }]);
  });

  test("two that are at it at once do it once", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    await Promise.all(Array.from({ length: 4 }, () => carryOutWithdrawal(at.inst, light)));
    await carryOutWithdrawals(later(6 * 60_000));
    expect(await shownIn(shop)).toBe(OFF);
    expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "store", rows: 2 }]);
  });

  test("which only people can take off waits for their word", async () => {
    await open(programOfGallery("manual"));
    expect(await takenBack()).toBe("only people look into store main: change the rows there, and say so here");
  });

  test.each([
    [
      "whose row it is cannot be told",
      { datasets: LOOSE },
      "no link leads from an account to main/praise: it is not known whose its rows are",
    ],
    ["which a column is missing for", { withdrawn: "{ hidden: true }" }, "the dataset main/praise has no column hidden"],
    [
      "which a column cannot take",
      { withdrawn: "{ published: null }" },
      "`praise.published` cannot take it: it may not be empty; it takes pseudonym or { constant }",
    ],
  ])("%s waits, and says why", async (_, more, because) => {
    await open(programOfGallery("sqlite", more));
    expect(await takenBack()).toBe(because);
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
  });

  test("and one whose approval ends by itself goes too, and its author is asked anew once", async () => {
    await open(programOfGallery("sqlite", { lasts: "2 years" }));
    const light = await at.approve("ada", LIGHT);
    const of = async (inst = at.inst) => (await contentsOf(inst, ["ada"])).find(({ id }) => id === light);
    expect(await lapseContents(later(700 * 86_400_000))).toBe(0);
    expect(await of(later(700 * 86_400_000))).toMatchObject({ stands: "approved", until: null, ends: expect.any(Number) });
    const over = later(735 * 86_400_000);
    expect(await of(over)).toMatchObject({ stands: "lapsed", off: "not yet", until: expect.any(String) });
    await lapseContents(over);
    await lapseContents(over);
    expect(await at.entries("content.approval-ended")).toMatchObject([{ content: light }]);
    expect(await carryOutWithdrawals(over)).toBe(1);
    expect(await shownIn(shop)).toBe(OFF);
    expect(await of(over)).toMatchObject({ stands: "lapsed", off: { at: expect.any(String) } });
    const handed = {
      person: "ada",
      purpose: "publication",
      reference: LIGHT,
      text: LIGHT,
      where: "Front page",
      language: "en",
    } as const;
    const ask = () => submitContent(over, { ...handed, email: "ada@gallery.example" });
    expect(await ask()).toMatchObject({ kind: "taken", id: light, stands: "waiting", earlier: "lapsed" });
    expect(await ask()).toMatchObject({ kind: "taken", id: light, stands: "waiting" });
    expect(await at.entries("content.asked")).toHaveLength(2);
    expect(await approveText(over, { id: light, hash: contentHash(LIGHT) })).toBe("approved");
    expect(await of(over)).toMatchObject({ stands: "approved", until: null });
    await lapseContents(over);
    expect(await at.entries("content.approval-ended")).toHaveLength(1);
  });

  test("of somebody who is erased meanwhile goes with them, and the ledger says that it was open", async () => {
    await open(programOfGallery("manual"));
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    await at.inst.storage.db.updateTable("content").set({ subject: null, sealed: null }).where("id", "=", light).execute();
    expect(await carryOutWithdrawal(at.inst, light)).toBe("open");
    await lapseContents(at.inst);
    expect(await at.withdrawal(light)).toBeUndefined();
    expect(await at.entries("content.lapsed")).toEqual([{ content: light, withdrawal: "open" }]);
  });

  test("leaves no value of its author or itself on the ledger, in the queue or in what staff are told", async () => {
    await open();
    await at.approve("ada", LIGHT);
    await at.sayNo("ada");
    await carryOutWithdrawals(at.inst);
    const { rows: jobs } = await at.inst.storage.executeSql("select to_jsonb(j)::text as job from jobs.job j");
    const { rows: entries } = await at.inst.storage.executeSql("select kind, body::text as body from entry");
    const rows = await at.inst.storage.db.selectFrom("content_withdrawal").selectAll().execute();
    expect(JSON.stringify({ jobs, entries, rows })).not.toMatch(/zqxmark|\bada\b/i);
    expect(entries.map(({ kind }) => kind)).toContain("withdrawal.ended");
  });
});

const LOOSE = `      visitors: { is: visitor, identity: { email: name }, fields: { name: name.full } }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by visitors }, rest: none }`;
