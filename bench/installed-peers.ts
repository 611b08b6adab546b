import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The folder of what a bench measures beside ours, which has a lock file of its own: it is installed by the first run, so that
 * nobody who only wants to build carries it. `--ignore-scripts`: nothing of it runs before the bench does.
 */
export function installedPeers(at: URL): string {
  const folder = fileURLToPath(at);
  if (!existsSync(`${folder}node_modules/.package-lock.json`)) {
    process.stderr.write(`installing what is measured beside ours, once, into ${folder}\n`);
    execFileSync("npm", ["ci", "--ignore-scripts", "--engine-strict=false", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: folder,
      stdio: "inherit",
    });
  }
  return folder;
}
