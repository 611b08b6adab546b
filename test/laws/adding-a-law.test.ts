import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const copy = mkdtempSync(join(tmpdir(), "troth-law-"));
const lawFolder = join(copy, "packages/core/src/laws/atlantis");

/** An invented law: a folder, as docs/adding-a-law.md describes one. */
const ATLANTIS = {
  "law.ts": `import { plain } from "../counting.ts";
import { defineLaw } from "../law.ts";

const rule = { article: "Tablet 1", since: "2026-01-01", verified: true, evidence: "carved in stone", read: "2026-11-28" };

/** The law of the sunken city. */
export const atlantis = defineLaw({
  id: "atlantis",
  short: { en: "Atlantis", id: "Atlantis" },
  name: { en: "Law of Atlantis", id: "Hukum Atlantis" },
  zone: "Atlantic/Azores",
  rights: [{ ...rule, right: "access" }],
  clocks: [
    {
      ...rule,
      act: "answer",
      rights: ["access"],
      starts: "receipt",
      bound: "by",
      period: { count: 12, unit: "days" },
      counting: plain("Tablet 1"),
    },
  ],
});
`,
  "cases.yaml": `zone: Atlantic/Azores
cases:
  - case: Twelve days after a Sunday are a Friday
    when: { right: access, received: 2026-02-15 }
    expect: { right: "yes", outcome: do, clocks: { answer: 2026-02-27 } }
    source: Tablet 1
  - case: This case is wrong by a day, to show that cases are judged
    when: { right: access, received: 2026-02-15 }
    expect: { clocks: { answer: 2026-02-28 } }
    source: Tablet 1
`,
  "sources.md": "# Sources of the law of Atlantis\n",
  "not-rules.ts": "export const notRules: Readonly<Record<string, string>> = {};\n",
};

/** Judges the cases of the invented law with the copy's engine. */
const JUDGE = `import { lawBook } from "@troth/core/laws";
import { readCases } from "./test/laws/read-cases.ts";
import { whatFails } from "./test/laws/run-case.ts";

const law = lawBook.find(({ id }) => id === "atlantis");
const failed = law && readCases(law.id).map((one) => whatFails(law, one));
process.stdout.write(JSON.stringify({ laws: lawBook.map(({ id }) => id), failed }));
`;

function run(args: readonly string[]) {
  const done = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

/** Code, cases' runner and the tool, as they are here; packages by links, and the workspace's own one to the copy. */
function copyRepository(): void {
  const isCode = (path: string): boolean => !path.endsWith(".test.ts");
  for (const path of ["packages/core/src", "packages/core/package.json", "test/laws", "tools/make-laws.mjs", "package.json"])
    cpSync(join(repository, path), join(copy, path), { recursive: true, filter: isCode });
  mkdirSync(join(copy, "node_modules/@troth"), { recursive: true });
  for (const name of readdirSync(join(repository, "node_modules")))
    if (name !== "@troth" && !name.startsWith("."))
      symlinkSync(join(repository, "node_modules", name), join(copy, "node_modules", name));
  symlinkSync(join(copy, "packages/core"), join(copy, "node_modules/@troth/core"));
  writeFileSync(join(copy, "judge.ts"), JUDGE);
}

beforeAll(copyRepository);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("a law is added by its folder and the tool alone", () => {
  test("a folder that is not whole is refused by name, and the registry stays", () => {
    mkdirSync(lawFolder);
    writeFileSync(join(lawFolder, "law.ts"), ATLANTIS["law.ts"]);
    const { status, stderr } = run(["tools/make-laws.mjs"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("laws/atlantis: cases.yaml is missing") });
  });

  test("with its files it is in the registry, and its cases are judged", () => {
    for (const [name, text] of Object.entries(ATLANTIS)) writeFileSync(join(lawFolder, name), text);
    expect(run(["tools/make-laws.mjs", "--check"])).toMatchObject({ status: 1, stderr: expect.stringContaining("is stale") });
    expect(run(["tools/make-laws.mjs"])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(run(["tools/make-laws.mjs", "--check"])).toMatchObject({ status: 0 });
    const { stdout, stderr } = run(["--import", tsx, "--conditions=source", "judge.ts"]);
    expect(stderr).toBe("");
    const { laws, failed } = JSON.parse(stdout) as { readonly laws: readonly string[]; readonly failed: readonly string[][] };
    expect(laws[0]).toBe("atlantis");
    expect(failed).toEqual([[], ['clocks: {"answer":"2026-02-27"} instead of {"answer":"2026-02-28"}']]);
  });
});
