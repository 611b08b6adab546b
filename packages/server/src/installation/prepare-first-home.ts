import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemSurroundings } from "../foundation/index.ts";
import { openJobs } from "../jobs/index.ts";
import { homePaths, type LogSegments, openStorage, packDataFolder, preparedFile } from "../storage/index.ts";

/**
 * Makes an embedded database with every table, the queue's too, and packs it for first starts; once a version of the tables.
 * The build calls it; needs some eight seconds.
 */
export async function prepareFirstHome(file: string = preparedFile): Promise<void> {
  if (existsSync(file)) return;
  const home = await mkdtemp(join(tmpdir(), "troth-prepared-"));
  try {
    const segments = await fillHome(home);
    await packDataFolder(homePaths(home).database, file, segments);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Gives the segments of the log that a start reads. */
async function fillHome(home: string): Promise<LogSegments> {
  const surroundings = systemSurroundings();
  const storage = await openStorage({ home, surroundings });
  try {
    await (await openJobs({ storage, surroundings })).close();
    // Nobody makes a second database in it, and the templates are as many files as ours.
    await storage.executeSql("update pg_database set datistemplate = false where datname like 'template%'");
    for (const name of ["template0", "template1"]) await storage.executeSql(`drop database ${name}`);
    await storage.maintain();
    // What all of it wrote into the log lies in segments that no start reads.
    await storage.executeSql("select pg_switch_wal()");
    await storage.executeSql("checkpoint");
    const { rows } = await storage.executeSql(
      "select pg_walfile_name(redo_lsn) as first, pg_walfile_name(pg_current_wal_insert_lsn()) as last from pg_control_checkpoint()",
    );
    return { first: String(rows[0]?.first), last: String(rows[0]?.last) };
  } finally {
    await storage.close();
  }
}
