import { afterEach, beforeEach, expect, test } from "vitest";
import { eachStorage } from "../../../../test/support/storages.ts";
import { systemSurroundings } from "../foundation/index.ts";
import { type Jobs, openJobs, setDue, takeDue } from "./index.ts";

const surroundings = systemSurroundings();

eachStorage("jobs", (on) => {
  let jobs: Jobs;
  beforeEach(async () => {
    jobs = await openJobs({ storage: on.storage(), surroundings });
  });
  afterEach(() => jobs.close());
  const enqueue = (request: string) => on.storage().transaction((tx) => jobs.enqueue(tx, { kind: "request.advance", request }));

  test("a job is queued with its cause or not at all, and once a request", async () => {
    const rolledBack = on.storage().transaction(async (tx) => {
      await jobs.enqueue(tx, { kind: "request.advance", request: "R-0001" });
      throw new Error("the cause did not happen");
    });
    await expect(rolledBack).rejects.toThrow("the cause did not happen");
    await enqueue("R-0002");
    await enqueue("R-0002");
    await enqueue("R-0003");
    const seen: string[] = [];
    const drained = await jobs.drain(async (job) => {
      seen.push(`${job.kind} ${job.request}`);
    });
    expect(seen.sort()).toEqual(["request.advance R-0002", "request.advance R-0003"]);
    expect(drained).toEqual({ done: 2, failed: 0 });
  });

  test("a failed job comes again at once, and is given up after its last try with nothing of the error kept but its code", async () => {
    await enqueue("R-0004");
    await enqueue("R-0005");
    let tries = 0;
    const drained = await jobs.drain(async (job) => {
      tries += 1;
      if (job.request === "R-0004" || tries < 3) throw new Error("Key (email)=(marked@person.example) already exists");
    });
    expect(drained).toEqual({ done: 1, failed: 1 });
    const { rows } = await on.storage().executeSql("select to_jsonb(j)::text as job from jobs.job j");
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toContain("marked@person.example");
    expect(JSON.stringify(rows)).toContain("bug");
  });

  test("works in the background, and queues from inside a job", async () => {
    await enqueue("R-0006");
    const seen: string[] = [];
    await new Promise<void>((resolve, reject) => {
      jobs
        .work(["request.advance", "ledger.sequence"], async (job) => {
          seen.push(job.kind);
          if (job.kind === "ledger.sequence") return resolve();
          await on.storage().transaction((tx) => jobs.enqueue(tx, { kind: "ledger.sequence", request: job.request }));
        })
        .catch(reject);
    });
    expect(seen).toEqual(["request.advance", "ledger.sequence"]);
  });

  test("an unknown kind is refused", async () => {
    await expect(on.storage().transaction((tx) => jobs.enqueue(tx, { kind: "x", request: "R-1" }))).rejects.toMatchObject({
      code: "jobs.unknown-kind",
    });
  });

  test("a due day comes once, when the clock that is asked says so, and again if acting on it failed", async () => {
    const day = Date.parse("2027-03-01T00:00:00Z");
    await on
      .storage()
      .transaction((tx) => setDue(tx, { id: "due-1", kind: "reply", request: null, at: new Date(day).toISOString() }));
    const take = (now: number, act: (kinds: string[]) => void) =>
      takeDue(on.storage(), now, async (_, due) => act(due.map((one) => `${one.kind} ${one.at}`)));
    expect(await take(day - 1, () => undefined)).toBe(0);
    const failing = take(day, () => {
      throw new Error("not now");
    });
    await expect(failing).rejects.toThrow("not now");
    const seen: string[] = [];
    expect(await take(day, (kinds) => seen.push(...kinds))).toBe(1);
    expect(await take(day + 1000, () => undefined)).toBe(0);
    expect(seen).toEqual(["reply 2027-03-01T00:00:00.000Z"]);
  });
});
