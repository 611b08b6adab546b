// Bundles what browsers load: packages/server/src/pages/assets -> packages/server/assets, one file each, minified. The
// server finds them there whether it runs from its sources or from dist.
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const from = `${root}packages/server/src/pages/assets`;
const to = `${root}packages/server/assets`;

/** Builds all of them; each file takes its place whole. */
export async function buildAssets() {
  const next = `${root}packages/server/.assets-${process.pid}`;
  const scripts = readdirSync(from).filter((name) => name.endsWith(".ts"));
  await build({
    entryPoints: [...scripts.map((name) => `${from}/${name}`), `${from}/center.css`, `${from}/staff.css`],
    outdir: next,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    conditions: ["source"],
    legalComments: "none",
    logLevel: "warning",
  });
  copyFileSync(`${from}/icon.svg`, `${next}/icon.svg`);
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(next)) renameSync(`${next}/${name}`, `${to}/${name}`);
  rmSync(next, { recursive: true });
}

if (argv[1] === fileURLToPath(import.meta.url)) await buildAssets();
