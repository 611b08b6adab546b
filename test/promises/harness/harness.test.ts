import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const tree = mkdtempSync(join(tmpdir(), "troth-fake-tree-"));
afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** A promise test that reads the fake product: `secrets.txt` says which words a copy leaves out. */
const promiseTest = (word: string) => `
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
const left = readFileSync(new URL("../../product.txt", import.meta.url), "utf8");
if (left.includes("cannot start")) throw new Error("the product did not start");
test("leaves out ${word}", () => { expect(left).toContain(${JSON.stringify(word)}); });
`;

const patch = `--- a/product.txt
+++ b/product.txt
@@ -1,2 +1 @@
 leaves out: password
-leaves out: card
`;

const files: Readonly<Record<string, string>> = {
  "product.txt": "leaves out: password\nleaves out: card\n",
  "package.json": JSON.stringify({ type: "module" }),
  "vitest.config.ts": 'export default { test: { include: ["test/**/*.test.ts"] } };\n',
  "test/promises/promises.yaml":
    "alpha:\n  AAA-01: One.\n  AAA-02: Two.\n  AAA-03: Three.\nbeta:\n  BBB-01: Four.\n  BBB-02: Five.\n",
  "test/promises/AAA-01.test.ts": promiseTest("password"),
  "test/promises/AAA-01.mutate.yaml":
    '- { edit: product.txt, replace: "leaves out: password", with: "keeps: secret", breaks: leaves out password }\n- { patch: no-card, breaks: leaves out password }\n- { edit: product.txt, replace: "leaves out: card", with: "cannot start", breaks: leaves out password }\n- { edit: product.txt, replace: "nowhere", with: "x", breaks: leaves out password }\n',
  "test/promises/AAA-02.test.ts": promiseTest("identity number"),
  "test/promises/BBB-01.test.ts": promiseTest("card"),
  "test/promises/BBB-01.mutate.yaml": "- { patch: no-card, breaks: leaves out card }\n",
  "test/promises/BBB-02.test.ts": 'import { test } from "vitest";\ntest.skip("needs a server", () => {});\n',
  "test/promises/patches/no-card.patch": patch,
};
for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}
mkdirSync(join(tree, "node_modules"));
for (const name of readdirSync(join(repository, "node_modules"))) {
  if (name !== "@troth" && name !== "troth")
    symlinkSync(join(repository, "node_modules", name), join(tree, "node_modules", name));
}

function promises(...args: readonly string[]) {
  const run = [join(repository, "test/promises/run.ts"), "--tree", tree, ...args];
  return spawnSync(process.execPath, ["--import", "tsx", ...run], {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8", TROTH_TEST_REPORT: "" },
  });
}

describe("npm run promises", () => {
  test("tells kept, broken and not known apart, by system, without color on a pipe", () => {
    const { stdout, status } = promises();
    expect(stdout).toMatch(/^5 promises of 2 systems {8}✓ 2 can be kept {3}✗ 1 broken {3}\? 2 not known$/m);
    expect(stdout).toMatch(/^alpha {2}█▓░ {2}✓ {2}1 {2}✗ {2}1 {2}\? {2}1$/m);
    expect(stdout).toMatch(/^beta {3}█░ {3}✓ {2}1 {8}\? {2}1$/m);
    expect(stdout).toMatch(
      /✗ AAA-02 {2}Two\.\n {2}leaves out identity number: AssertionError.*\n {2}test\/promises\/AAA-02\.test\.ts:\d+/,
    );
    expect(stdout).toContain("no test carries the id yet: AAA-03");
    expect(stdout).toContain("? BBB-02  not run here: needs a server");
    expect(stdout).not.toContain("\u001b");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("2 can be kept, 1 broken, 2 not known");
    expect(status).toBe(1);
  });

  test("prints one object with --json, of the system that is named", () => {
    const { stdout, status } = promises("--json", "--system", "beta");
    const { kept, broken, notKnown, promises: judged } = JSON.parse(stdout);
    expect({ kept, broken, notKnown, ids: judged.map(({ id }: { id: string }) => id) }).toEqual({
      kept: 1,
      broken: 0,
      notKnown: 1,
      ids: ["BBB-01", "BBB-02"],
    });
    expect(status).toBe(0);
  });

  test("refuses an id that is no promise", () => {
    const { stderr, status } = promises("--id", "AAA-99");
    expect({ stderr, status }).toEqual({ stderr: "there is no promise `AAA-99`\n", status: 2 });
  });
});

describe("npm run promises -- --mutate", () => {
  test("passes when each promise's own assertion noticed", () => {
    const { stdout, status } = promises("--mutate", "--id", "BBB-01");
    expect(stdout).toContain('✓ BBB-01  no-card caught by "leaves out card"');
    expect(status).toBe(0);
  });

  test("fails for a mutation that survived, that broke the start, or that does not apply", () => {
    const { stdout, status } = promises("--mutate", "--json", "--id", "AAA-01");
    const outcomes = JSON.parse(stdout).mutations.map(({ outcome }: { outcome: string }) => outcome);
    expect(outcomes).toEqual(["caught", "survived", "failed elsewhere", "does not apply"]);
    expect(status).toBe(1);
  });

  test("fails for a promise without a mutation", () => {
    writeFileSync(join(tree, "test/promises/BBB-02.test.ts"), promiseTest("card"));
    const { stdout, status } = promises("--mutate", "--id", "BBB-02");
    expect(stdout).toContain("there is no BBB-02.mutate.yaml");
    expect(status).toBe(1);
  });

  test("breaks what the test of a promise shows, though a part of it was not run", () => {
    writeFileSync(join(tree, "test/promises/AAA-03.test.ts"), `${promiseTest("card")}test.skip("later", () => {});\n`);
    writeFileSync(join(tree, "test/promises/AAA-03.mutate.yaml"), "- { patch: no-card, breaks: leaves out card }\n");
    const { stdout, status } = promises("--mutate", "--json", "--id", "AAA-03");
    const { notKnown, mutations } = JSON.parse(stdout);
    expect({ notKnown, outcomes: mutations.map(({ outcome }: { outcome: string }) => outcome), status }).toEqual({
      notKnown: 1,
      outcomes: ["caught"],
      status: 0,
    });
  });
});
