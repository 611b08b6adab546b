import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mayBeLeftOut } from "../../tools/allowed-skips.mjs";
import { skippedIn } from "../../tools/assert-no-skips.mjs";
import { makeMemoryFolder } from "../../tools/memory-folder.mjs";
import { passedIn } from "../../tools/test-results.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const report = (...tests: readonly (readonly [string, string])[]) => ({
  testResults: [{ name: "a.test.ts", assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) }],
});

test("a suite that was skipped for want of a server is named", () => {
  expect(skippedIn(report(["storage on PGlite", "passed"], ["storage on PostgreSQL", "skipped"]))).toEqual([
    "storage on PostgreSQL",
  ]);
});

test("a skip that is allowed with its reason passes, and a run of nothing does not", () => {
  expect(skippedIn(report(["known", "skipped"]), new Map([["known", "a reason"]]))).toEqual([]);
  expect(skippedIn(report())).toEqual(["no test ran at all"]);
});

test("whatever is never run on the embedded database says so in its name, by a reason that CI allows", () => {
  const files = spawnSync("git", ["ls-files", "*.test.ts"], { cwd: repository, encoding: "utf8" }).stdout.trim().split("\n");
  const names = files.flatMap((file) =>
    [...readFileSync(join(repository, file), "utf8").matchAll(/skipIf\(kind [!=]== "\w+"\)\(\s*"([^"]+)"/g)].map(
      ([, name]) => name ?? "",
    ),
  );
  expect(names.length).toBeGreaterThan(2);
  expect(names.filter((name) => !mayBeLeftOut(name))).toEqual([]);
});

test("what passed in the run before need not run again; what ran nowhere, or elsewhere under its name, is named", () => {
  const before = report(["on pglite", "passed"], ["on postgres (skipped: no server)", "skipped"], ["twice", "passed"]);
  const now = report(["on pglite", "skipped"], ["on postgres", "skipped"], ["twice", "skipped"]);
  expect(skippedIn(now, new Map(), before)).toEqual(["on postgres"]);
  const another = { testResults: before.testResults.map((file) => ({ ...file, name: "b.test.ts" })) };
  expect(skippedIn(report(["twice", "skipped"]), new Map(), another)).toEqual(["twice"]);
});

test("a suite that says that it left something out is named although it passed", () => {
  expect(skippedIn(report(["stores (mysql skipped: no server) sqlite", "passed"]))).toEqual([
    "stores (mysql skipped: no server) sqlite",
  ]);
});

test("a name counts as passed as often as it passed, and not where it also did not", () => {
  expect([...passedIn(report(["a", "passed"], ["a", "passed"], ["b", "passed"], ["b", "skipped"]))]).toEqual([
    ["a.test.ts: a", 2],
  ]);
});

test("a second run leaves out what passed in the first, hooks and all, and nothing else", () => {
  const cache = join(repository, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "troth-left-"));
  const file = join(folder, "left.test.ts");
  writeFileSync(
    file,
    `import { beforeAll, describe, expect, test } from "vitest";
const server = process.env.SERVER === "1";
describe("on pglite", () => {
  beforeAll(() => { if (server) throw new Error("ran again"); });
  test("reads", () => undefined);
});
describe.skipIf(!server)(\`on postgres\${server ? "" : " (skipped: no server)"}\`, () => test("reads", () => undefined));
describe(\`on both\${server ? "" : " (postgres skipped: no server)"}\`, () => {
  for (const kind of ["pglite", ...(server ? ["postgres"] : [])]) test(kind, () => expect(kind === "pglite" && server).toBe(false));
});`,
  );
  writeFileSync(
    join(folder, "vitest.config.ts"),
    `export default { test: { include: ["*.test.ts"], runner: process.env.TROTH_TEST_AFTER && ${JSON.stringify(join(repository, "tools/run-what-is-left.ts"))} } };`,
  );
  const run = (report: string, env: Readonly<Record<string, string>>) => {
    const args = [join(repository, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json", `--outputFile=${report}`];
    const ran = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } });
    return { status: ran.status, tests: JSON.parse(readFileSync(report, "utf8")).testResults[0].assertionResults };
  };
  const before = join(folder, "before.json");
  try {
    expect(run(before, { TROTH_TEST_AFTER: "", SERVER: "" }).status).toBe(0);
    const { status, tests } = run(join(folder, "after.json"), { TROTH_TEST_AFTER: before, SERVER: "1" });
    expect(status).toBe(0);
    expect(
      tests.map(
        (one: { fullName: string; status: string }) => `${one.fullName}: ${one.status === "passed" ? "ran" : "left out"}`,
      ),
    ).toEqual(["on pglite reads: left out", "on postgres reads: ran", "on both pglite: left out", "on both postgres: ran"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a folder in memory is one for each run, and what killed runs left there goes", () => {
  const mine = makeMemoryFolder();
  if (mine === undefined) return;
  const ended = spawnSync(process.execPath, ["-e", ""]).pid;
  const left = `${mine.slice(0, mine.lastIndexOf("-"))}-${ended}`;
  mkdirSync(join(left, "deep"), { recursive: true });
  try {
    expect(makeMemoryFolder()).toBe(mine);
    expect(existsSync(left)).toBe(false);
  } finally {
    rmSync(mine, { recursive: true });
  }
});

test("the totals count a file that could not start as a failure", () => {
  const folder = mkdtempSync(join(tmpdir(), "troth-totals-"));
  const counted = { numPassedTests: 5, numFailedTests: 1, testResults: [{ status: "failed", assertionResults: [] }] };
  writeFileSync(join(folder, "one.json"), JSON.stringify(counted));
  writeFileSync(join(folder, "two.json"), JSON.stringify({ numPassedTests: 3, numFailedTests: 0, testResults: [] }));
  const { stdout } = spawnSync(process.execPath, [join(repository, "tools/print-totals.mjs"), folder], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect(stdout).toBe("8 passed, 2 failed\n");
});
