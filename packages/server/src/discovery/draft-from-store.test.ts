import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureGuesses } from "@troth/core/discovery";
import { compileProgram, type Program } from "@troth/core/program";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { harbourSubject, makeHarbour } from "../example/index.ts";
import { draftFromStore } from "./index.ts";

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "discovery-"));
  file = join(folder, "harbour.db");
  makeHarbour(file);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compiled(text: string): Program {
  const { program, findings } = compileProgram({
    file: "troth.yaml",
    read: (path) => (path === "troth.yaml" ? text : undefined),
  });
  if (!program) throw new Error(findings.map((finding) => `${finding.place?.line}: ${finding.says}`).join("\n"));
  return program;
}

describe("a draft of the example", () => {
  it("compiles, and is near the program that a person wrote", async () => {
    const steps: string[] = [];
    const { text, summary } = await draftFromStore({
      url: file,
      store: "app",
      progress: (done, of) => steps.push(`${done}/${of}`),
    });
    expect(steps.at(-1)).toBe("17/17");
    expect(summary).toMatchObject({ datasets: 17, subjects: ["contacts", "users"], undecided: 0, unseen: [] });
    const truth = compiled(readFileSync(new URL("../example/troth.yaml", import.meta.url), "utf8"));
    const measure = measureGuesses(compiled(text), truth);
    console.info("example: precision", measure.precision, "recall", measure.recall, "edits", measure.edits, measure.list);
    expect(measure.precision).toBeGreaterThanOrEqual(0.9);
    expect(measure.recall).toBeGreaterThanOrEqual(0.9);
    expect(measure.links).toMatchObject({ missing: 0, extra: 0 });
    expect(measure.edits).toBeLessThanOrEqual(12);
    // The measure itself can say no.
    expect(measureGuesses(truth, truth)).toMatchObject({ precision: 1, recall: 1, edits: 0 });
  });

  it("has a line for every declared foreign key", async () => {
    const program = compiled((await draftFromStore({ url: file })).text);
    const database = new Database(file, { readonly: true });
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
    let keys = 0;
    for (const { name } of tables) {
      for (const { from } of database.prepare(`PRAGMA foreign_key_list(${name})`).all() as { from: string }[]) {
        keys += 1;
        const columns = program.stores.main?.datasets[name]?.links.flatMap((link) => link.columns) ?? [];
        expect(columns, `${name}.${from}`).toContain(from);
      }
    }
    database.close();
    expect(keys).toBeGreaterThan(25);
  });

  it("holds no value of a row, and not the store's address", async () => {
    const { text, summary } = await draftFromStore({ url: file });
    const told = text + JSON.stringify(summary);
    for (const value of [...Object.values(harbourSubject), "osei-remark", "Fernhill", "argon2", file])
      expect(told).not.toContain(value);
    expect(text).toContain("url: ${DATABASE_URL}");
  });

  it("says how much it did not ask", async () => {
    const asked = await draftFromStore({ url: file });
    expect(asked.summary.unanswered).toBe(0);
    const { summary } = await draftFromStore({ url: file, limits: { milliseconds: 30_000, questions: 0 } });
    expect(summary.unanswered).toBeGreaterThan(0);
    expect(summary.unseen).toEqual([]);
  });

  it("looks at a table without rows, and at one without a row number", async () => {
    const other = join(folder, "other.db");
    const database = new Database(other);
    database.exec(
      "CREATE TABLE people (code TEXT PRIMARY KEY, name TEXT, contact TEXT, email TEXT) WITHOUT ROWID; CREATE TABLE leer (id INTEGER PRIMARY KEY)",
    );
    database.exec("INSERT INTO people VALUES ('a', 'A', 'x@y.example', 'x@y.example')");
    database.close();
    const { summary } = await draftFromStore({ url: other });
    expect(summary.unseen).toEqual([]);
    expect(summary.subjects).toEqual(["people"]);
  });
});
