import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemSurroundings } from "../foundation/index.ts";
import { openJobs } from "../jobs/index.ts";
import { homePaths, openStorage, packDataFolder, preparedFile } from "../storage/index.ts";

/**
 * Makes an embedded database with every table, the queue's too, and packs it for first starts; once a version of the tables.
 * The build calls it; needs some eight seconds.
 */
export async function prepareFirstHome(file: string = preparedFile): Promise<void> {
  if (existsSync(file)) return;
  const home = await mkdtemp(join(tmpdir(), "troth-prepared-"));
  try {
    await fillHome(home);
    await packDataFolder(homePaths(home).database, file);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function fillHome(home: string): Promise<void> {
  const surroundings = systemSurroundings();
  const storage = await openStorage({ home, surroundings });
  try {
    await (await openJobs({ storage, surroundings })).close();
    // Nobody makes a second database in it, and the templates are as many files as ours.
    await storage.executeSql("update pg_database set datistemplate = false where datname like 'template%'");
    for (const name of ["template0", "template1"]) await storage.executeSql(`drop database ${name}`);
    await storage.maintain();
  } finally {
    await storage.close();
  }
}
