import { fork } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CHUNK_ROWS, LARGE_ROWS_OF_WORK } from "@troth/core/subject-graph";
import pg from "pg";
import { freshPostgres, testPostgres } from "../../test/support/databases.ts";
import type { BenchResult } from "../bench.ts";
import type { Asked, Told } from "./erase-one.ts";

const ROWS = Number(process.env.TROTH_BENCH_ROWS ?? 300_000);
const CHILD = fileURLToPath(new URL("erase-one.ts", import.meta.url));

/**
 * One person with so many rows, erased in one transaction and in chunks, each from a database of its own; meanwhile an
 * application writes to that person's row, and waits where it is locked.
 */
export async function run(): Promise<BenchResult> {
  if (testPostgres === undefined) throw new Error("this bench needs PostgreSQL: set TROTH_TEST_POSTGRES");
  const whole = await measure({ rows: Number.MAX_SAFE_INTEGER, chunkRows: CHUNK_ROWS });
  const parts = await measure({ rows: LARGE_ROWS_OF_WORK, chunkRows: CHUNK_ROWS });
  const named = (name: string, one: Measured) => ({
    [`${name}Transactions`]: one.acts,
    [`${name}Milliseconds`]: one.tookMs,
    [`${name}LongestTransactionMilliseconds`]: one.longestMs,
    [`${name}LongestWaitMilliseconds`]: one.longestWaitMs,
    [`${name}PeakMegabytes`]: one.peakMb,
    [`${name}MegabytesBefore`]: one.beforeMb,
  });
  return {
    ratios: {
      wholeLongestWait: whole.longestWaitMs / parts.longestWaitMs,
      wholeTime: whole.tookMs / parts.tookMs,
      wholePeak: whole.peakMb / parts.peakMb,
    },
    figures: { rows: ROWS, ...named("whole", whole), ...named("chunks", parts) },
    notes: [
      "LongestTransaction: of a transaction of ours that writes or locks, as the server says, looked at every 10 ms",
      "LongestWait: of an application that changes the person's row again and again; Peak: of the process, with Troth's own database in it",
    ],
  };
}

interface Measured extends Told {
  readonly longestMs: number;
  readonly longestWaitMs: number;
}

async function measure(asked: Omit<Asked, "url">): Promise<Measured> {
  const { url, drop } = await freshPostgres();
  const [watcher, application] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
  try {
    await watcher.connect();
    await application.connect();
    await fill(watcher);
    const watching = { ended: false };
    const longest = { transaction: 0, wait: 0 };
    let watched: Promise<unknown> = Promise.resolve();
    const told = await erased({ ...asked, url }, () => {
      watched = Promise.all([watchTransactions(watcher, watching, longest), useRow(application, watching, longest)]);
    }).finally(() => {
      watching.ended = true;
      return watched;
    });
    return { ...told, longestMs: longest.transaction, longestWaitMs: longest.wait };
  } finally {
    await watcher.end();
    await application.end();
    await drop();
  }
}

function erased(asked: Asked, onBegin: () => void): Promise<Told> {
  const child = fork(CHILD, { execArgv: ["--import", "tsx", "--conditions=source"], stdio: ["ignore", 2, 2, "ipc"] });
  child.send(asked);
  return new Promise((resolve, reject) => {
    child.on("message", (message: Told | "begin") => (message === "begin" ? onBegin() : resolve(message)));
    child.on("exit", (code) => code !== 0 && reject(new Error(`the process that erases ended with ${code}`)));
  });
}

interface Longest {
  transaction: number;
  wait: number;
}

const OURS = `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) * 1000 AS ms
  FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'troth' AND backend_xid IS NOT NULL`;

async function watchTransactions(client: pg.Client, watching: { ended: boolean }, longest: Longest): Promise<void> {
  while (!watching.ended) {
    const { rows } = await client.query<{ ms: string }>(OURS);
    longest.transaction = Math.max(longest.transaction, Number(rows[0]?.ms ?? 0));
    await pause(10);
  }
}

/** What a login does: it writes down that the person was there. */
async function useRow(client: pg.Client, watching: { ended: boolean }, longest: Longest): Promise<void> {
  while (!watching.ended) {
    const began = performance.now();
    await client.query("UPDATE people SET seen = clock_timestamp() WHERE id = 1");
    longest.wait = Math.max(longest.wait, performance.now() - began);
    await pause(5);
  }
}

/** Ada with all but a thousandth of her rows below threads of a hundred, and fifty others of a few hundred rows. */
async function fill(client: pg.Client): Promise<void> {
  const threads = Math.round(ROWS / 101);
  await client.query(
    `CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, seen timestamptz);
     CREATE TABLE threads (id int PRIMARY KEY, person int NOT NULL REFERENCES people (id), title text NOT NULL);
     CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, thread int NOT NULL REFERENCES threads (id), body text NOT NULL);
     INSERT INTO people SELECT n, CASE n WHEN 1 THEN 'ada' ELSE 'p' || n END || '@large.example', 'Person ' || n FROM generate_series(1, 51) n;
     INSERT INTO threads SELECT n, 1, 'thread ' || n FROM generate_series(1, ${threads}) n;
     INSERT INTO threads SELECT 1000000 + n, 2 + n % 50, 'thread ' || n FROM generate_series(1, 250) n;
     INSERT INTO events (thread, body) SELECT t.id, 'said ' || g || repeat(' and more', 10) FROM threads t, generate_series(1, 100) g;
     CREATE INDEX ON people (lower(email)); CREATE INDEX ON threads (person); CREATE INDEX ON events (thread);
     ANALYZE`,
  );
}
