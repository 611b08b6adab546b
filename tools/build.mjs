// Builds packages/*/dist with tsc, copies the data files that the code reads at run time, bundles what browsers load, and
// prepares the embedded database that first starts begin with. A new dist takes the place of the old one at once:
// whoever runs the program meanwhile sees one or the other, never half.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildAssets } from "./build-assets.mjs";
import { buildBanner } from "./build-banner.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = `${root}node_modules/typescript/bin/tsc`;

for (const name of ["core", "banner", "app", "sdk", "server"]) {
  const folder = `${root}packages/${name}`;
  const next = `${folder}/.dist-${process.pid}`;
  const built = spawnSync(process.execPath, [tsc, "-p", `${folder}/tsconfig.json`, "--outDir", next], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (built.status !== 0) {
    rmSync(next, { recursive: true, force: true });
    process.exit(built.status ?? 1);
  }
  cpSync(`${folder}/src`, next, {
    recursive: true,
    filter: (path) => !/\.(ts|tsx)$|\/pages\/assets(\/|$)|\/banner\/src\/browser(\/|$)/.test(path),
  });
  const old = `${folder}/.dist-old-${process.pid}`;
  if (existsSync(`${folder}/dist`)) renameSync(`${folder}/dist`, old);
  renameSync(next, `${folder}/dist`);
  rmSync(old, { recursive: true, force: true });
}

await buildAssets();
await buildBanner();

const { prepareFirstHome } = await import(pathToFileURL(`${root}packages/server/dist/installation/prepare-first-home.js`).href);
await prepareFirstHome();
