// Bundles the banner's script with its style: packages/banner/src/browser -> packages/banner/assets/banner.js, one text without
// the banner's data, which packages/banner/src/build puts before it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { minify } from "terser";

const folder = fileURLToPath(new URL("../packages/banner/", import.meta.url));
const target = ["es2022", "chrome109", "firefox115", "safari16"];

/** Style becomes a text of the script, as short as the script is. */
const styleAsText = {
  name: "style as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target });
      // The value of a custom property is left as it is written: of ours none has a space that says anything.
      const tight = code
        .replace(/(--[\w-]+): /g, "$1:")
        .replace(/, /g, ",")
        .replace(" / ", "/");
      return { contents: tight.trim(), loader: "text" };
    });
  },
};

/** A fiftieth less than esbuild's own makes of it, and each visitor of each site transfers it. On one line. */
async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [`${folder}src/browser/${entry}`],
    write: false,
    bundle: true,
    format: "iife",
    target,
    charset: "utf8",
    conditions: ["source"],
    legalComments: "none",
    logLevel: "warning",
    plugins: [styleAsText],
  });
  const compress = { passes: 3, hoist_funs: true };
  const { code = "" } = await minify(outputFiles[0]?.text ?? "", { ecma: 2020, toplevel: true, compress });
  return code.trim();
}

/** Builds it, what only some programs need on a line before it; the file takes its place whole. */
export async function buildBanner() {
  const next = `${folder}assets/.banner-${process.pid}.js`;
  mkdirSync(`${folder}assets`, { recursive: true });
  writeFileSync(next, `${await bundled("add-ons.ts")}\n${await bundled("main.ts")}\n`);
  renameSync(next, `${folder}assets/banner.js`);
}

if (argv[1] === fileURLToPath(import.meta.url)) await buildBanner();
