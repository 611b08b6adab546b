import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));

type Door = Readonly<Record<"source" | "types" | "default", string>>;

/** Every door of a package that leads to one named file; patterns such as `./*` lead to folders. */
function doorsOf(name: string): readonly (readonly [string, string])[] {
  const folder = join(repository, "packages", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { exports: Record<string, Door> };
  return Object.entries(manifest.exports)
    .filter(([door]) => !door.includes("*"))
    .map(([door, leads]) => [door, join(folder, leads.source)]);
}

test("a company's own TypeScript gets what it needs from `troth`", async () => {
  const troth = await import("troth");
  expect(typeof troth.defineProgram).toBe("function");
  expect(typeof troth.openInstallation).toBe("function");
});

test.each(doorsOf("server"))("the door %s of troth leads to a file", (_door, file) => {
  expect(existsSync(file), file).toBe(true);
});

test.each(doorsOf("app"))("the door %s of @troth/app leads to a file", (_door, file) => {
  expect(existsSync(file), file).toBe(true);
});
