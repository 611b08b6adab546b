import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { exhaustive } from "../../../../../test/support/sample.ts";
import type { Connector } from "../connector.ts";
import { openConnector } from "../index.ts";
import { OBJECT_DATASETS, OBJECT_FILES, type ObjectsStore, objectsConformance } from "../objects-conformance.ts";

// Fifty thousand files on a busy machine take longer than a request would wait.
const PATIENT = { timeouts: { statement: 300, lock: 300, idle: 300 } };

export const openFolder = (url: string): Connector =>
  openConnector({ store: "files", connector: "files", url, options: PATIENT, datasets: OBJECT_DATASETS });

/** Every file below a folder. */
export const namesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !name.startsWith(".troth/"))
    .sort();

async function make(): Promise<ObjectsStore> {
  const folder = mkdtempSync(join(tmpdir(), "troth-files-"));
  const put = async (path: string, content: string | Uint8Array): Promise<void> => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const [path, content] of Object.entries(OBJECT_FILES)) await put(path, content);
  const connector = openFolder(folder);
  const other = openFolder(`files:${folder}`);
  return {
    ...{ connector, other, put },
    get: async (path) => {
      try {
        return readFileSync(join(folder, path), "utf8");
      } catch {
        return undefined;
      }
    },
    names: async () => namesBelow(folder),
    close: async () => {
      await connector.close();
      await other.close();
      rmSync(folder, { recursive: true });
    },
  };
}

objectsConformance({
  name: "a folder",
  make,
  skips: exhaustive
    ? []
    : [{ test: "fifty thousand keys are matched, changed and deleted", reason: "a minute long: in npm run full" }],
});
