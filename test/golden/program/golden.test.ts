import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { compileProgram, renderFindings } from "@troth/core/program";
import { expect, test } from "vitest";

// TROTH_GOLDEN=write npx vitest run test/golden/program   writes the .txt files anew: read the difference before committing.
const folder = new URL("./", import.meta.url).pathname;
const WRITE = process.env.TROTH_GOLDEN === "write";

const read = (path: string): string | undefined =>
  existsSync(`${folder}${path}`) ? readFileSync(`${folder}${path}`, "utf8") : undefined;

function check(file: string) {
  return compileProgram({ file, read, match: () => [], today: "2026-11-22" });
}

const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

test.each(files)("%s: its mistakes are told as written down", (file) => {
  const { program, findings, texts } = check(file);
  const printed = `${renderFindings(findings, [...texts.keys()]).join("\n")}\n`;
  const golden = file.replace(/\.yaml$/, ".txt");
  if (WRITE) writeFileSync(`${folder}${golden}`, printed);
  expect(printed).toBe(read(golden));
  expect(program).toBeUndefined();
});

test("every code that the compiler has is shown by one of these files", () => {
  const shown = new Set(files.flatMap((file) => check(file).findings.map(({ code }) => code)));
  const wanted = (
    "yaml twice shape include unknown category place source kind replaced contradiction never-collected never-stored anonymous " +
    "basis interest duty because unstoppable withdraw stop-narrowed doubt instruction no-client only limited safeguards special " +
    "assessment agreement transfer told receives essential tracker-lasts unreached no-root no-period no-date kept-forever exception " +
    "law-conflict exclusion-ended banner-weak right-unrunnable no-notice no-entry promise-unkept secret-in-file no-data link match column"
  ).split(" ");
  expect(wanted.filter((code) => !shown.has(code))).toEqual([]);
  expect([...shown].filter((code) => !wanted.includes(code))).toEqual([]);
});

test("no secret of a file is printed", () => {
  const { findings, texts } = check("rules.yaml");
  const printed = renderFindings(findings, [...texts.keys()]).join("\n");
  for (const secret of ["hunter2", "letmein", "swordfish", "abc123"]) expect(printed).not.toContain(secret);
});

test("every finding has a place with its line, and the mark lies in the line", () => {
  for (const finding of files.flatMap((file) => check(file).findings)) {
    expect(finding.place, finding.says).toBeDefined();
    if (!finding.excerpt) continue;
    const { lines, mark } = finding.excerpt;
    const line = lines.find(({ number }) => number === mark.line)?.text ?? "";
    expect(mark.column + mark.length - 1, finding.says).toBeLessThanOrEqual(Math.max(1, line.length));
  }
});
