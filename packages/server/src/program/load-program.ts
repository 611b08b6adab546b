import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type Compiled, compileProgram } from "@troth/core/program";
import { ProgramUnreadable } from "./errors.ts";

/** How a program is loaded. */
export interface LoadOptions {
  /** `2026-11-22`: agreements and reviews are judged by it. */
  readonly today?: string;
}

/**
 * Reads the program at `path` with everything that it includes, and compiles it. What is wrong in it is a finding;
 * findings name files as seen from the working directory.
 * @throws ProgramUnreadable where `path` itself cannot be read.
 */
export function loadProgram(path: string, { today }: LoadOptions = {}): Compiled {
  const file = shorter(path);
  const text = readMain(file);
  const read = (name: string) => (name === file ? text : readText(name));
  return compileProgram({ file, read, match: matchFiles, ...(today === undefined ? {} : { today }) });
}

/** A path as people would write it from here. */
function shorter(path: string): string {
  const from = relative(process.cwd(), path);
  return (from === "" || from.startsWith("..") ? path : from).replaceAll("\\", "/");
}

function readMain(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why =
      code === "ENOENT"
        ? "no such file"
        : code === "EISDIR"
          ? "it is a folder"
          : code === "EACCES"
            ? "not allowed"
            : (code ?? "unknown");
    throw new ProgramUnreadable(`cannot read ${file}: ${why}`, { advice: "`troth init` makes one" });
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // the compiler says where it was named
  }
}

/** The files that a pattern names: `*` within one folder, `**` through folders. Sorted, so that findings keep their order. */
export function matchFiles(pattern: string): readonly string[] {
  const fixed = dirname(pattern.slice(0, pattern.indexOf("*") + 1));
  const form = pattern
    .split(/(\*\*\/|\*)/)
    .map((part) => (part === "**/" ? "(?:[^/]+/)*" : part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  const wanted = new RegExp(`^${form}$`);
  return filesUnder(fixed, pattern.includes("**") || pattern.slice(fixed.length + 1).includes("/"))
    .filter((file) => wanted.test(file))
    .sort();
}

function filesUnder(folder: string, deep: boolean): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = folder === "." ? entry.name : join(folder, entry.name).replaceAll("\\", "/");
      if (entry.isDirectory()) return deep && entry.name !== "node_modules" ? filesUnder(path, deep) : [];
      return [path];
    });
  } catch {
    return [];
  }
}
