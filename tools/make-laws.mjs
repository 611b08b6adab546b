// Makes packages/core/src/laws/registry.ts out of the folders beside it: a folder with a law.ts is a law.
// With --print the result goes to stdout instead; with --check it only says whether the file is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { argv, exit, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../packages/core/src/laws/", import.meta.url));
const NEEDED = ["law.ts", "cases.yaml", "sources.md", "not-rules.ts"];

/** What the law of a folder is called in code: `id-pdp` is `idPdp`. */
export const nameOf = (id) => id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** The folders of laws, in the order of their names. */
export const lawFolders = (laws = folder) =>
  readdirSync(laws, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** What keeps a folder from being a law, each in a sentence. */
export function faultsOf(id, laws = folder) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) return [`laws/${id}: a law's folder is named in small letters, like \`id-pdp\``];
  const missing = NEEDED.filter((file) => !existsSync(`${laws}${id}/${file}`));
  if (missing.length > 0) return missing.map((file) => `laws/${id}: ${file} is missing; docs/adding-a-law.md says what is in it`);
  const text = readFileSync(`${laws}${id}/law.ts`, "utf8");
  const named = text.includes(`export const ${nameOf(id)} = defineLaw(`) && text.includes(`id: ${JSON.stringify(id)},`);
  return named ? [] : [`laws/${id}/law.ts: it must hold \`export const ${nameOf(id)} = defineLaw({ id: "${id}", ...\``];
}

/** The text of registry.ts for some folders. */
export const registryOf = (ids) =>
  [
    "// Made from the folders beside by tools/make-laws.mjs: add a folder and run the tool.",
    ...ids.map((id) => `import { ${nameOf(id)} } from "./${id}/law.ts";`),
    "\n/** Every law that Troth knows, in the order of their folders. */",
    `export const lawBook = [${ids.map(nameOf).join(", ")}] as const;\n`,
  ].join("\n");

if (argv[1] === fileURLToPath(import.meta.url)) {
  const ids = lawFolders();
  const faults = ids.flatMap((id) => faultsOf(id));
  if (faults.length > 0) {
    stderr.write(`${faults.join("\n")}\n`);
    exit(1);
  }
  const made = registryOf(ids);
  if (argv.includes("--print")) stdout.write(made);
  else if (!argv.includes("--check")) writeFileSync(`${folder}registry.ts`, made);
  else if (readFileSync(`${folder}registry.ts`, "utf8") !== made) {
    stderr.write("packages/core/src/laws/registry.ts is stale: node tools/make-laws.mjs\n");
    exit(1);
  }
}
