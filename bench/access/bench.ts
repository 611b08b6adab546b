// npm run bench -- access --megabytes 5000: the copy of one person with so many megabytes of rows.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "libsql";
import { freshPostgres, testPostgres } from "../../test/support/databases.ts";
import { makeWorkshop, openWorkshop, takeApproved, type Workshop } from "../../test/support/workshop.ts";
import type { BenchResult } from "../bench.ts";

const MEGABYTES = Number(process.env.TROTH_BENCH_COPY_MB ?? 500);
const ROW_BYTES = 64 * 1024;
const BY_HAND = fileURLToPath(new URL("./by-hand.mjs", import.meta.url));
const TROTH = fileURLToPath(new URL("../../packages/server/bin/troth.js", import.meta.url));

interface Ran {
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/**
 * A copy of one person, in one format (JSON), of rows that nothing makes smaller: `troth copy` as it is installed, beside
 * rows that are written out by hand. How long each process took, and how much memory it ever had, read from the system.
 */
export async function run(): Promise<BenchResult> {
  if (testPostgres === undefined)
    throw new Error("this bench needs PostgreSQL, for Troth's own database: set TROTH_TEST_POSTGRES");
  const own = await freshPostgres();
  const shop = makeWorkshop();
  try {
    fill(shop);
    const inst = await openWorkshop(shop, { databaseUrl: own.url });
    const request = await takeApproved(inst, "access");
    await inst.close();
    const file = join(shop.folder, "copy.json");
    const env = { ...process.env, ...shop.env, TROTH_HOME: shop.home, TROTH_DATABASE_URL: own.url };
    const byHand = await watch([BY_HAND, shop.database, file], env);
    rmSync(file);
    const ours = await watch([TROTH, "--program", shop.program, "copy", request, "--out", file], env);
    return {
      ratios: { handWritten: byHand.seconds / ours.seconds },
      figures: {
        copyMegabytes: statSync(file).size / 1024 / 1024,
        peakMegabytes: ours.peakMegabytes,
        handWrittenPeakMegabytes: byHand.peakMegabytes,
        oursSeconds: ours.seconds,
        handWrittenSeconds: byHand.seconds,
      },
      targets: { peakMegabytes: "<= 300" },
      notes: [
        "peakMegabytes: VmHWM of the whole process, from /proc; Troth's own database is PostgreSQL (embedded it takes some 200 MB more)",
        "ours captures, compares with what was approved, writes, syncs, records, and copies the file to where it is wanted; by hand one table is written once",
      ],
    };
  } finally {
    shop.remove();
    await own.drop();
  }
}

/** Runs a script of Node's in a process of its own, and reads the most memory that it had. */
function watch(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let peakKb = 0;
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const look = setInterval(() => {
    peakKb = Math.max(peakKb, highWater(child.pid));
  }, 20);
  return new Promise((resolve, reject) => {
    child.once("exit", (status) => {
      clearInterval(look);
      if (status !== 0) reject(new Error(`${args[0]} ended with ${status}: ${said}`));
      else resolve({ seconds: (performance.now() - began) / 1000, peakMegabytes: peakKb / 1024 });
    });
  });
}

function highWater(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0; // it has ended
  }
}

/** Rows of random letters, so that neither a page nor a zip is small by luck. */
function fill(shop: Workshop): void {
  const db = new Sqlite(shop.database);
  const insert = db.prepare("insert into messages values (?, 1, ?)");
  const rows = Math.ceil((MEGABYTES * 1024 * 1024) / ROW_BYTES);
  for (let from = 0; from < rows; from += 500) {
    db.exec("begin");
    for (let at = from; at < Math.min(rows, from + 500); at += 1)
      insert.run(1_000_000 + at, randomBytes((ROW_BYTES * 3) / 4).toString("base64"));
    db.exec("commit");
  }
  db.close();
}
