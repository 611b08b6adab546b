import { mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LazyFile, writeLazily } from "./write-lazily.ts";

const folder = await mkdtemp(join(tmpdir(), "troth-lazy-"));
const fileOf = (name: string, content: string, below = folder): LazyFile => ({
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
