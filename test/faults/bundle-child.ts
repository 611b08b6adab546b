// One file of the child and all of our sources: a process then starts in half a second instead of two, and it is started
// twice for every kill.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/troth-tests/", import.meta.url));

const ours: Plugin = {
  name: "ours",
  setup({ onResolve, onLoad }) {
    // Other people's packages stay where they are.
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("@troth/") ? undefined : { path, external: true },
    );
    // A file that asks where it is must hear where its source is: workers and prepared folders lie beside it.
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
      loader: "ts",
    }));
  },
};

/** Writes the child's file; `remove` it at the end. */
export async function bundleChild(): Promise<{ readonly file: string; readonly remove: () => void }> {
  mkdirSync(CACHE, { recursive: true });
  const file = join(CACHE, `faults-child-${process.pid}.mjs`);
  await build({
    entryPoints: [CHILD],
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    conditions: ["source"],
    logLevel: "error",
    plugins: [ours],
  });
  return { file, remove: () => rmSync(file, { force: true }) };
}
