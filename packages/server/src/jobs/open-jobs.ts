import { TrothError } from "@troth/core/foundation";
import { CompiledQuery } from "kysely";
import PgBoss from "pg-boss";
import { log, type Surroundings } from "../foundation/index.ts";
import type { Storage, Tx } from "../storage/index.ts";
import { JobsError } from "./errors.ts";
import { type Drained, type Job, type JobHandler, type Jobs, jobKinds } from "./jobs.ts";

const SCHEMA = "jobs";
const TRIES_AFTER_THE_FIRST = 3;
const RETRY_DELAY_SECONDS = 5;
// Longer than any job should take; a process that died holds its jobs this long on PostgreSQL.
const EXPIRE_SECONDS = 30 * 60;
const POLL_SECONDS = 1;

const toDb = (run: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>): PgBoss.Db =>
  ({ executeSql: run }) as PgBoss.Db;

const inside = (tx: Tx): PgBoss.Db =>
  toDb(async (text, values = []) => ({ rows: (await tx.executeQuery<unknown>(CompiledQuery.raw(text, values))).rows }));

// What the queue keeps of a failure: a code of ours. An error's own words may hold a row.
const codeOf = (error: unknown): string => (error instanceof TrothError ? error.code : "bug");

async function makeQueues(boss: PgBoss, kinds: readonly string[]): Promise<void> {
  const made = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of kinds.filter((kind) => !made.has(kind))) {
    await boss.createQueue(name, {
      name,
      // `short`: one waiting job a singleton key, however many are running. A cause that comes while its job runs is not lost.
      policy: "short",
      retryLimit: TRIES_AFTER_THE_FIRST,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
      expireInSeconds: EXPIRE_SECONDS,
    });
  }
}

// The embedded database is this process's alone: a job that is running there was left by a process that died.
async function reviveLeft(boss: PgBoss, storage: Storage): Promise<void> {
  if (storage.kind !== "pglite") return;
  const { rows } = await storage.executeSql(
    `select id::text as id, name::text as name from ${SCHEMA}.job where state = 'active'`,
  );
  for (const row of rows) await boss.fail(String(row.name), String(row.id), { code: "jobs.left" });
}

async function drainKind(boss: PgBoss, kind: string, handler: JobHandler): Promise<Drained> {
  let done = 0;
  let failed = 0;
  for (;;) {
    const [job] = await boss.fetch<Job>(kind, { batchSize: 1, ignoreStartAfter: true, includeMetadata: true });
    if (job === undefined) {
      // pg-boss swallows what goes wrong while fetching; "nothing left" must not be said of a queue that is not empty.
      const waiting = await boss.getQueueSize(kind, { before: "active" });
      if (Number(waiting) === 0) return { done, failed };
      throw new JobsError("jobs.not-taken", `jobs of ${kind} wait and cannot be taken`);
    }
    try {
      await handler({ kind, request: job.data.request });
    } catch (error) {
      log.error("a job failed", error, { kind, request: job.data.request });
      await boss.fail(kind, job.id, { code: codeOf(error) });
      if (job.retryCount >= job.retryLimit) failed += 1;
      continue;
    }
    await boss.complete(kind, job.id);
    done += 1;
  }
}

async function drainAll(boss: PgBoss, kinds: readonly string[], handler: JobHandler): Promise<Drained> {
  const total = { done: 0, failed: 0 };
  for (;;) {
    let round = 0;
    for (const kind of kinds) {
      const { done, failed } = await drainKind(boss, kind, handler);
      total.done += done;
      total.failed += failed;
      round += done + failed;
    }
    // A job may have queued one of another kind.
    if (round === 0) return total;
  }
}

function bossOf(storage: Storage, supervise: boolean): PgBoss {
  const db = toDb((text, values) => storage.executeSql(text, values));
  const boss = new PgBoss({ db, schema: SCHEMA, schedule: false, supervise, maintenanceIntervalMinutes: 1 });
  boss.on("error", (error) => log.error("the queue failed", error));
  return boss;
}

/**
 * Opens the queue on Troth's own database, in the schema `jobs`, and makes it at the first use. Open it when it is needed:
 * the first time costs some tables.
 */
export async function openJobs(opening: {
  readonly storage: Storage;
  readonly surroundings: Surroundings;
  readonly kinds?: readonly string[];
}): Promise<Jobs> {
  const { storage, surroundings, kinds = jobKinds } = opening;
  const boss = bossOf(storage, false);
  await boss.start();
  await makeQueues(boss, kinds);
  await reviveLeft(boss, storage);
  let supervisor: PgBoss | undefined;
  const known = (kind: string): void => {
    if (!kinds.includes(kind)) throw new JobsError("jobs.unknown-kind", `no queue for the kind \`${kind}\``);
  };
  return {
    async enqueue(tx, { kind, request }) {
      known(kind);
      await boss.send(kind, { request }, { singletonKey: request, db: inside(tx) });
      await surroundings.passing("jobs.enqueued");
    },
    async work(wanted, handler) {
      for (const kind of wanted) known(kind);
      if (supervisor === undefined) {
        supervisor = bossOf(storage, true);
        await supervisor.start();
      }
      for (const kind of wanted) {
        await boss.work<Job>(kind, { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 }, async (batch) => {
          for (const job of batch) {
            await handler({ kind, request: job.data.request }).catch((error: unknown) => {
              log.error("a job failed", error, { kind, request: job.data.request });
              throw { code: codeOf(error) };
            });
          }
        });
      }
    },
    drain: (handler) => drainAll(boss, kinds, handler),
    async close() {
      await supervisor?.stop({ graceful: true });
      await boss.stop({ graceful: true });
    },
  };
}
