import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { PROMISE_FOLDER } from "./promise-list.ts";

/** A change that must break a promise, and the title of the test that must notice. */
export interface Mutation {
  readonly id: string;
  readonly breaks: string;
  readonly change:
    | { readonly kind: "edit"; readonly file: string; readonly replace: string; readonly with: string }
    | { readonly kind: "patch"; readonly name: string };
}

/** Reads `<ID>.mutate.yaml`: a list of `{ edit, replace, with, breaks }` or `{ patch, breaks }`; empty when there is no file. */
export function readMutations(tree: string, id: string): readonly Mutation[] {
  const path = join(tree, PROMISE_FOLDER, `${id}.mutate.yaml`);
  if (!existsSync(path)) return [];
  const entries: unknown = parse(readFileSync(path, "utf8"));
  if (!Array.isArray(entries)) throw new Error(`${id}.mutate.yaml is not a list of mutations`);
  return entries.map((entry: Record<string, unknown>, at) => {
    const text = (key: string): string => {
      const value = entry[key];
      if (typeof value !== "string") throw new Error(`${id}.mutate.yaml: mutation ${at + 1} has no text for \`${key}\``);
      return value;
    };
    const breaks = text("breaks");
    if ("patch" in entry) return { id, breaks, change: { kind: "patch", name: text("patch") } };
    return { id, breaks, change: { kind: "edit", file: text("edit"), replace: text("replace"), with: text("with") } };
  });
}
