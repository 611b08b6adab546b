import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadProgram, ProgramUnreadable, resolveSecret, SecretMissing, secretNames } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "troth-program-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const HEAD = "troth: 1\norganization: { name: Larkspur, country: US, contact: privacy@larkspur.example }\n";

test("a program is read with its parts, by name and by pattern", () => {
  write("parts/stores/a.yaml", "stores: { a: { connector: sqlite, url: '${A}', datasets: { t: { rest: none } } } }\n");
  write("parts/stores/b.yaml", "stores: { b: { connector: sqlite, url: '${B}', datasets: { t: { rest: none } } } }\n");
  write("parts/deep/er/c.yaml", "subjects: [visitor]\n");
  write("parts/trackers.yaml", "staff: { officer: }\n");
  const path = write("parts/troth.yaml", `${HEAD}include: [stores/*.yaml, deep/**/*.yaml, trackers.yaml]\n`);
  const { program, findings } = loadProgram(path);
  expect(findings.filter(({ level }) => level === "error")).toEqual([]);
  expect(Object.keys(program?.stores ?? {})).toEqual(["a", "b"]);
  expect(Object.keys(program?.subjects ?? {})).toEqual(["visitor"]);
});

test("what is missing is named where it is included", () => {
  const path = write("lost/troth.yaml", `${HEAD}include:\n  - stores/*.yaml\n  - gone.yaml\n`);
  const { program, findings } = loadProgram(path);
  expect(program).toBeUndefined();
  expect(findings.map(({ code, place }) => [code, place?.line])).toEqual([
    ["include", 4],
    ["include", 5],
  ]);
});

test("a program that is not there is an error with advice", () => {
  const load = () => loadProgram(join(folder, "nowhere.yaml"));
  expect(load).toThrow(ProgramUnreadable);
  expect(load).toThrow(/no such file/);
});

test("secrets come from the environment, a default or a file", () => {
  const file = write("password", "hunter2\n");
  expect(resolveSecret("postgres://${USER_NAME}@${HOST:-localhost}/x", { USER_NAME: "reader" })).toBe(
    "postgres://reader@localhost/x",
  );
  expect(resolveSecret(`\${file:${file}}`, {})).toBe("hunter2");
  expect(resolveSecret("${EMPTY:-}", {})).toBe("");
  expect(secretNames("${A}:${B:-x}")).toEqual(["A", "B"]);
});

test("a secret that is missing is named, and no value is told", () => {
  const environment = { OTHER: "hunter2" };
  for (const text of ["${OTHER}${MISSING}", "${OTHER}${file:/nowhere/at/all}", "${OTHER}${a b}", "${OTHER}${file:here}"]) {
    try {
      resolveSecret(text, environment, "troth.yaml:3:1");
      expect.unreachable(text);
    } catch (error) {
      expect(error).toBeInstanceOf(SecretMissing);
      expect(String((error as SecretMissing).message) + (error as SecretMissing).advice).not.toContain("hunter2");
      expect((error as SecretMissing).place).toBe("troth.yaml:3:1");
    }
  }
});
