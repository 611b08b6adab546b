import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const built = existsSync(join(repository, "packages/server/dist/main.js"));

/** The lines of an output with what differs from run to run taken out: figures, hashes, paths, widths. */
function shapeOf(output: string): readonly string[] {
  return output
    .trim()
    .split("\n")
    .map((line) =>
      line
        .replace(/\S*\/\S+/g, "<path>")
        .replace(/\b[0-9a-f]{4,}\b…?/g, "<hash>")
        .replace(/\d+ min /g, "")
        .replace(/\d[\d,.]*/g, "0")
        .replace(/\s+/g, " ")
        .trim(),
    );
}

test.skipIf(!built)("README.md shows the demo as it runs (npm run docs -- --demo renews it)", () => {
  const block =
    /<!-- demo:start -->\s*```\n\$ npm run demo\n([\s\S]*?)```/.exec(readFileSync(join(repository, "README.md"), "utf8"))?.[1] ??
    "";
  const home = mkdtempSync(join(tmpdir(), "troth-readme-"));
  const { stdout, stderr } = spawnSync(process.execPath, ["packages/server/bin/troth.js", "demo"], {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, TROTH_HOME: home, LC_ALL: "C.UTF-8", NO_COLOR: "1" },
  });
  rmSync(home, { recursive: true, force: true });
  expect(stderr).toBe("");
  expect(shapeOf(block)).toEqual(shapeOf(stdout));
});
