// Builds packages/*/dist with tsc, and copies the data files that the code reads at run time.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

for (const name of ["core", "server"]) {
  const folder = `${root}packages/${name}`;
  rmSync(`${folder}/dist`, { recursive: true, force: true });
  const built = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", `${folder}/tsconfig.json`], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
  cpSync(`${folder}/src`, `${folder}/dist`, {
    recursive: true,
    filter: (path) => !/\.(ts|tsx)$/.test(path),
  });
}
