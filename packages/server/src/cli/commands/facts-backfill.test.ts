// An application that is reached through its own code has no rows that a command could read.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runCommandLine } from "../command-line.ts";

const PROGRAM = fileURLToPath(new URL("../../../../../examples/reading-room/troth.yaml", import.meta.url));

test("who would read rows of an application is told that it tells its facts itself", async () => {
  const home = mkdtempSync(join(tmpdir(), "troth-backfill-"));
  const said: string[] = [];
  const outlet = { write: (text: string) => void said.push(text) };
  const place = { stdout: outlet, stderr: outlet, env: { LANG: "C.UTF-8", TROTH_HOME: home }, cwd: home };
  try {
    expect(await runCommandLine(["facts", "backfill", "app", "--program", PROGRAM], place)).toBe(2);
  } finally {
    rmSync(home, { recursive: true });
  }
  expect(said.join("").replaceAll(/\s+/g, " ")).toContain("which tells its facts itself call `facts` of the SDK");
});
