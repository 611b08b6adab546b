import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LawChange, SaidRule } from "@troth/core/jurisdictions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommandLine } from "../command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "troth-law-"));
beforeAll(() => {
  writeFileSync(
    join(folder, "troth.yaml"),
    `troth: 1
organization: { name: Fell, country: GB, contact: privacy@fell.example }
laws: [uk-gdpr]
purposes:
  letters: { kind: newsletter, basis: consent, data: [contact.email] }
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<{ readonly status: number; readonly out: string }> {
  let out = "";
  const write = (text: string) => {
    out += text;
  };
  const status = await runCommandLine(args, { stdout: { write }, stderr: { write }, env: { LANG: "C.UTF-8" }, cwd: folder });
  return { status, out };
}

test("shows what a law says on a day, and another on another", async () => {
  const rules = async (day: string): Promise<readonly SaidRule[]> =>
    JSON.parse((await run("law", "--on", day, "--json")).out).rules;
  const [before, after] = [await rules("2026-02-04"), await rules("2026-02-05")];
  const clock = (all: readonly SaidRule[]) =>
    all.filter(({ list, says }) => list === "clocks" && says.startsWith("answer (access"));
  expect(clock(before).map(({ article }) => article)).toEqual(["UK GDPR Art. 12(3), 4A"]);
  expect(clock(after).map(({ article }) => article)).toEqual(["UK GDPR Art. 12(3), 12A(1)-(2)"]);
  expect(after.every(({ law, article }) => law === "uk-gdpr" && /\d/.test(article))).toBe(true);
});

test("shows what changed since a day, with the lines of the program behind what it touches", async () => {
  const { status, out } = await run("law", "--since", "2018-05-24", "--json");
  expect(status).toBe(1);
  const changes: readonly LawChange[] = JSON.parse(out).changes;
  const consent = changes.find(({ rule }) => rule.article === "UK GDPR Art. 6(1)(a)");
  expect(consent?.touches).toMatchObject([
    { part: "purposes", id: "letters", place: { file: expect.stringMatching(/troth\.yaml$/), line: 5 } },
  ]);
  expect(changes.filter(({ change, day }) => change === "ends" && day === "2026-02-05").length).toBeGreaterThan(0);
  expect((await run("law", "--since", "2099-01-01")).status).toBe(0);
});

test("marks what nobody has read, and says how many there are", async () => {
  const { out } = await run("law", "--on", "2026-11-28");
  expect(out).toMatch(/\? .*not verified/);
  expect(out).toMatch(/\d+ rules on 2026-11-28, \d+ of which nobody has read in its text/);
});
