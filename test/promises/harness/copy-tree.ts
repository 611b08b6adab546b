import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";

const LEFT_OUT = new Set(["node_modules", ".git", "dist", ".troth", ".scratch"]);

/** Copies the sources of a tree and links its installed packages, the workspace's own to the copy. */
export function copyTree(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => path === from || !LEFT_OUT.has(basename(path)) });
  linkPackages(join(from, "node_modules"), join(to, "node_modules"), to);
  for (const name of existsSync(join(from, "packages")) ? readdirSync(join(from, "packages")) : []) {
    const nested = join(from, "packages", name, "node_modules");
    if (existsSync(nested)) linkPackages(nested, join(to, "packages", name, "node_modules"), to);
  }
}

function linkPackages(from: string, to: string, tree: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    // A link to the original workspace would run the unchanged code.
    if (name === "@troth") linkWorkspace(join(to, name), tree);
    else if (name === "troth") symlinkSync(join(tree, "packages/server"), join(to, name));
    else symlinkSync(join(from, name), join(to, name));
  }
}

function linkWorkspace(to: string, tree: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(join(tree, "packages"))) {
    if (name !== "server") symlinkSync(join(tree, "packages", name), join(to, name));
  }
}
