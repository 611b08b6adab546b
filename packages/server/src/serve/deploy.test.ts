// docs/deploy.md and the files it names say what the code does.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { replaceBlock } from "../../../../tools/write-docs.mjs";
import { budgetsTable, variables, variablesTable } from "./index.ts";
import { readEnvironment } from "./read-environment.ts";

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../../../${name}`, import.meta.url)), "utf8");

test("docs/deploy.md shows the environment and the budgets as they are (npm run docs renews it)", () => {
  const page = read("docs/deploy.md");
  expect(replaceBlock(page, "variables", variablesTable())).toBe(page);
  expect(replaceBlock(page, "budgets", budgetsTable())).toBe(page);
});

test("every example of a variable is one that is accepted", () => {
  for (const { name, example, fault } of variables) expect(fault(example), name).toBeUndefined();
});

test.each(["deploy/Containerfile", "deploy/troth.service", "deploy/nginx.conf", "deploy/Caddyfile"])(
  "%s names no variable that is not read",
  (file) => {
    const named = [...read(file).matchAll(/\b(TROTH_[A-Z_]+)(?:=(\S+))?/g)];
    const known = new Set(variables.map((one) => one.name));
    expect(named.map((match) => match[1]).filter((name) => !known.has(name ?? ""))).toEqual([]);
    const set = named
      .filter((match) => match[2] !== undefined)
      .map((match) => [match[1], match[2]?.replace(/^["']|["'.,]$/g, "")]);
    expect(() => readEnvironment({ TROTH_ADDRESS: "https://privacy.example.com", ...Object.fromEntries(set) })).not.toThrow();
  },
);
