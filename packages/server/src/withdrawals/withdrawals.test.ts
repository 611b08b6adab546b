// What becomes of rows when the approval of their text is taken back: exactly those of the author with exactly this text change.
import { contentHash } from "@troth/core/facts";
import { needsOf } from "@troth/core/subject-graph";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { approveText, tellOf } from "../../../../test/support/approved-text.ts";
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
import { anyLink } from "../../../../test/support/told-workshop.ts";
import { ConnectorError } from "../connectors/index.ts";
import { contentsOf, lapseContents, submitContent, withdrawContent } from "../contents/index.ts";
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
      expect(await shownIn(shop)).toBe(step === "withdrawal.acted" ? OFF : ALL_SHOWN);
      await at.reopen();
      expect(await carryOutWithdrawals(at.inst)).toBe(1);
      expect(await shownIn(shop)).toBe(OFF);
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
    await lapseContents(later(2 * LATER_MS));
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
    expect(await at.entries("withdrawal.ended")).toEqual([
      { content: light, by: "store", rows: 2, changed: 2, approved: "meanwhile" },
    ]);
  });

  test("waits while the program does not say what changes, and goes once it does again", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    await at.reopen(programOfGallery("sqlite", { withdrawn: "" }));
    expect(await carryOutWithdrawals(at.inst)).toBe(0);
    expect((await openWithdrawals(at.inst))[0]?.because).toBe("the program does not say any more what changes in its rows");
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
    await at.reopen();
    expect(await carryOutWithdrawals(at.inst, "all")).toBe(1);
    expect(await shownIn(shop)).toBe(OFF);
  });

  test("by a clock that is behind that of the yes is taken back all the same", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    const behind = { ...at.inst, surroundings: { ...at.inst.surroundings, now: () => Date.now() - 60_000 } };
    expect(await withdrawContent(behind, { person: "ada", id: light }, anyLink)).toBe("withdrawn");
    expect((await contentsOf(at.inst, ["ada"]))[0]).toMatchObject({ stands: "declined", off: "not yet" });
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
    expect(await shownIn(shop)).toBe(OFF);
    const quiet = await at.approve("ada", QUIET);
    await tellOf(behind, "ada", { kind: "consented", purpose: "publication", given: false }, true);
    await lapseContents(at.inst);
    expect(await at.withdrawal(quiet)).toMatchObject({ state: "open" });
  });

  test("by a no that was told by mistake, and corrected, is kept as approved, and goes by the next", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await tellOf(at.inst, "ada", { id: "mistake", kind: "consented", purpose: "publication", given: false });
    await lapseContents(at.inst);
    await tellOf(at.inst, "ada", { kind: "retracted", corrects: "mistake" });
    // Within the minute: the row says that it ended, the facts that it stands.
    expect(await at.withdraw("ada", light)).toBe("withdrawn");
    expect(await at.withdrawal(light)).toMatchObject({ state: "open" });
    expect(await at.again(light, contentHash(LIGHT))).toBe("approved");
    await lapseContents(at.inst);
    expect((await contentsOf(at.inst, ["ada"]))[0]).toMatchObject({ stands: "approved", until: null });
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
    await lapseContents(later(LATER_MS));
    expect(await at.withdraw("ada", light)).toBe("withdrawn");
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
    expect(await shownIn(shop)).toBe(OFF);
  });

  test("and approved again while its rows are looked for stays", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    const passing = async (step: string) => {
      if (step === "withdrawal.journal") expect(await at.again(light, contentHash(LIGHT))).toBe("approved");
    };
    await carryOutWithdrawal({ ...at.inst, surroundings: { ...at.inst.surroundings, passing } }, light);
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
    expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "approved" }]);
  });

  test("is found in a column of bytes", async () => {
    await shop.sql("update praise set body = cast(body as blob)");
    await open();
    expect(await takenBack()).toBeUndefined();
    expect(await shownIn(shop)).toBe(OFF);
  });

  test("of an account that the store does not know is for people to look at", async () => {
    await open();
    const id = await at.approve("nobody", LIGHT);
    await at.withdraw("nobody", id);
    await carryOutWithdrawals(at.inst);
    expect((await openWithdrawals(at.inst))[0]?.because).toBe(
      "nobody in store main has the author's account: whose its rows are is not known",
    );
  });

  test("of an account that two people may have is for people to look at", async () => {
    await shop.sql(
      "alter table visitors rename to old; create table visitors (id varchar(20), name varchar(40)); insert into visitors select * from old; insert into visitors values ('ada', 'Another Ada')",
    );
    await open(programOfGallery("sqlite", { datasets: KEYLESS }));
    expect(await takenBack()).toContain("more than one person may have the author's account");
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
  });

  test("is not hindered by stores that are not on its way", async () => {
    await open(programOfGallery("sqlite", { datasets: BESIDE, more: PAPER }));
    expect(await takenBack()).toBeUndefined();
    expect(await shownIn(shop)).toBe(OFF);
  });

  test("of an author whom another store knows is found through it", async () => {
    const people = await sqliteShop(
      "create table people (id varchar(20) primary key, name text); insert into people values ('ada', 'Ada'), ('bo', 'Bo')",
    );
    try {
      at = await openGallery(programOfGallery("sqlite", { datasets: ELSEWHERE, more: PEOPLE }), {
        ...{ url: shop.url, env: { PEOPLE_DB: people.url } },
      });
      expect(await takenBack()).toBeUndefined();
      expect(await shownIn(shop)).toBe(OFF);
    } finally {
      await people.close();
    }
  });

  test("whose rows were taken off before, by a text that nobody keeps any more, is no reason to wait", async () => {
    await open();
    await at.withdraw("ada", await at.approve("ada", QUIET));
    await carryOutWithdrawals(at.inst);
    await lapseContents(later(LATER_MS));
    await shop.sql("delete from praise where id in (1, 2)");
    expect(await takenBack()).toBeUndefined();
  });

  test("that fails in a way nobody foresaw says so, and comes again later", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    const broken: Installation = {
      ...at.inst,
      connector: async (store) => ({
        ...(await at.inst.connector(store)),
        act: () => Promise.reject(new TypeError(`cannot read ${LIGHT}`)),
      }),
    };
    await expect(carryOutWithdrawals(broken)).rejects.toThrow(TypeError);
    expect(await openWithdrawals(at.inst)).toMatchObject([
      { because: "it failed in a way that is not known: the server's log has more" },
    ]);
    expect(await carryOutWithdrawals(at.inst)).toBe(0);
    expect(await carryOutWithdrawals(later(11 * 60_000))).toBe(1);
  });

  test("that a clock far ahead put off is tried today", async () => {
    await open(programOfGallery("sqlite", { withdrawn: "{ hidden: true }" }));
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    await carryOutWithdrawals(later(365 * 86_400_000), "all");
    await shop.sql("alter table praise add column hidden boolean not null default false");
    expect(await carryOutWithdrawals(at.inst)).toBe(1);
  });

  test("that was hindered for long is told to its author once it is off, for 30 days more", async () => {
    await open(programOfGallery("sqlite", { withdrawn: "{ hidden: true }" }));
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    await carryOutWithdrawals(at.inst);
    const after = later(LATER_MS);
    await lapseContents(after);
    await shop.sql("alter table praise add column hidden boolean not null default false");
    expect(await carryOutWithdrawals(after, "all")).toBe(1);
    await lapseContents(after);
    expect((await contentsOf(after, ["ada"]))[0]).toMatchObject({ id: light, off: { at: expect.any(String) } });
    await lapseContents(later(2 * LATER_MS));
    expect(await at.withdrawal(light)).toBeUndefined();
  });

  test("in a store that came back from a backup waits until that is settled", async () => {
    await open();
    const restored = "it is another database than before";
    const mark = { store: "main", place: null, moment: null, transaction: null, at: new Date().toISOString(), restored };
    await at.inst.storage.db.insertInto("store_mark").values(mark).execute();
    expect(await takenBack()).toContain("store main came back from a backup");
    expect(await shownIn(shop)).toBe(ALL_SHOWN);
  });

  test("two that are at it at once do it once", async () => {
    await open();
    const light = await at.approve("ada", LIGHT);
    await at.withdraw("ada", light);
    await Promise.all(Array.from({ length: 4 }, () => carryOutWithdrawal(at.inst, light)));
    await carryOutWithdrawals(later(6 * 60_000));
    expect(await shownIn(shop)).toBe(OFF);
    expect(await at.entries("withdrawal.ended")).toEqual([{ content: light, by: "store", rows: 2, changed: 2 }]);
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

const KEYLESS = `      visitors: { is: visitor, identity: { account: id }, fields: { name: name.full } }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by visitors.id }, rest: none }`;
const BESIDE = `      visitors: { is: visitor, identity: { account: id }, fields: { name: name.full } }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by visitors }, rest: none }
      invoices: { links: { visitor_id: owned by visitors, scan_id: owned by paper/scans }, rest: none }`;
const PAPER = `  paper:
    connector: manual
    ask: archive@gallery.example
    datasets: { scans: { is: visitor, identity: { email: mail }, fields: { mail: contact.email } } }`;
const ELSEWHERE = `      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by people/people.id }, rest: none }`;
const PEOPLE = `  people:
    connector: sqlite
    url: \${PEOPLE_DB}
    datasets: { people: { is: visitor, identity: { account: id }, fields: { name: name.full } } }`;
const LOOSE = `      visitors: { is: visitor, identity: { email: name }, fields: { name: name.full } }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by visitors }, rest: none }`;
