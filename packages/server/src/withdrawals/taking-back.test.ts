// Which noes take a text off: by whom, when, and what a yes in between comes to.
import { contentHash } from "@troth/core/facts";
import { describe, expect, test } from "vitest";
import { approveText, tellOf } from "../../../../test/support/approved-text.ts";
import {
  ALL_SHOWN,
  LIGHT,
  LIGHT_OFF,
  praiseWall,
  programOfGallery,
  QUIET,
  shownIn,
} from "../../../../test/support/praise-wall.ts";
import { anyLink } from "../../../../test/support/told-workshop.ts";
import { contentsOf, lapseContents, submitContent, withdrawContent } from "../contents/index.ts";
import { carryOutWithdrawal, carryOutWithdrawals, openWithdrawals, settleWithdrawal } from "./index.ts";

const wall = praiseWall();
const LATER_MS = 31 * 86_400_000;

describe("a text that is taken back", () => {
  test("by a no to the whole purpose goes too, each text of the author", async () => {
    await wall.open();
    await wall.at.approve("ada", LIGHT);
    await wall.at.approve("ada", QUIET);
    await wall.at.approve("bo", LIGHT);
    await wall.at.sayNo("ada");
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(2);
    expect(await shownIn(wall.shop)).toBe("1 off null, 2 off null, 3 off null, 4 shown front");
  });

  test("and approved again before anything was done stays", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    expect(await wall.at.again(light, contentHash(LIGHT))).toBe("approved");
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(0);
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
    expect(await wall.at.entries("withdrawal.ended")).toEqual([{ content: light, by: "approved" }]);
    // Taken back once more, it goes.
    await wall.at.withdraw("ada", light);
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(1);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
  });

  test("and approved again while it is taken off says so on the ledger", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    const passing = async (step: string) => {
      if (step === "withdrawal.acted") expect(await wall.at.again(light, contentHash(LIGHT))).toBe("approved");
    };
    await carryOutWithdrawal({ ...wall.at.inst, surroundings: { ...wall.at.inst.surroundings, passing } }, light);
    expect(await wall.at.entries("withdrawal.ended")).toEqual([
      { content: light, by: "store", rows: 2, changed: 2, approved: "meanwhile" },
    ]);
  });

  test("and of which somebody says meanwhile that it is off says on the ledger, too, what the store changed", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    const passing = async (step: string) => {
      if (step === "withdrawal.acted")
        expect(await settleWithdrawal(wall.at.inst, { id: light, by: "rows", as: "officer" })).toBe(true);
    };
    await carryOutWithdrawal({ ...wall.at.inst, surroundings: { ...wall.at.inst.surroundings, passing } }, light);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
    expect(await wall.at.entries("withdrawal.ended")).toEqual([
      { content: light, by: "people", knownBy: "rows", role: "officer" },
    ]);
    expect(await wall.at.entries("withdrawal.set")).toEqual([{ content: light, rows: 2, changed: 2 }]);
  });

  test("waits while the program does not say what changes, and goes once it does again", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    await wall.at.reopen(programOfGallery("sqlite", { withdrawn: "" }));
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(0);
    expect((await openWithdrawals(wall.at.inst))[0]?.because).toBe("the program does not say any more what changes in its rows");
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
    await wall.at.reopen();
    expect(await carryOutWithdrawals(wall.at.inst, { all: true })).toBe(1);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
  });

  test("before the program said what changes then goes once it does", async () => {
    await wall.open(programOfGallery("sqlite", { withdrawn: "" }));
    const light = await wall.at.approve("ada", LIGHT);
    const quiet = await wall.at.approve("ada", QUIET);
    const ofBo = await wall.at.approve("bo", LIGHT);
    for (const id of [light, quiet]) await wall.at.withdraw("ada", id);
    await wall.at.again(quiet, contentHash(QUIET));
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(0);
    expect(await wall.at.withdrawal(light)).toBeUndefined();
    await wall.at.reopen(programOfGallery("sqlite"));
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(1);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
    expect(await wall.at.entries("withdrawal.opened")).toEqual([{ content: light }]);
    expect(await Promise.all([quiet, ofBo].map(wall.at.withdrawal))).toEqual([undefined, undefined]);
    // It ended: it is not opened each time that the server starts.
    await wall.at.reopen();
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(0);
    expect(await wall.at.entries("withdrawal.opened")).toHaveLength(1);
  });

  test("by a clock that is behind that of the yes is taken back all the same", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    const behind = { ...wall.at.inst, surroundings: { ...wall.at.inst.surroundings, now: () => Date.now() - 60_000 } };
    expect(await withdrawContent(behind, { person: "ada", id: light }, anyLink)).toBe("withdrawn");
    expect((await contentsOf(wall.at.inst, ["ada"]))[0]).toMatchObject({ stands: "declined", off: "not yet" });
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(1);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
    const quiet = await wall.at.approve("ada", QUIET);
    await tellOf(behind, "ada", { kind: "consented", purpose: "publication", given: false }, true);
    await lapseContents(wall.at.inst);
    expect(await wall.at.withdrawal(quiet)).toMatchObject({ state: "open" });
  });

  test("by a no that was told by mistake, and corrected, is kept as approved, and goes by the next", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await tellOf(wall.at.inst, "ada", { id: "mistake", kind: "consented", purpose: "publication", given: false });
    await lapseContents(wall.at.inst);
    await tellOf(wall.at.inst, "ada", { kind: "retracted", corrects: "mistake" });
    // Within the minute: the row says that it ended, the facts that it stands.
    expect(await wall.at.withdraw("ada", light)).toBe("withdrawn");
    expect(await wall.at.withdrawal(light)).toMatchObject({ state: "open" });
    expect(await wall.at.again(light, contentHash(LIGHT))).toBe("approved");
    await lapseContents(wall.at.inst);
    expect((await contentsOf(wall.at.inst, ["ada"]))[0]).toMatchObject({ stands: "approved", until: null });
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(0);
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
    await lapseContents(wall.later(LATER_MS));
    expect(await wall.at.withdraw("ada", light)).toBe("withdrawn");
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(1);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
  });

  test("and approved again while its rows are looked for stays", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    const passing = async (step: string) => {
      if (step === "withdrawal.journal") expect(await wall.at.again(light, contentHash(LIGHT))).toBe("approved");
    };
    await carryOutWithdrawal({ ...wall.at.inst, surroundings: { ...wall.at.inst.surroundings, passing } }, light);
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
    expect(await carryOutWithdrawals(wall.at.inst)).toBe(0);
    expect(await wall.at.entries("withdrawal.ended")).toEqual([{ content: light, by: "approved" }]);
  });

  test("that was hindered for long is told to its author once it is off, for 30 days more", async () => {
    await wall.open(programOfGallery("sqlite", { withdrawn: "{ hidden: true }" }));
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    await carryOutWithdrawals(wall.at.inst);
    const after = wall.later(LATER_MS);
    await lapseContents(after);
    await wall.shop.sql("alter table praise add column hidden boolean not null default false");
    expect(await carryOutWithdrawals(after, { all: true })).toBe(1);
    await lapseContents(after);
    expect((await contentsOf(after, ["ada"]))[0]).toMatchObject({ id: light, off: { at: expect.any(String) } });
    await lapseContents(wall.later(2 * LATER_MS));
    expect(await wall.at.withdrawal(light)).toBeUndefined();
  });

  test("two that are at it at once do it once", async () => {
    await wall.open();
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    await Promise.all(Array.from({ length: 4 }, () => carryOutWithdrawal(wall.at.inst, light)));
    await carryOutWithdrawals(wall.later(6 * 60_000));
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
    expect(await wall.at.entries("withdrawal.ended")).toEqual([{ content: light, by: "store", rows: 2, changed: 2 }]);
  });

  test("and one whose approval ends by itself goes too, and its author is asked anew once", async () => {
    await wall.open(programOfGallery("sqlite", { lasts: "2 years" }));
    const light = await wall.at.approve("ada", LIGHT);
    const of = async (inst = wall.at.inst) => (await contentsOf(inst, ["ada"])).find(({ id }) => id === light);
    expect(await lapseContents(wall.later(700 * 86_400_000))).toBe(0);
    expect(await of(wall.later(700 * 86_400_000))).toMatchObject({ stands: "approved", until: null, ends: expect.any(Number) });
    const over = wall.later(735 * 86_400_000);
    expect(await of(over)).toMatchObject({ stands: "lapsed", off: "not yet", until: expect.any(String) });
    await lapseContents(over);
    await lapseContents(over);
    expect(await wall.at.entries("content.approval-ended")).toMatchObject([{ content: light }]);
    expect(await carryOutWithdrawals(over)).toBe(1);
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
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
    expect(await wall.at.entries("content.asked")).toHaveLength(2);
    expect(await approveText(over, { id: light, hash: contentHash(LIGHT) })).toBe("approved");
    expect(await of(over)).toMatchObject({ stands: "approved", until: null });
    await lapseContents(over);
    expect(await wall.at.entries("content.approval-ended")).toHaveLength(1);
  });

  test("of somebody who is erased meanwhile goes with them, and the ledger says that it was open", async () => {
    await wall.open(programOfGallery("manual"));
    const light = await wall.at.approve("ada", LIGHT);
    await wall.at.withdraw("ada", light);
    await wall.at.inst.storage.db.updateTable("content").set({ subject: null, sealed: null }).where("id", "=", light).execute();
    expect(await carryOutWithdrawal(wall.at.inst, light)).toBe("open");
    await lapseContents(wall.at.inst);
    expect(await wall.at.withdrawal(light)).toBeUndefined();
    expect(await wall.at.entries("content.lapsed")).toEqual([{ content: light, withdrawal: "open" }]);
  });

  test("leaves no value of its author or itself on the ledger, in the queue or in what staff are told", async () => {
    await wall.open();
    await wall.at.approve("ada", LIGHT);
    await wall.at.sayNo("ada");
    await carryOutWithdrawals(wall.at.inst);
    const { rows: jobs } = await wall.at.inst.storage.executeSql("select to_jsonb(j)::text as job from jobs.job j");
    const { rows: entries } = await wall.at.inst.storage.executeSql("select kind, body::text as body from entry");
    const rows = await wall.at.inst.storage.db.selectFrom("content_withdrawal").selectAll().execute();
    expect(JSON.stringify({ jobs, entries, rows })).not.toMatch(/zqxmark|\bada\b/i);
    expect(entries.map(({ kind }) => kind)).toContain("withdrawal.ended");
  });
});
