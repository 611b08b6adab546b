import { mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFileDurably, type NewFile, writeLazily } from "./file-thread.ts";

const folder = await mkdtemp(join(tmpdir(), "troth-lazy-"));
const fileOf = (name: string, content: string, below = folder): NewFile => ({
  path: join(below, name),
  temporary: join(below, `.${name}.tmp`),
  content,
});

test("files are there once it says so, whole, for their owner alone, and nothing beside them", async () => {
  await Promise.all([writeLazily([fileOf("a", "first"), fileOf("b", "b")]), writeLazily([fileOf("a", "second")])]);

  expect(await readFile(join(folder, "a"), "utf8")).toBe("second");
  expect(await readdir(folder)).toEqual(["a", "b"]);
  expect((await stat(join(folder, "b"))).mode & 0o777).toBe(0o600);
});

test("what cannot be written is said by its code, and holds up nobody else", async () => {
  const wrong = writeLazily([fileOf("c", "c", join(folder, "none"))]);
  const right = writeLazily([fileOf("d", "d")]);

  await expect(wrong).rejects.toMatchObject({ code: "ENOENT" });
  await right;
  expect(await readFile(join(folder, "d"), "utf8")).toBe("d");
});

test("a file that is there stays as it is, and what cannot be made durably is said", async () => {
  expect(await createFileDurably(join(folder, "e"), new Uint8Array([101]))).toBe(true);
  expect(await createFileDurably(join(folder, "e"), "other")).toBe(false);
  await expect(createFileDurably(join(folder, "none", "f"), "f")).rejects.toMatchObject({ code: "ENOENT" });

  expect(await readFile(join(folder, "e"), "utf8")).toBe("e");
  expect(await readdir(folder)).toEqual(["a", "b", "d", "e"]);
});
