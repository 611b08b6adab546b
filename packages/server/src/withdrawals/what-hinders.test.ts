// What hinders a text from going, what staff are told of it, and that it goes once it can.
import { describe, expect, test } from "vitest";
import { ALL_SHOWN, LIGHT, LIGHT_OFF, praiseWall, programOfGallery, shownIn } from "../../../../test/support/praise-wall.ts";
import { ConnectorError } from "../connectors/index.ts";
import { lapseContents } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import { setStoreLive } from "../requests/index.ts";
import { carryOutWithdrawals, openWithdrawals } from "./index.ts";

const wall = praiseWall();
const LATER_MS = 31 * 86_400_000;

const LOOSE = `      visitors: { is: visitor, identity: { email: name }, fields: { name: name.full } }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by visitors }, rest: none }`;

describe("a text that is taken back", () => {
  test("waits in a store that is in shadow, which is told what would change; then goes", async () => {
    await wall.open(programOfGallery("sqlite"), { shadow: true });
    expect(await wall.takenBack()).toBe("store main is in shadow until `troth store live main`: 2 rows would change");
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
    // Tried again it says the same, and the ledger says it once.
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(0);
    expect(await carryOutWithdrawals(wall.later(6 * 60_000))).toBe(0);
    expect(await wall.at.entries("withdrawal.held")).toHaveLength(1);
    await setStoreLive(wall.at.inst, { store: "main", by: "test" });
    expect(await carryOutWithdrawals(wall.later(12 * 60_000))).toBe(1);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
  });

  test("waits for a store that is away, and is not let go of meanwhile", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    await wall.shop.sql("alter table praise rename to elsewhere");
    await carryOutWithdrawals(wall.at.inst);
    expect((await openWithdrawals(wall.at.inst))[0]?.because).toBe("store main has no dataset praise");
    await lapseContents(wall.later(LATER_MS));
    expect(await openWithdrawals(wall.at.inst)).toHaveLength(1);
    await wall.shop.sql("alter table elsewhere rename to praise");
    expect(await carryOutWithdrawals(wall.later(LATER_MS))).toBe(1);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
    await lapseContents(wall.later(2 * LATER_MS));
    expect(await wall.at.withdrawal(light)).toBeUndefined();
  });

  test("in a store that is away is waited for once, not for each text of it", async () => {
    await wall.open();
    for (const person of ["ada", "bo"]) await wall.at.withdraw(person, await wall.at.approve(person, LIGHT));
    let opened = 0;
    const inst: Installation = {
      ...wall.at.inst,
      connector: (store) => {
        opened += 1;
        throw new ConnectorError("connector.unreachable", store, `no answer, asked ${opened} times`);
      },
    };
    expect(await carryOutWithdrawals(inst)).toBe(0);
    expect(opened).toBe(1);
    const waiting = await openWithdrawals(wall.at.inst);
    expect(waiting.map(({ because }) => because)).toEqual([
      expect.stringContaining("asked 1 times"),
      expect.stringContaining("asked 1 times"),
    ]);
    expect(await carryOutWithdrawals(wall.at.inst, { all: true })).toBe(2);
    expect(await shownIn(wall.shop)).toBe("1 off null, 2 off null, 3 shown null, 4 off null");
  });

  test("goes again from a store that came back from a backup, once that is settled", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(1);
    await wall.shop.sql("update praise set published = true, note = 'back'");
    const now = new Date().toISOString();
    const mark = { store: "main", place: null, moment: null, transaction: null, at: now, restored: "it is another database" };
    const { db } = wall.at.inst.storage;
    await db
      .insertInto("store_mark")
      .values(mark)
      .onConflict((on) => on.column("store").doUpdateSet({ restored: mark.restored }))
      .execute();
    expect(await wall.at.run("reapply")).toMatchObject({ status: 1, printed: expect.stringContaining("may be on show again") });
    await wall.at.reopen();
    expect(await wall.at.withdrawal(light)).toMatchObject({ state: "done" });
    expect(await wall.at.run("reapply", "--act")).toMatchObject({ printed: expect.stringContaining("taken off again") });
    await wall.at.reopen();
    expect(await shownIn(wall.shop)).toBe("1 off null, 2 off null, 3 shown back, 4 shown back");
    expect((await wall.at.entries("withdrawal.opened")).at(-1)).toEqual({
      content: light,
      because: "its store came back from a backup",
    });
    expect(await wall.at.withdrawal(light)).toMatchObject({ state: "done", ended_by: "store", rows: 2 });
  });

  test("that fails in a way nobody foresaw says so, and comes again later", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    const broken: Installation = {
      ...wall.at.inst,
      connector: async (store) => ({
        ...(await wall.at.inst.connector(store)),
        act: () => Promise.reject(new TypeError(`cannot read ${LIGHT}`)),
      }),
    };
    await expect(carryOutWithdrawals(broken)).rejects.toThrow(TypeError);
    expect(await openWithdrawals(wall.at.inst)).toMatchObject([
      { because: "it failed in a way that is not known: the server's log has more" },
    ]);
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(0);
    expect(await carryOutWithdrawals(wall.later(11 * 60_000))).toBe(1);
  });

  test("waits for the next turn where one has taken its time", async () => {
    await wall.open();
    for (const person of ["ada", "bo"]) await wall.at.withdraw(person, await wall.at.approve(person, LIGHT));
    let late = 0;
    const { surroundings } = wall.at.inst;
    const passing = async (step: string) => {
      if (step === "withdrawal.acted") late += 30_000;
    };
    const slow = { ...wall.at.inst, surroundings: { ...surroundings, passing, now: () => surroundings.now() + late } };
    expect(await carryOutWithdrawals(slow)).toBe(1);
    expect(await openWithdrawals(slow)).toHaveLength(1);
    expect(await carryOutWithdrawals(slow)).toBe(1);
  });

  test("that a clock far ahead put off is tried today", async () => {
    await wall.open(programOfGallery("sqlite", { withdrawn: "{ hidden: true }" }));
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    await carryOutWithdrawals(wall.later(365 * 86_400_000), { all: true });
    await wall.shop.sql("alter table praise add column hidden boolean not null default false");
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(1);
  });

  test("in a store that came back from a backup waits until that is settled", async () => {
    await wall.open();
    const restored = "it is another database than before";
    const mark = { store: "main", place: null, moment: null, transaction: null, at: new Date().toISOString(), restored };
    await wall.at.inst.storage.db.insertInto("store_mark").values(mark).execute();
    expect(await wall.takenBack()).toContain("store main came back from a backup");
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
  });

  test("which only people can take off waits for their word", async () => {
    await wall.open(programOfGallery("manual"));
    expect(await wall.takenBack()).toBe("only people look into store main: change the rows there, and say so here");
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
    await wall.open(programOfGallery("sqlite", more));
    expect(await wall.takenBack()).toBe(because);
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
  });
});
