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

test.each([
  ["postgres", `postgres://app:${SECRET}#1@127.0.0.1/db`, "%23"],
  ["postgres", `postgres://app:${SECRET}/1@127.0.0.1/db`, "%2F"],
  ["postgres", `postgres://app:${SECRET}@127.0.0.1:99999/db`, "postgres://"],
  ["postgres", `postgres://app@127.0.0.1/db?sslrootcert=/nowhere/${SECRET}`, "sslrootcert"],
  ["mysql", `mysql://app:${SECRET}#1@127.0.0.1/db`, "%23"],
  ["mysql", `mysql://app:${SECRET}%zz@127.0.0.1/db`, "%25"],
  ["mysql", `mysql://app@127.0.0.1/db%zz${SECRET}`, "mysql://"],
  ["mysql", `mysql://app@127.0.0.1/db?ssl-ca=/nowhere/${SECRET}`, "ssl-ca"],
  ["sqlite", `file://host/${SECRET}`, "file:///"],
  ["files", `file://host/${SECRET}`, "file:///"],
  ["files", `file:///a%2F${SECRET}`, "file:///"],
])("an address of %s that cannot be read is refused with what to write, and is no bug", async (connector, url, hint) => {
  const error = await fault(connector, url);
  expect(error).toMatchObject({ code: "connector.failed", transient: false });
  expect(`${error.message} ${error.advice}`).toContain(hint);
});

test("an address that is no PostgreSQL URL", async () => {
  expect(await fault("postgres", `app:${SECRET}@db`)).toMatchObject({ code: "connector.failed" });
});
