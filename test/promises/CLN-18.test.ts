import { afterAll, beforeAll, expect, test } from "vitest";
import type { Copy, Row } from "./support/company.ts";
import { type CopiedFiles, takeFiles } from "./support/files.ts";
import { type Gallery, makeGallery, UPLOADS, WEN, WENS } from "./support/gallery.ts";

let gallery: Gallery;
let copy: Copy;
let files: CopiedFiles;
let planned: string;
let twice: { readonly gallery: Gallery; readonly shown: string; readonly state: string };
let stopped: { readonly gallery: Gallery; readonly shown: string; readonly status: number };
beforeAll(async () => {
  gallery = await makeGallery();
  const access = await gallery.company.carryOut("access", WEN);
  copy = gallery.company.copyOf(access.request);
  files = takeFiles(gallery.company, copy);
  planned = await gallery.company.done("plan", "erasure", "--subject", WEN);
  await gallery.company.carryOut("erasure", WEN);
  // The same file in a row of Jo's: what becomes of it is said by `unshared`.
  const shared = await makeGallery("insert into photos values (4, 2, 'photos/2026/cat.jpg', 'lent by Wen');");
  const { request, shown } = await shared.company.carryOut("erasure", WEN);
  const { state } = JSON.parse(await shared.company.done("status", request, "--json")) as { readonly state: string };
  twice = { gallery: shared, shown, state };
  const strict = await makeGallery("update members set portrait = 'portraits/wen.png';");
  const { status, stdout, stderr } = await strict.company.run("request", "erasure", "--subject", WEN);
  stopped = { gallery: strict, shown: stdout + stderr, status };
});
afterAll(() => {
  for (const one of [gallery, twice?.gallery, stopped?.gallery]) one?.remove();
});

const without = (...paths: readonly string[]) =>
  Object.fromEntries(Object.entries(UPLOADS).filter(([path]) => !paths.includes(path)));

test("files are listed in the plan, with the rows that name them", () => {
  for (const line of [/portraits\s.*\b1\b/, /pictures\s.*\b2\b/, /photos\s.*\b2\b/]) expect(planned).toMatch(line);
});

test("the copy holds every file of hers to the byte, and nobody else's", () => {
  const cells = copy.data
    .filter(({ dataset }) => ["portraits", "pictures"].includes(dataset))
    .flatMap(({ rows }) => rows.map((row: Row) => row.object));
  expect(cells).toHaveLength(WENS.length);
  const bytes = cells.map((cell) => files.of(cell).toString("base64"));
  expect(bytes.sort()).toEqual(WENS.map((path) => UPLOADS[path]?.toString("base64")).sort());
  expect(copy.withheld).toEqual([]);
});

test("an erasure takes her files with her rows, and every other file stays to the byte", () => {
  expect(gallery.company.sql("select id from photos")).toEqual([{ id: 3 }]);
  expect(gallery.uploads.all()).toEqual(without(...WENS));
  // Those of the copy that staff were to hand over, too.
  expect(files.areLeft()).toBe(false);
});

test("a file that another's row names too stays for the other", () => {
  expect(twice.gallery.company.sql("select id from photos order by id")).toEqual([{ id: 3 }, { id: 4 }]);
  expect(twice.gallery.uploads.all()).toEqual(without("portraits/wen.png", "photos/2026/harbour.jpg"));
});

test("where the program does not say so, a file that two name stops the plan", () => {
  expect(stopped.shown.replace(/\s+/g, " ")).toContain("members.portrait");
  expect(stopped.shown).not.toMatch(/troth approve R-\d+ --plan/);
  expect(stopped.gallery.uploads.all()).toEqual(without());
});
