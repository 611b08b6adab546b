import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { GRANTS, LAW_OF, PRECEDENCE } from "@troth/core/decisions";
import { lawBook, RULE_LISTS, sayRule } from "@troth/core/laws";
import { expect, test } from "vitest";
import { decisionsTable } from "../../tools/decisions-table.mjs";
import { importTable } from "../../tools/import-rules.mjs";
import { lawsIndex } from "../../tools/laws-index.mjs";
import { inAppBlocks, replaceBlock } from "../../tools/write-docs.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string) => readFileSync(join(repository, file), "utf8");
const pages = [
  ...readdirSync(repository).filter((name) => name.endsWith(".md")),
  ...["docs", "examples", "test"].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];

/** Where the relative links of a page lead, without their anchors. */
function linksOf(page: string): readonly string[] {
  const targets = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  return targets.filter((target) => !/^(https?:|mailto:|#)/.test(target)).map((target) => target.replace(/#.*$/, ""));
}

test.each(pages)("every link of %s leads to a file", (page) => {
  const dead = linksOf(page).filter((target) => !existsSync(join(repository, dirname(page), target)));
  expect(dead).toEqual([]);
});

test("ARCHITECTURE.md shows the import table as it is enforced", () => {
  const page = read("ARCHITECTURE.md");
  expect(replaceBlock(page, "imports", importTable())).toBe(page);
});

test("docs/decisions.md shows the order of precedence as it is decided, with the examples that are tried", () => {
  const page = read("docs/decisions.md");
  const table = decisionsTable({ precedence: PRECEDENCE, grants: GRANTS, lawOf: LAW_OF, lawBook });
  expect(replaceBlock(page, "order", table)).toBe(page);
});

test("docs/laws.md has every rule of every law as it is judged", () => {
  const page = read("docs/laws.md");
  expect(replaceBlock(page, "laws", lawsIndex({ lawBook, ruleLists: RULE_LISTS, sayRule }))).toBe(page);
});

test("every promise that the order of precedence names is one", () => {
  const list = read("test/promises/promises.yaml");
  for (const id of PRECEDENCE.flatMap(({ promises }) => promises)) expect(list).toContain(`  ${id}: `);
});

test.each(inAppBlocks())("%s shows the example of %s as it is compiled", (file, name, text) => {
  const page = read(file);
  expect(replaceBlock(page, name, text)).toBe(page);
});

test("every folder with code has its row in the table of ARCHITECTURE.md", () => {
  const table = importTable();
  for (const name of ["core", "server"]) {
    const folders = readdirSync(join(repository, `packages/${name}/src`), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    for (const folder of folders) expect(table).toContain(`\`${name}/${folder.name}\``);
  }
});

test("every npm script that a page names exists", () => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/\bnpm run (?:--silent )?([a-z]+)/g)].map((match) => match[1] ?? ""),
  );
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});

test("README.md names the command that CI runs as its test", () => {
  const block = /<!-- test:start -->([\s\S]*?)<!-- test:end -->/.exec(read("README.md"))?.[1] ?? "";
  expect(block.split("\n").filter((line) => line.startsWith("npm "))).toEqual(["npm ci && npm test"]);
});
