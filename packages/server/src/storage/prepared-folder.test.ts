import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeHome } from "../../../../test/support/storages.ts";
import { openPglite } from "./open-pglite.ts";
import { makeDataFolder, preparedFile } from "./prepared-folder.ts";

test("a first start unpacks of the log no more than it reads, and starts with it", async () => {
  // What is packed once for all tests.
  await makeHome();
  const home = mkdtempSync(join(tmpdir(), "troth-first-"));
  try {
    expect(statSync(preparedFile).size).toBeLessThan(2_000_000);
    await makeDataFolder(join(home, "database"));
    const log = join(home, "database", "pg_wal");
    const segments = readdirSync(log).filter((name) => /^[0-9A-F]{24}$/.test(name));
    expect(segments).toHaveLength(1);
    expect(statSync(join(log, segments[0] ?? "")).size).toBe(16 * 1024 * 1024);
    const storage = await openPglite(home);
    const { rows } = await storage.executeSql("select count(*)::int as count from entry");
    await storage.close();
    expect(rows).toEqual([{ count: 0 }]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
