import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BenchResult } from "../bench.ts";
import { median } from "../interleave.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const STARTS = 5;

/** How long a newcomer waits: the install in a clean clone, the first demo in it, then each later start. */
export async function run(): Promise<BenchResult> {
  const scratch = mkdtempSync(join(tmpdir(), "troth-start-"));
  try {
    const clone = join(scratch, "clone");
    command(scratch, "git", ["clone", "--quiet", "--depth", "1", `file://${repository}`, clone]);
    // A registry configured for the machine, not for the repository, belongs to the measurement.
    if (existsSync(join(repository, ".npmrc"))) cpSync(join(repository, ".npmrc"), join(clone, ".npmrc"));
    // `status` asks for a program; of a store it asks nothing.
    cpSync(join(clone, "test/databases/chinook/troth.yaml"), join(clone, "troth.yaml"));
    const installMs = command(clone, "npm", ["ci", "--prefer-offline"]);
    const troth = (home: string, ...args: readonly string[]) =>
      command(clone, process.execPath, ["packages/server/bin/troth.js", ...args], { TROTH_HOME: join(scratch, home) });
    const firstStartMs = troth("home", "status");
    const later = Array.from({ length: STARTS }, () => troth("home", "status"));
    const firstDemoMs = troth("demo", "demo", "--json");
    const secondDemoMs = troth("demo", "demo", "--json");
    return {
      ratios: {},
      targets: { installMs: "<= 90000", firstStartMs: "<= 10000", secondStartMs: "<= 3000" },
      figures: { installMs, firstStartMs, secondStartMs: median(later), firstDemoMs, secondDemoMs },
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function command(cwd: string, name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  const start = performance.now();
  const ran = spawnSync(name, args, { cwd, encoding: "utf8", env: { ...process.env, ...env } });
  if (ran.status !== 0) throw new Error(`${name} ${args.join(" ")} failed: ${(ran.stderr || ran.stdout).trim().slice(-500)}`);
  return Math.round(performance.now() - start);
}
