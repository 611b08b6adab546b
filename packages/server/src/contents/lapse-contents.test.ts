// What ends a text that was approved: exactly its author's no, wherever it was said, and at no cost to anybody else.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openAuthors } from "../../../../test/support/authors.ts";
import { skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { type WatchedPlans, watchPlans } from "../../../../test/support/plans.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { pruneFeed } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { lapseContents } from "./index.ts";

eachKind("texts that were approved", (kind) => {
  let at: Awaited<ReturnType<typeof openAuthors>>;
  beforeEach(async () => {
    at = await openAuthors(kind);
  });
  afterEach(() => at.told.close());

  test("a no that was said elsewhere ends every text of its author, once, and nobody else's", async () => {
    const texts = [await at.approved("ada", "One."), await at.approved("ada", "Two.")];
    const other = await at.approved("bo", "Three.");
    await lapseContents(at.inst);
    for (const text of texts) expect(await at.untilOf(text)).toBeNull();
    await at.sayNo("ada");
    await lapseContents(at.inst);
    await lapseContents(at.inst);
    for (const text of texts) expect(await at.untilOf(text)).toEqual(expect.any(String));
    expect(await at.untilOf(other)).toBeNull();
    expect(await at.entries("content.taken-back")).toBe(2);
    await lapseContents(at.later(31));
    for (const text of texts) expect(await at.untilOf(text)).toBeUndefined();
    expect(await at.untilOf(other)).toBeNull();
  });

  test("a text that is approved again while its no is looked at stays", async () => {
    const text = await at.approved("ada", "One.");
    await at.sayNo("ada");
    const { storage } = at.inst;
    let again: Promise<unknown> | undefined;
    const transaction: Installation["storage"]["transaction"] = async (work) => {
      again ??= at.approve(text);
      expect(await again).toBe("approved");
      return storage.transaction(work);
    };
    await lapseContents({ ...at.inst, storage: { ...storage, transaction } });
    expect(again).toBeDefined();
    expect(await at.untilOf(text)).toBeNull();
    await lapseContents(at.later(31));
    expect(await at.untilOf(text)).toBeNull();
  });

  test("a yes to one text after a no keeps that one alone", async () => {
    const first = await at.approved("ada", "One.");
    await at.sayNo("ada");
    const second = await at.approved("ada", "Two.");
    await lapseContents(at.inst);
    expect(await at.untilOf(first)).toEqual(expect.any(String));
    expect(await at.untilOf(second)).toBeNull();
  });

  test("a text that is approved in its last moment is kept", async () => {
    const text = await at.handIn("ada", "One.");
    const late = at.later(31);
    const forget: Installation["keys"]["forget"] = async (owner) => {
      expect(await at.approve(text)).toBe("approved");
      await late.keys.forget(owner);
    };
    await lapseContents({ ...late, keys: { ...late.keys, forget } });
    expect(await at.untilOf(text)).toBeNull();
    expect(await at.entries("content.lapsed")).toBe(0);
  });

  test("a no is found, too, where the feed goes back no further", async () => {
    const text = await at.approved("ada", "One.");
    await lapseContents(at.inst);
    await at.sayNo("ada");
    expect(await pruneFeed(at.later(8))).toBeGreaterThan(0);
    await lapseContents(at.inst);
    expect(await at.untilOf(text)).toEqual(expect.any(String));
  });
});

let watched: WatchedPlans;
let many: Awaited<ReturnType<typeof openAuthors>>;
beforeAll(async () => {
  if (testPostgres === undefined) return;
  many = await openAuthors("postgres", async (url) => {
    watched = await watchPlans(url, { noSequential: true });
  });
});
afterAll(async () => {
  watched?.stop();
  await many?.told.close();
});

test.skipIf(testPostgres === undefined)(
  `a turn looks at those who changed since the last one, and scans no table${skippedWithoutPostgres}`,
  async () => {
    for (const author of ["ada", "bo", "cleo", "dee"]) await many.approved(author, `By ${author}.`);
    await lapseContents(many.inst);
    const idle = await watched.during(() => lapseContents(many.inst));
    const looking = (ran: typeof idle) => ran.filter(({ nodes }) => nodes.some(({ table }) => table === "fact_subject"));
    expect(looking(idle)).toEqual([]);
    await many.sayNo("bo");
    const ran = await watched.during(() => lapseContents(many.inst));
    // Held, and read.
    expect(looking(ran)).toHaveLength(2);
    expect(await many.entries("content.taken-back")).toBe(1);
    const nodes = [...idle, ...ran].flatMap(({ nodes: all }) => all);
    expect(nodes.filter(({ table }) => table === "content")).not.toEqual([]);
    const scans = nodes.filter(({ type, table = "" }) => type === "Seq Scan" && !table.endsWith("_feed"));
    expect(scans).toEqual([]);
  },
);
