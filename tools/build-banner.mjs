// Bundles the banner's script with its style: packages/banner/src/browser -> packages/banner/assets/banner.js, one text without
// the banner's data, which packages/banner/src/build puts before it.
import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const folder = fileURLToPath(new URL("../packages/banner/", import.meta.url));
const target = ["es2022", "chrome109", "firefox115", "safari16"];

/** Style becomes a text of the script, as short as the script is. */
const styleAsText = {
  name: "style as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Builds it; the file takes its place whole. */
export async function buildBanner() {
  const next = `${folder}assets/.banner-${process.pid}.js`;
  mkdirSync(`${folder}assets`, { recursive: true });
  await build({
    entryPoints: [`${folder}src/browser/main.ts`],
    outfile: next,
    bundle: true,
    minify: true,
    format: "iife",
    target,
    charset: "utf8",
    conditions: ["source"],
    legalComments: "none",
    logLevel: "warning",
    plugins: [styleAsText],
  });
  renameSync(next, `${folder}assets/banner.js`);
}

if (argv[1] === fileURLToPath(import.meta.url)) await buildBanner();
