// The demo is held to what it says, by the database itself.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "libsql";
import { afterAll, describe, expect, it, vi } from "vitest";
import { harbourSubject, makeHarbour } from "../../packages/server/src/example/index.ts";
import { faultsOf, freshFolder, troth } from "./troth.ts";

interface Shown {
  readonly request: string;
  readonly database: string;
  readonly subject: string;
  readonly plan: { readonly hash: string; readonly steps: readonly Record<string, unknown>[] };
  readonly erased: number;
  readonly changed: number;
  readonly remaining: number;
  readonly copy: string;
  readonly receipt: string;
  readonly key: string;
  readonly verified: boolean;
  readonly forged: string;
}

type Rows = Map<string, string>;

/** Every row of every table by its key, as text. */
function rowsOf(file: string): Map<string, Rows> {
  const db = new Sqlite(file, { readonly: true });
  const tables = db.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").all() as {
    name: string;
  }[];
  const all = new Map<string, Rows>();
  for (const { name } of tables) {
    const columns = db.prepare(`pragma table_info("${name}")`).all() as { name: string; pk: number }[];
    const keys = columns.filter((column) => column.pk > 0).map((column) => column.name);
    const rows = db.prepare(`select * from "${name}"`).all() as Record<string, unknown>[];
    all.set(name, new Map(rows.map((row) => [JSON.stringify(keys.map((key) => row[key])), JSON.stringify(row)])));
  }
  db.close();
  return all;
}

vi.setConfig({ testTimeout: 300_000 });

const { folder, drop } = freshFolder();
afterAll(drop);

const ran = troth({ cwd: folder, env: { TROTH_HOME: join(folder, "home") } }, "demo", "--json");
const shown = JSON.parse(ran.stdout) as Shown;

describe("troth demo --json", () => {
  it("prints one object and nothing else", () => {
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(ran.stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(Object.keys(shown).sort()).toEqual(
      [
        "changed",
        "copy",
        "database",
        "erased",
        "forged",
        "key",
        "plan",
        "receipt",
        "remaining",
        "request",
        "subject",
        "verified",
      ].sort(),
    );
    expect(shown).toMatchObject({ subject: harbourSubject.email, remaining: 0, verified: true, forged: "refused" });
    expect(shown.plan.hash).toMatch(/^[0-9a-f]{64}$/);
    for (const step of shown.plan.steps) {
      expect(Object.keys(step).sort()).toEqual(["action", "dataset", "link", "rows", "store"]);
      expect(["owned", "shared", "mentions"]).toContain(step.link);
    }
  });

  it("erased and changed just what it says, and no other row differs", () => {
    const original = join(folder, "original.db");
    makeHarbour(original);
    const before = rowsOf(original);
    const after = rowsOf(shown.database);
    let gone = 0;
    let changed = 0;
    for (const [table, rows] of before) {
      const now = after.get(table) ?? new Map<string, string>();
      for (const [key, row] of rows) {
        if (!now.has(key)) gone += 1;
        else if (now.get(key) !== row) changed += 1;
      }
      for (const key of now.keys()) expect(rows.has(key), `a new row of ${table}`).toBe(true);
    }
    expect({ gone, changed }).toEqual({ gone: shown.erased, changed: shown.changed });
    const planned = (actions: readonly string[]) =>
      shown.plan.steps.filter((step) => actions.includes(String(step.action))).reduce((sum, step) => sum + Number(step.rows), 0);
    expect(planned(["delete"])).toBe(shown.erased);
    expect(planned(["pseudonym", "clear", "constant"])).toBe(shown.changed);
    expect(shown.erased).toBeGreaterThan(100);
  });

  it("left nothing of her in the file's bytes", () => {
    const values = [
      harbourSubject.name,
      harbourSubject.email,
      harbourSubject.phone,
      harbourSubject.address,
      harbourSubject.street,
    ];
    const files = [shown.database, `${shown.database}-wal`, `${shown.database}-journal`].filter((file) => existsSync(file));
    for (const file of files) {
      const bytes = readFileSync(file);
      for (const value of values) expect(bytes.includes(value), `${value} in ${file}`).toBe(false);
    }
    const original = readFileSync(join(folder, "original.db"));
    for (const value of values) expect(original.includes(value), `${value} before`).toBe(true);
  });

  it("leaves a copy of what she had, without secrets", () => {
    const copy = readFileSync(shown.copy, "utf8");
    expect(copy).toContain(harbourSubject.email);
    expect(copy).not.toContain("$argon2id$");
  });

  it("leaves a receipt that holds, by its own log's key alone", () => {
    const place = { cwd: folder };
    expect(troth(place, "verify", shown.receipt, "--key", shown.key)).toMatchObject({ status: 0 });
    const other = troth({ cwd: folder }, "demo", "--keep", "--home", join(folder, "other"));
    expect(faultsOf(other)).toEqual([]);
    expect(other.status, other.stdout + other.stderr).toBe(0);
    const key = /--key (\S+)/.exec(other.stdout)?.[1] ?? "";
    expect(readFileSync(join(folder, key), "utf8")).not.toBe(readFileSync(shown.key, "utf8"));
    expect(troth(place, "verify", shown.receipt, "--key", key)).toMatchObject({ status: 1, stdout: "" });
    expect(other.stdout).toMatch(/✓ forged +one byte changed: refused \(leaf hash does not match\)/);
    for (const line of other.stdout.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
    // With --keep one can go on from where it ended.
    const home = /--home (\S+)/.exec(other.stdout)?.[1] ?? "";
    const status = troth(
      { ...place, env: { HARBOUR_DB: join(folder, home, "app.db") } },
      "status",
      "R-0002",
      "--home",
      home,
      "--program",
      join(home, "troth.yaml"),
    );
    expect(status).toMatchObject({ status: 0, stdout: expect.stringMatching(/R-0002 {2}erasure {2}done/) });
  });
});
