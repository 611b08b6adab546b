import { existsSync } from "node:fs";
import { copyFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { harbourSubject, makeHarbour } from "../example/index.ts";
import { makeFolder } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { setStoreLive } from "../requests/index.ts";
import { liveStores } from "./store.ts";

/** The example company, ready to be served. */
export interface PreparedExample {
  readonly programFile: string;
  /** What its program takes from the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Somebody who is in its database and has much there. */
  readonly person: { readonly name: string; readonly email: string };
}

/** Makes the example company in a folder, or finds it there: a second start goes on where the first one stopped. */
export async function prepareExample(home: string): Promise<PreparedExample> {
  await makeFolder(home);
  const database = join(home, "app.db");
  const programFile = join(home, "troth.yaml");
  if (!existsSync(programFile)) await copyFile(fileURLToPath(new URL("../example/troth.yaml", import.meta.url)), programFile);
  if (!existsSync(database)) {
    // It takes its place whole: a start that was cut off leaves no half of a company.
    const making = `${database}.making`;
    for (const left of [making, `${making}-wal`, `${making}-shm`]) await rm(left, { force: true });
    makeHarbour(making);
    await rename(making, database);
  }
  return { programFile, env: { HARBOUR_DB: database }, person: { name: harbourSubject.name, email: harbourSubject.email } };
}

/** Lets erasures act on the example's stores: nothing in it is anybody's. */
export async function makeExampleLive(inst: Installation): Promise<void> {
  const live = await liveStores(inst.storage.db);
  for (const store of Object.keys(inst.program.stores)) {
    if (!live.includes(store)) await setStoreLive(inst, { store, by: "officer" });
  }
}
