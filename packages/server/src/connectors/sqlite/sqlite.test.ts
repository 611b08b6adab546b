import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { connectorConformance } from "../conformance.ts";
import { type ConformanceStore, FIXTURE } from "../conformance-fixture.ts";
import type { Connector, Row } from "../connector.ts";
import { openConnector } from "../index.ts";

function open(url: string): Connector {
  return openConnector({ store: "app", connector: "sqlite", url, options: { timeouts: { statement: 3, lock: 0.5 } } });
}

async function make(mode: "wal" | "delete"): Promise<ConformanceStore> {
  const folder = mkdtempSync(join(tmpdir(), "troth-sqlite-"));
  const path = join(folder, "app data.db");
  const owner = new Database(path);
  owner.pragma(`journal_mode = ${mode}`);
  for (const sql of FIXTURE) owner.exec(sql);
  const connector = open(path);
  const other = open(`sqlite:${path}`);
  return {
    connector,
    other,
    exec: async (sql) => void owner.exec(sql),
    rows: async (sql) => owner.prepare(sql).raw().all([]) as Row[],
    killSessions: async () => undefined,
    close: async () => {
      await connector.close();
      await other.close();
      owner.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const ASCII = { test: "fold knows letters beyond ASCII", reason: "SQLite folds ASCII only" };
const NO_SERVER = {
  test: "a session killed before COMMIT is aborted",
  reason: "there is no server; a killed process is tested below",
};

connectorConformance({ name: "sqlite with a write-ahead log", make: () => make("wal"), skips: [ASCII, NO_SERVER] });
connectorConformance({
  name: "sqlite with a rollback journal",
  make: () => make("delete"),
  skips: [ASCII, NO_SERVER, { test: "a read is one snapshot", reason: "a reader keeps writers out until it ends" }],
});
