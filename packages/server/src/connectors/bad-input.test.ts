import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ConnectorError, openConnector } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "troth-bad-"));
const SECRET = "hunter2-marked";

async function fault(connector: string, url: string, options: Readonly<Record<string, unknown>> = {}): Promise<ConnectorError> {
  try {
    const opened = openConnector({ store: "app", connector, url, options });
    await opened.inspect().finally(() => opened.close());
  } catch (error) {
    const { message, advice, place, cause, stack } = error as ConnectorError;
    expect(`${message} ${advice} ${place} ${String(cause)} ${stack}`).not.toContain(SECRET);
    expect(message).toMatch(/^[a-z`].*[^.]$/);
    expect(place).toBe("store app");
    return error as ConnectorError;
  }
  throw new Error("nothing was refused");
}

test("a kind of store that nothing speaks to", async () => {
  expect(await fault("mongodb", "mongodb://x")).toMatchObject({ code: "connector.failed", transient: false });
});

test("options that nothing reads, or that mean nothing", async () => {
  expect((await fault("sqlite", "x.db", { schemas: ["a"] })).message).toContain("`options.schemas`");
  expect((await fault("sqlite", "x.db", { timeouts: { lock: -1 } })).message).toContain("`options.timeouts.lock`");
});

test("a missing file is neither made nor taken for an empty store", async () => {
  const error = await fault("sqlite", join(folder, "missing.db"));
  expect(error).toMatchObject({ code: "connector.unreachable", transient: false });
  expect(error.advice).toContain("`url`");
});

test("a file that is no database", async () => {
  const path = join(folder, "text.db");
  writeFileSync(path, "no database at all, ".repeat(500));
  expect((await fault("sqlite", path)).message).toBe("the file is no SQLite database");
});

test.skipIf(process.getuid?.() === 0)("a file that may not be read (not as root, who may)", async () => {
  const path = join(folder, "closed.db");
  writeFileSync(path, "");
  chmodSync(path, 0o000);
  expect(await fault("sqlite", path)).toMatchObject({ code: "connector.denied" });
});

test("a server that is not there", async () => {
  const error = await fault("postgres", `postgres://app:${SECRET}@127.0.0.1:9/app`);
  expect(error).toMatchObject({ code: "connector.unreachable", transient: true });
  expect(error.advice).toBeDefined();
});

test("an address that is no PostgreSQL URL", async () => {
  expect(await fault("postgres", `app:${SECRET}@db`)).toMatchObject({ code: "connector.failed" });
});
