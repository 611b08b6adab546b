// Renews what pages take from code: the import table in ARCHITECTURE.md, the tables of docs/deploy.md, the order in docs/decisions.md, the rules in docs/laws.md, the examples of docs/in-app.md. Needs what is built. With --check only says what is stale.
// With --demo also runs the demo and puts its output into README.md.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { argv, exit, stderr } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { decisionsTable } from "./decisions-table.mjs";
import { importTable } from "./import-rules.mjs";
import { lawsIndex } from "./laws-index.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The text between `<!-- name:start -->` and `<!-- name:end -->`, replaced. */
export function replaceBlock(page, name, text) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no block \`${name}\``);
  return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`;
}

/** The examples of docs/in-app.md are files that the compiler reads. */
export const inAppBlocks = () =>
  ["drizzle", "prisma", "kysely"].map((name) => [
    "docs/in-app.md",
    name,
    `\`\`\`ts\n${readFileSync(`${root}examples/in-app/${name}.ts`, "utf8")}\`\`\``,
  ]);

function demoBlock() {
  const demo = spawnSync("npm", ["run", "--silent", "demo"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8", NO_COLOR: "1" },
  });
  if (demo.status !== 0) throw new Error(`the demo failed: ${demo.stderr}`);
  // Paths of this machine are nobody else's.
  const output = demo.stdout.trimEnd().replaceAll(root, "");
  return `\`\`\`\n$ npm run demo\n\n${output}\n\`\`\``;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  // What the server reads and allows stands in its code.
  const { budgetsTable, variablesTable } = await import(pathToFileURL(`${root}packages/server/dist/serve/index.js`).href);
  const built = (folder) => import(pathToFileURL(`${root}packages/core/dist/${folder}/index.js`).href);
  const { PRECEDENCE: precedence, GRANTS: grants, LAW_OF: lawOf } = await built("decisions");
  const { lawBook, RULE_LISTS: ruleLists, sayRule } = await built("laws");
  const pages = [
    ["ARCHITECTURE.md", "imports", importTable()],
    ["docs/deploy.md", "variables", variablesTable()],
    ["docs/deploy.md", "budgets", budgetsTable()],
    ["docs/decisions.md", "order", decisionsTable({ precedence, grants, lawOf, lawBook })],
    ["docs/laws.md", "laws", lawsIndex({ lawBook, ruleLists, sayRule })],
    ...inAppBlocks(),
  ];
  if (argv.includes("--demo")) pages.push(["README.md", "demo", demoBlock()]);
  for (const [file, name, text] of pages) {
    const page = readFileSync(`${root}${file}`, "utf8");
    const renewed = replaceBlock(page, name, text);
    if (renewed === page) continue;
    if (argv.includes("--check")) {
      stderr.write(`${file} is stale: npm run docs\n`);
      exit(1);
    }
    writeFileSync(`${root}${file}`, renewed);
  }
}
