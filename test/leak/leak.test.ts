import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { patchedTree } from "../faults/patched-tree.ts";
import { eachKind, makePlace } from "../support/storages.ts";
import { ada, MARK } from "../support/workshop.ts";
import { type Found, searchBytes, searchFolder } from "./search.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Driven {
  readonly found: readonly Found[];
  readonly files: number;
  readonly out: string;
  readonly home: string;
}

/** Drives a tree's product, and searches all that it wrote, said and keeps. */
function drive(tree: string, at: { readonly home: string; readonly databaseUrl?: string | undefined }): Driven {
  const out = mkdtempSync(join(tmpdir(), "troth-leak-"));
  folders.push(out);
  mkdirSync(at.home, { recursive: true });
  const args = ["--import", "tsx", "--conditions=source", join(tree, "test/leak/drive.ts"), out, at.home];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...args, ...(at.databaseUrl ? [at.databaseUrl] : [])], {
    cwd: tree,
    maxBuffer: 64 << 20,
    env: { ...process.env, TROTH_LOG: "trace", TROTH_MASTER_KEY_FILE: "" },
  });
  if (status !== 0) throw new Error(`the drive did not end: ${stderr.toString().slice(-2000)}`);
  // `troth plan` repeats on the terminal, as its next command, what was typed for it.
  writeFileSync(join(out, "stdout"), stdout.toString("latin1").replace(/^next +troth request .*$/gm, ""), "latin1");
  writeFileSync(join(out, "stderr"), stderr);
  const [written, kept] = [searchFolder(out, MARK), searchFolder(at.home, MARK)];
  return { found: [...written.found, ...kept.found], files: written.files + kept.files, out, home: at.home };
}

test("the search finds the mark in every dress", () => {
  const dressed: Readonly<Record<string, Buffer>> = {
    plain: Buffer.from(`a row of ${ada.name}`),
    "utf-16": Buffer.from(ada.email, "utf16le"),
    hex: Buffer.from(Buffer.from(ada.email).toString("hex").toUpperCase()),
    "percent-encoded": Buffer.from([...Buffer.from(MARK)].map((byte) => `%${byte.toString(16)}`).join("")),
    "json-escaped": Buffer.from([...Buffer.from(MARK)].map((byte) => `\\u00${byte.toString(16)}`).join("")),
  };
  for (const [dress, bytes] of Object.entries(dressed))
    expect(searchBytes("x", bytes, MARK).map((one) => one.dress)).toContain(dress);
  for (const before of ["", "a", "ab", "abc"]) {
    for (const text of [ada.name, ada.email, MARK.toUpperCase()]) {
      const bytes = Buffer.from(Buffer.from(`${before}${text} and more`).toString("base64"));
      expect(searchBytes("x", bytes, MARK).map((one) => one.dress)).toContain("base64");
    }
  }
  expect(searchBytes("x", Buffer.from("a row of nobody, c2VhcmNo, 7a7178"), MARK)).toEqual([]);
});

eachKind("what a person's requests leave behind", (kind) => {
  test("her values were in the copy that she got, and once she is erased they are nowhere", { timeout: 240_000 }, async () => {
    const place = await makePlace(kind);
    try {
      const driven = drive(ROOT, place);
      const ended = JSON.parse(readFileSync(join(driven.out, "ended.json"), "utf8"));
      // A drive that got nowhere would leave nothing behind either.
      expect(ended).toMatchObject({
        state: "done",
        stores: [
          { store: "cabinet", state: "verified", deleted: 1 },
          { store: "shop", state: "verified", deleted: 15 },
        ],
      });
      const errors = readFileSync(join(driven.out, "errors.txt"), "utf8");
      for (const code of ["requests.unknown", "connector.constraint"]) expect(errors).toContain(code);
      const rows = readFileSync(join(driven.out, "rows.txt"), "utf8");
      for (const table of ["troth.entry", "troth.store_run", "troth.tombstone", "troth.task ", "troth.task_file", "jobs.job"])
        expect(rows).toContain(table);
      // Two reports on the copy, two on the erasure, two when what the law had kept was over; then nothing is kept.
      expect(rows.match(/^troth\.task_report /gm)).toHaveLength(6);
      expect(rows).not.toContain("troth.task_keep");
      expect(readFileSync(join(driven.out, "kept.txt"), "utf8")).toContain("troth.task_keep");
      const found = readFileSync(join(driven.out, "found.txt"), "utf8");
      for (const table of ["troth.residue", "troth.sweep ", "troth.swept_dataset"]) expect(found).toContain(table);
      const copied = readFileSync(join(driven.out, "copied.txt"), "utf8");
      for (const kind of [/^R-\d+\.copy\.json$/m, /^R-\d+\.copy\.[0-9a-f-]{36}\.files$/m]) expect(copied).toMatch(kind);
      expect(driven.found).toEqual([]);
    } finally {
      await place.remove();
    }
  });
});

/** Leaks planted in the product, and the sink where each must be found. */
const planted: Readonly<Record<string, RegExp>> = {
  job: /^rows\.txt$/,
  log: /^stderr$/,
  error: /^errors\.txt$/,
  url: /^(rows\.txt|stdout|stderr)$/,
  entry: /^rows\.txt$/,
};

const EXHAUSTIVE = process.env.TROTH_EXHAUSTIVE === "1";

describe(`a leak that is planted in the product is found${EXHAUSTIVE ? "" : " (a sample; all sinks with TROTH_EXHAUSTIVE=1)"}`, () => {
  for (const [sink, where] of Object.entries(planted).slice(0, EXHAUSTIVE ? undefined : 1)) {
    test(`in ${sink}`, { timeout: 240_000 }, async () => {
      const { tree, remove } = patchedTree(fileURLToPath(new URL(`patches/${sink}.patch`, import.meta.url)));
      const place = await makePlace("pglite");
      try {
        const leaks = drive(tree, place).found;
        expect(leaks.map((one) => one.sink)).toContainEqual(expect.stringMatching(where));
      } finally {
        remove();
        await place.remove();
      }
    });
  }
});
