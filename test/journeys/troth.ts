// Runs the program as it is installed: the built `troth`, in a process of its own, on a pipe.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SHORT_LIVED } from "../support/short-lived.ts";

const MAIN = fileURLToPath(new URL("../../packages/server/dist/main.js", import.meta.url));

/** What a command gave. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where commands run: a folder of its own, and what the environment says. */
export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder that is taken away by `drop`. */
export function freshFolder(): { readonly folder: string; readonly drop: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "troth-journey-"));
  return { folder, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs `troth` with these arguments. Of this process's environment it sees the path alone. */
export function troth({ cwd, env = {} }: Place, ...args: readonly string[]): Ran {
  if (!existsSync(MAIN)) throw new Error("packages/server/dist is not built: npm run build");
  const ran = spawnSync(process.execPath, [...SHORT_LIVED, MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", ...env },
    encoding: "utf8",
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.error !== undefined) throw ran.error;
  return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

/** Whatever a command printed must be plain on a pipe, and never a stack trace. Returns what is wrong. */
export function faultsOf({ stdout, stderr }: Ran): readonly string[] {
  const faults: string[] = [];
  const all = `${stdout}\n${stderr}`;
  if (all.includes("\u001b")) faults.push("a color or a control sequence on a pipe");
  if (/^\s+at .*[:(]\S+:\d+/m.test(all) || /node:internal|\.js:\d+:\d+/.test(all)) faults.push("a stack trace");
  if (/Unhandled|UnhandledPromiseRejection|\[object Object\]|undefined/.test(all)) faults.push("something that is no sentence");
  return faults;
}
