import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkImports } from "../../tools/check-imports.mjs";
import { core, homes, server } from "../../tools/import-rules.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A small tree that keeps every rule: two packages, their doors, one library at home. */
const sound: Readonly<Record<string, string>> = {
  "packages/core/package.json": JSON.stringify({
    name: "@troth/core",
    type: "module",
    exports: { "./*": { source: "./src/*/index.ts" } },
    dependencies: { yaml: "2.9.1" },
  }),
  "packages/server/package.json": JSON.stringify({
    name: "troth",
    type: "module",
    dependencies: { "@troth/core": "0.1.0", ...Object.fromEntries(Object.keys(homes).map((name) => [name, "1.0.0"])) },
  }),
  "packages/core/src/foundation/index.ts": "export const one = 1;\n",
  "packages/core/src/foundation/inner.ts": "export const inner = 1;\n",
  "packages/core/src/program/index.ts":
    'import { parse } from "yaml";\nimport { one } from "../foundation/index.ts";\nexport const two = parse(String(one));\n',
  "packages/server/src/foundation/index.ts": 'export { one } from "@troth/core/foundation";\n',
  "packages/server/src/storage/index.ts":
    'import pg from "pg";\nimport { one } from "../foundation/index.ts";\nexport const client = [pg, one];\n',
  "packages/server/src/cli/index.ts": 'import { client } from "../storage/index.ts";\nexport const main = client;\n',
  "packages/server/src/storage/store.test.ts": 'import libsql from "libsql";\nexport const seen = libsql;\n',
};

/** One fault a file, with the rule that must name it. */
const faults: readonly { readonly file: string; readonly code: string; readonly rule: string }[] = [
  {
    file: "packages/core/src/foundation/upward.ts",
    code: 'import { two } from "../program/index.ts";\nexport const up = two;\n',
    rule: "core/foundation imports nothing",
  },
  {
    file: "packages/server/src/storage/upward.ts",
    code: 'import type { main } from "../cli/index.ts";\nexport type Up = typeof main;\n',
    rule: "server/storage imports foundation",
  },
  {
    file: "packages/server/src/connectors/sideways.ts",
    code: 'export async function late() {\n  return await import("../storage/index.ts");\n}\n',
    rule: "server/connectors imports foundation, outbound",
  },
  { file: "packages/core/src/helpers/index.ts", code: "export const any = 1;\n", rule: "core has no such folder in the table" },
  {
    file: "packages/core/src/program/window.ts",
    code: 'import { inner } from "../foundation/inner.ts";\nexport const through = inner;\n',
    rule: "through the door",
  },
  {
    file: "packages/server/src/program/path.ts",
    code: 'import { one } from "../../../core/src/foundation/index.ts";\nexport const path = one;\n',
    rule: "core is not a path",
  },
  {
    file: "packages/core/src/program/reads.ts",
    code: 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    rule: "core is pure",
  },
  {
    file: "packages/core/src/program/depends.ts",
    code: 'import { client } from "../../../server/src/storage/index.ts";\nexport const it = client;\n',
    rule: "core stands alone",
  },
  {
    file: "packages/server/src/cli/tested.ts",
    code: 'import { helper } from "../../../../test/helper.ts";\nexport const h = helper;\n',
    rule: "packages import no tests",
  },
  {
    file: "packages/server/src/cli/undeclared.ts",
    code: 'import { z } from "zod";\nexport const schema = z;\n',
    rule: "declared dependencies only",
  },
  { file: "packages/server/src/cli/lost.ts", code: 'export { gone } from "./gone.ts";\n', rule: "resolvable" },
  {
    file: "test/promises/ABC-01.test.ts",
    code: 'import { lost } from "../../packages/server/src/cli/lost.ts";\nexport const inside = lost;\n',
    rule: "promises act from outside",
  },
  ...Object.keys(homes).map((library) => ({
    file: `packages/server/src/keys/uses-${library.replaceAll(/\W/g, "-")}.ts`,
    code: `import * as library from "${library}";\nexport const at = library;\n`,
    rule: `home of ${library}`,
  })),
];

function plant(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "troth-imports-"));
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), code);
  }
  mkdirSync(join(root, "node_modules/@troth"), { recursive: true });
  symlinkSync(join(root, "packages/core"), join(root, "node_modules/@troth/core"));
  for (const library of ["yaml", "zod", ...Object.keys(homes)]) {
    mkdirSync(dirname(join(root, "node_modules", library)), { recursive: true });
    symlinkSync(join(repository, "node_modules", library), join(root, "node_modules", library));
  }
  return root;
}

describe("the import rules", () => {
  const roots: string[] = [];
  let found: Awaited<ReturnType<typeof checkImports>>;

  beforeAll(async () => {
    const extra = { "test/helper.ts": "export const helper = 1;\n" };
    const planted = Object.fromEntries(faults.map(({ file, code }) => [file, code]));
    roots.push(plant(sound), plant({ ...sound, ...extra, ...planted }));
    found = await checkImports(roots[1] ?? "");
  });
  afterAll(() => {
    for (const root of roots) rmSync(root, { recursive: true, force: true });
  });

  test("find nothing in a sound tree", async () => {
    const { violations, unread } = await checkImports(roots[0] ?? "");
    expect({ violations, unread }).toEqual({ violations: [], unread: [] });
  });

  test.each(faults)("name the fault in $file", ({ file, rule }) => {
    expect(found.violations.filter(({ from }) => from === file).map((violation) => violation.rule)).toContain(rule);
  });

  test("accuse no file that is sound", () => {
    const planted = new Set(faults.map(({ file }) => file));
    expect(found.violations.filter(({ from }) => !planted.has(from))).toEqual([]);
  });

  test("refuse a run that could not read a file", async () => {
    // dependency-cruiser's parser does not take this kind of file, and says nothing about it.
    const root = plant({ ...sound, "packages/server/src/cli/unseen.mts": 'import "../storage/index.ts";\n' });
    roots.push(root);
    const { violations, unread } = await checkImports(root);
    expect({ violations, unread }).toEqual({ violations: [], unread: ["packages/server/src/cli/unseen.mts"] });
  });

  test.each([
    ["core", core],
    ["server", server],
  ])("let no folder of %s import one that stands below it in the table", (_, table) => {
    const order = Object.keys(table);
    for (const [folder, allowed] of Object.entries(table)) {
      if (allowed === "*") continue;
      for (const name of allowed) expect(order.indexOf(name), `${folder} imports ${name}`).toBeLessThan(order.indexOf(folder));
      expect(order).toEqual(expect.arrayContaining([...allowed]));
    }
  });

  test("hold for this repository", async () => {
    const { violations, unread } = await checkImports(repository.replace(/\/$/, ""));
    expect({ violations, unread }).toEqual({ violations: [], unread: [] });
  });
});
