import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "libsql";
import { expect, onTestFinished, test } from "vitest";
import { connectorConformance } from "../conformance.ts";
import { type ConformanceStore, FIXTURE } from "../conformance-fixture.ts";
import type { Connector, Row } from "../connector.ts";
import { openConnector } from "../index.ts";

function open(url: string): Connector {
  return openConnector({ store: "app", connector: "sqlite", url, options: { timeouts: { statement: 12, lock: 0.5 } } });
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

const NO_SERVER = {
  test: "a session killed before COMMIT is aborted",
  reason: "there is no server; a killed process is tested below",
};

connectorConformance({ name: "sqlite with a write-ahead log", make: () => make("wal"), skips: [NO_SERVER] });
connectorConformance({
  name: "sqlite with a rollback journal",
  make: () => make("delete"),
  largeElsewhere: true,
  skips: [NO_SERVER, { test: "a read is one snapshot", reason: "a reader keeps writers out until it ends" }],
});

const KILLED = `
  import { openConnector } from "./packages/server/src/connectors/index.ts";
  const connector = openConnector({ store: "app", connector: "sqlite", url: process.argv[1], options: {} });
  await connector.act({ name: "killed", journal: (name) => new Promise(() => console.log(name)) }, (session) => session.delete("posts", ["id"], [[20]]));`;

test("a process killed between journal and COMMIT leaves the transaction aborted", async () => {
  const store = await make("wal");
  onTestFinished(() => store.close());
  const path = String((await store.rows("SELECT file FROM pragma_database_list"))[0]?.[0]);
  const root = fileURLToPath(new URL("../../../../..", import.meta.url));
  const flags = ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", KILLED, path];
  const child = spawn(process.execPath, flags, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [name] = await once(child.stdout, "data");
  child.kill("SIGKILL");
  await ended;
  expect(await store.connector.outcome(String(name).trim())).toBe("aborted");
  expect(await store.rows("SELECT id FROM posts WHERE id = 20")).toHaveLength(1);
});

test.each(["wal", "delete"] as const)("after settle nothing of a deleted row is in the files (%s)", async (mode) => {
  const store = await make(mode);
  onTestFinished(() => store.close());
  await store.exec(`INSERT INTO posts VALUES (30, 2, 'a', 'marked-${"x".repeat(9000)}-marked'), (31, 2, 'a', 'marked short')`);
  const path = String((await store.rows("SELECT file FROM pragma_database_list"))[0]?.[0]);
  const found = (): boolean =>
    readdirSync(dirname(path)).some((file) => readFileSync(join(dirname(path), file)).includes("marked"));
  expect(found()).toBe(true);
  const options = { name: "bytes", journal: async () => undefined };
  expect(await store.connector.act(options, (session) => session.delete("posts", ["id"], [[30], [31]]))).toBe(2);
  await store.connector.settle();
  expect(found()).toBe(false);
});

test("settle says when a reader keeps the write-ahead log", async () => {
  const store = await make("wal");
  onTestFinished(() => store.close());
  await store.other.read(async (session) => {
    await session.count({ dataset: "posts", match: { columns: ["id"], values: [[20]], fold: false } });
    await store.connector.act({ name: "kept", journal: async () => undefined }, (act) => act.delete("posts", ["id"], [[20]]));
    await expect(store.connector.settle()).rejects.toMatchObject({ code: "connector.busy", transient: true });
  });
  await store.connector.settle();
});
