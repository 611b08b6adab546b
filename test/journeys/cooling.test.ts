// An approved erasure waits; staff stop it from the command line. As it is installed: the built `troth`, on a pipe.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { harbourSubject, makeHarbour } from "../../packages/server/src/example/index.ts";
import { faultsOf, freshFolder, type Ran, troth } from "./troth.ts";

// Each command is a process that starts an embedded database: slow where the machine is busy.
vi.setConfig({ testTimeout: 300_000 });

const { folder, drop } = freshFolder();
afterAll(drop);

const run = (...args: string[]): Ran => {
  const ran = troth({ cwd: folder, env: { TROTH_HOME: join(folder, "home"), HARBOUR_DB: join(folder, "app.db") } }, ...args);
  expect(faultsOf(ran)).toEqual([]);
  return ran;
};

beforeAll(() => {
  makeHarbour(join(folder, "app.db"));
  const program = readFileSync(new URL("../../packages/server/src/example/troth.yaml", import.meta.url), "utf8");
  expect(program).toContain("cooling-off: none");
  writeFileSync(join(folder, "troth.yaml"), program.replace("cooling-off: none", "cooling-off: 2 days"));
  run("store", "live", "app");
});

test("approve says until when it waits, stop makes the approval void, and nothing was touched", () => {
  expect(run("request", "erasure", "--subject", `email=${harbourSubject.email}`).status).toBe(0);
  expect(run("asker", "R-0001", "--shown", "sign-in", "--as", "officer").status).toBe(0);
  const plan = JSON.parse(run("status", "R-0001", "--json").stdout);
  const hash = plan.plan?.hash ?? plan.request?.plan?.hash;
  const approved = run("approve", "R-0001", "--plan", hash, "--as", "officer");
  expect(approved.status).toBe(0);
  expect(approved.stdout).toMatch(/cools off\s+until \d/);
  expect(approved.stdout).toContain("troth stop R-0001");
  expect(run("resume", "R-0001").stdout).toMatch(/cools off/);
  const stopped = run("stop", "R-0001");
  expect(stopped.stdout).toContain("nothing was touched");
  expect(run("stop", "R-0001")).toMatchObject({ status: 1, stderr: expect.stringContaining("can no longer be stopped") });
  expect(run("status", "R-0001").stdout).toContain("planned");
});
