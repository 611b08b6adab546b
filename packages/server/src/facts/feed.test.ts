import { setTimeout as wait } from "node:timers/promises";
import { hashOf } from "@troth/core/foundation";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { backup, openStorage, restore } from "../storage/index.ts";
import { feedOf, insertChanges } from "./feed-store.ts";
import {
  feedEvents,
  lookUpSubjects,
  pruneFeed,
  refoldStates,
  requirePosition,
  sequenceLeft,
  snapshotLines,
  tellFacts,
  tellProgram,
} from "./index.ts";

eachKind("the feed of states", (kind) => {
  let told: ToldWorkshop;
  let clock = 0;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind, { now: () => Date.now() + clock });
  });
  afterAll(() => told.close());

  let seen = 0;
  const tell = async (more: Record<string, unknown>) => {
    const fact = { id: `s${++seen}`, at: "2026-01-02T00:00:00Z", origin: "app", ...more };
    const answer = await tellFacts(told.inst, { facts: [fact], by: "key" }, anyLink);
    if (answer.kind !== "told") throw new Error(JSON.stringify(answer.faults));
    return answer.token;
  };
  /** What the feed tells after a position, up to its first heartbeat. */
  const after = async (position: number) => {
    const stop = new AbortController();
    const events: string[] = [];
    for await (const text of feedEvents(told.inst, position, stop.signal)) {
      if (text.includes("event: heartbeat")) stop.abort();
      else events.push(...text.split("\n\n").filter((one) => one !== ""));
    }
    return events;
  };
  const idsOf = (events: readonly string[]) => events.map((one) => Number(/^id: (\d+)/.exec(one)?.[1]));

  test.skipIf(kind === "pglite")(
    "a late commit is told, with the next position (needs two sessions: not on pglite)",
    async () => {
      const { position } = await tell({ person: "a", kind: "minor", is: true });
      const { storage } = told.inst;
      let commit = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        commit = resolve;
      });
      let inserted = (): void => undefined;
      const began = new Promise<void>((resolve) => {
        inserted = resolve;
      });
      const late = storage.transaction(async (tx) => {
        await insertChanges(tx, { kind: "state", about: ["0".repeat(32)], now: new Date().toISOString() });
        inserted();
        await held;
      });
      await began;
      const early = await tell({ person: "b", kind: "minor", is: true });
      expect(early.position).toBe(position + 1);
      commit();
      await late;
      await sequenceLeft(told.inst);
      const events = await after(position);
      expect(idsOf(events)).toEqual([position + 1, position + 2]);
      expect(events[1]).toContain(`"s":"${"0".repeat(32)}"`);
    },
  );

  test("what was told when a process died before it had a position is there, and gets the next one", async () => {
    const { position } = await tell({ person: "z1", kind: "minor", is: true });
    const dying = {
      ...told.inst,
      surroundings: {
        ...told.inst.surroundings,
        passing: async (step: string) => {
          if (step === "facts.recorded") throw new Error("died");
        },
      },
    };
    const fact = { id: `s${++seen}`, at: "2026-01-02T00:00:00Z", origin: "app", person: "z2", kind: "minor", is: true };
    await expect(tellFacts(dying, { facts: [fact], by: "key" }, anyLink)).rejects.toThrow("died");
    await sequenceLeft(told.inst);
    expect(idsOf(await after(position))).toEqual([position + 1]);
    // Told again, as whoever got no answer does: it is the same fact.
    expect(await tellFacts(told.inst, { facts: [fact], by: "key" }, anyLink)).toMatchObject({ kind: "told", repeated: 1 });
    expect(idsOf(await after(position))).toEqual([position + 1]);
  });

  test("positions are dense, whoever tells and gives them at once", async () => {
    const { position } = await tell({ person: "c", kind: "minor", is: true });
    await Promise.all(Array.from({ length: 12 }, (_, at) => tell({ person: `d${at}`, kind: "minor", is: true })));
    expect(idsOf(await after(position))).toEqual(Array.from({ length: 12 }, (_, at) => position + 1 + at));
  });

  test("a program with other points is told, and every state that it changes", async () => {
    await tellProgram(told.inst);
    const { subjects } = await tell({ person: "e", kind: "collected", point: "sign-up", categories: ["name"] });
    expect(subjects[0]?.state).toMatchObject({ as: ["customer"] });
    const before = told.inst.program.hash;
    told.shop.edit("sign-up: { at: /sign-up, of: [customer],", "sign-up: { at: /sign-up,");
    const inst = await told.reopen();
    const { position } = await feedOf(inst.storage.db);
    await tellProgram(inst);
    await tellProgram(inst);
    const lineOf = async () => {
      const lines: string[] = [];
      for await (const line of snapshotLines(inst)) lines.push(line);
      return JSON.parse(lines.find((line) => line.includes(subjects[0]?.s ?? "-")) ?? "{}");
    };
    // Folded by the program that is in force, before and after it was written down.
    expect((await lineOf()).state).not.toHaveProperty("as");
    const many = await refoldStates(inst);
    expect(many).toBeGreaterThan(12);
    expect(await refoldStates(inst)).toBe(0);
    const line = await lineOf();
    expect(line.state).not.toHaveProperty("as");
    expect(line.v).toBeGreaterThan(subjects[0]?.v ?? 0);
    const events = await after(position);
    expect(events[0]).toContain(`event: program\ndata: {"program":"${inst.program.hash}"}`);
    expect(inst.program.hash).not.toBe(before);
    expect(events.filter((one) => one.includes("event: state"))).toHaveLength(many);
  });

  test("a state that an earlier Troth folded, which read less out of the same facts, is folded anew", async () => {
    const { db } = told.inst.storage;
    const { subjects } = await tell({ person: "f", kind: "minor", is: true });
    const hash = subjects[0]?.s ?? "";
    const rowOf = () => db.selectFrom("fact_subject").select("state").where("hash", "=", hash).executeTakeFirstOrThrow();
    const { state } = await rowOf();
    await tell({ person: "f", kind: "derived", category: "inference.segment", from: ["usage.search"] });
    // The first fold had no number, and no word for what is worked out.
    const points = Object.entries(told.inst.program.collection).map(([id, { of }]) => [id, of]);
    const ground = hashOf(Object.fromEntries(points));
    await db.updateTable("fact_subject").set({ state, ground }).where("hash", "=", hash).execute();
    const stateNow = async () => (await lookUpSubjects(told.inst, [{ kind: "person", id: "f" }])).subjects[0]?.state;
    expect(await stateNow()).toEqual({ minor: true, derived: { "inference.segment": ["usage.search"] } });
    expect(await refoldStates(told.inst)).toBe(1);
    expect(await stateNow()).toEqual({ minor: true, derived: { "inference.segment": ["usage.search"] } });
  });

  test("the feed goes back a week; whoever was away for longer begins anew", async () => {
    const { position } = await tell({ person: "f", kind: "minor", is: true });
    clock = 6 * 86_400_000;
    expect(await pruneFeed(told.inst)).toBe(0);
    clock = 8 * 86_400_000;
    expect(await pruneFeed(told.inst)).toBeGreaterThan(0);
    await expect(requirePosition(told.inst, position - 1)).rejects.toMatchObject({ code: "facts.feed-pruned" });
    await requirePosition(told.inst, position);
    await expect(requirePosition(told.inst, position + 1)).rejects.toMatchObject({ code: "facts.feed-ahead" });
    clock = 0;
  });

  test("what grew by another process is found", async () => {
    const { position, subjects } = await tell({ person: "g", kind: "minor", is: true });
    const stop = new AbortController();
    const other = (async () => {
      await wait(100);
      // Past this process's own waking: as another one writes it.
      await told.inst.storage.executeSql(
        `insert into ${kind === "postgres" ? "troth." : ""}fact_change (position, kind, about, at) select position + 1, 'state', '${subjects[0]?.s}', now() from fact_feed`,
      );
      await told.inst.storage.executeSql("update fact_feed set position = position + 1");
    })();
    for await (const text of feedEvents(told.inst, position, stop.signal)) if (text.includes(`id: ${position + 1}`)) stop.abort();
    await other;
    expect(stop.signal.aborted).toBe(true);
  });

  test("after a restore no position of before holds", async () => {
    const { position } = await tell({ person: "h", kind: "minor", is: true });
    const file = `${told.shop.folder}/backup`;
    await backup(told.inst.storage, file, told.inst.surroundings);
    const place = await makePlace(kind);
    const fresh = { ...place, home: `${told.shop.folder}/restored` };
    await restore(file, { home: fresh.home, databaseUrl: fresh.databaseUrl });
    const storage = await openStorage({ ...fresh, surroundings: told.inst.surroundings });
    try {
      const inst = { ...told.inst, storage };
      await expect(requirePosition(inst, position)).rejects.toMatchObject({ code: "facts.feed-pruned" });
      await requirePosition(inst, (await feedOf(storage.db)).position);
      expect(await storage.db.selectFrom("fact").select("id_hash").execute()).toHaveLength(seen);
    } finally {
      await storage.close();
      await place.remove();
    }
  });
});
