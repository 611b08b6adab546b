import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyTree } from "../promises/harness/copy-tree.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A copy of the sources with a patch in it, to be removed. @throws if the patch does not apply: it must follow the code. */
export function patchedTree(patch: string): { readonly tree: string; readonly remove: () => void } {
  const tree = mkdtempSync(join(tmpdir(), "troth-patched-"));
  const remove = () => rmSync(tree, { recursive: true, force: true });
  copyTree(ROOT, tree);
  // Outside a repository `git apply` would skip files in silence where a parent folder is one.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: join(tree, "..") };
  const applied = spawnSync("git", ["apply", "--whitespace=nowarn", "--unidiff-zero", patch], {
    cwd: tree,
    encoding: "utf8",
    env,
  });
  if (applied.status === 0) return { tree, remove };
  remove();
  throw new Error(`${patch} does not apply: ${applied.stderr.trim()}`);
}
