import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "troth-clock-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function lint(code: string): string {
  mkdirSync(join(root, "packages/core/src/program"), { recursive: true });
  mkdirSync(join(root, "tools"), { recursive: true });
  cpSync(join(repository, "biome.jsonc"), join(root, "biome.jsonc"));
  cpSync(join(repository, "tools/no-clock.grit"), join(root, "tools/no-clock.grit"));
  writeFileSync(join(root, "packages/core/src/program/seeded.ts"), code);
  const biome = join(repository, "node_modules/@biomejs/biome/bin/biome");
  const { stdout, stderr } = spawnSync(process.execPath, [biome, "lint", "--colors=off", "packages"], {
    cwd: root,
    encoding: "utf8",
  });
  return stdout + stderr;
}

test.each([
  ["Date.now()", "the time"],
  ["new Date()", "the time"],
  ["performance.now()", "the time"],
  ["Temporal.Now.instant()", "the time"],
  ["Math.random()", "randomness"],
  ["crypto.randomUUID()", "randomness"],
  ["randomBytes(16)", "randomness"],
])("core may not call %s", (call, what) => {
  expect(lint(`export const seen = ${call};\n`)).toContain(`core takes ${what} as a parameter`);
});

test("core may make a date of a number it was given", () => {
  expect(lint("export const day = (ms: number) => new Date(ms);\n")).not.toContain("core takes");
});
