import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

test("package-lock.json names the packages of every platform", () => {
  // Where a registry does not carry a package for another platform, npm leaves it out of the lock, and
  // `npm ci` then refuses the lock in a clean clone, on every platform.
  const { packages } = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as Lock;
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    path === ""
      ? []
      : Object.keys(optionalDependencies ?? {}).filter(
          (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
        ),
  );
  expect(missing).toEqual([]);
});
