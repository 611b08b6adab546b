import { copyFile, mkdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder, systemSurroundings } from "../../foundation/index.ts";
import { homePaths } from "../../storage/index.ts";
import type { CommandContext } from "../context.ts";

/** Where one run of the demo keeps everything. */
export interface DemoPlace {
  readonly folder: string;
  /** The made-up firm's database. */
  readonly database: string;
  readonly programFile: string;
  readonly keyFile: string;
  /** The copy, once it is in the person's hands: what staff kept of it goes with her erasure. */
  readonly handedCopy: string;
  /** A path as it is shown: short where it lies below the folder one stands in. */
  readonly shown: (path: string) => string;
}

/** Makes a fresh folder for a run, with the example's program in it. */
export async function makeDemoPlace({ home, cwd }: Pick<CommandContext, "home" | "cwd">): Promise<DemoPlace> {
  const folder = join(home, `demo-${systemSurroundings().id().slice(0, 6)}`);
  const place = {
    folder,
    database: join(folder, "app.db"),
    programFile: join(folder, "troth.yaml"),
    keyFile: join(folder, "log.vkey"),
    handedCopy: join(folder, "nadia.json"),
    shown: (path: string) => {
      const short = relative(cwd, path);
      return short.startsWith("..") ? path : short;
    },
  };
  await makeFolder(home);
  await mkdir(folder, { mode: 0o700 }); // fails if it is there: the folder is fresh
  await copyFile(fileURLToPath(new URL("../../example/troth.yaml", import.meta.url)), place.programFile);
  return place;
}

/** Takes away what only Troth itself needs: its database and its keys. The firm's database, copy, receipt and key file stay. */
export async function tidyDemo(place: DemoPlace): Promise<void> {
  const { database, keys, checkpoint, lock } = homePaths(place.folder);
  for (const path of [database, keys, checkpoint, lock]) await rm(path, { recursive: true, force: true });
}
