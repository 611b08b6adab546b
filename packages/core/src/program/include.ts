// Reading a program with everything that it includes. The files themselves are read by the caller.
import { excerptOf, type Finding, type Path } from "./finding.ts";
import { isRecord } from "./record.ts";
import { parseSource } from "./source.ts";
import { mergeFiles, type Unit, type UnitFile } from "./unit.ts";

/** How the compiler gets at files; names are as the program writes them, joined to the including file's folder. */
export interface Files {
  /** The text of a file; undefined where there is none. */
  readonly read: (path: string) => string | undefined;
  /** The files that a pattern with `*` names, in a stable order. */
  readonly match?: ((pattern: string) => readonly string[]) | undefined;
}

/** A program and the programs of its group, and what went wrong in reading them. */
export interface Reading {
  readonly units: readonly Unit[];
  readonly findings: readonly Finding[];
  readonly texts: ReadonlyMap<string, string>;
  /** False where a file is no YAML or is missing: checking on would only repeat that. */
  readonly whole: boolean;
}

interface State {
  readonly files: Files;
  readonly findings: Finding[];
  readonly texts: Map<string, string>;
  readonly units: Unit[];
  whole: boolean;
}

/** Reads the program at `path`. */
export function readProgram(path: string, files: Files): Reading {
  const state: State = { files, findings: [], texts: new Map(), units: [], whole: true };
  const file = open(state, path);
  if (file) readUnit(state, "", file);
  return { units: state.units, findings: state.findings, texts: state.texts, whole: state.whole };
}

function open(state: State, path: string): UnitFile | undefined {
  const text = state.files.read(path);
  if (text === undefined) return undefined;
  state.texts.set(path, text);
  const { source, findings } = parseSource(path, text);
  state.findings.push(...findings);
  if (isRecord(source.value)) return { source, prefix: [], value: source.value };
  state.whole = false;
  if (findings.length === 0) {
    const place = { file: path, line: 1, column: 1 };
    const excerpt = excerptOf(text, place);
    state.findings.push({
      code: "shape",
      level: "error",
      place,
      says: "this file is no map",
      expected: "sections such as `purposes:`",
      write: undefined,
      excerpt,
    });
  }
  return undefined;
}

/** One program with its parts; then the programs of its group. */
function readUnit(state: State, ns: string, main: UnitFile): void {
  const files = [main];
  addParts(state, main, files, new Set([main.source.file]));
  const { unit, findings } = mergeFiles(ns, files);
  state.findings.push(...findings);
  state.units.push(unit);
  for (const file of files) readGroup(state, ns, file);
}

function addParts(state: State, file: UnitFile, files: UnitFile[], seen: Set<string>): void {
  const { include } = file.value;
  if (!Array.isArray(include)) return;
  for (const [index, pattern] of include.entries()) {
    const path: Path = ["include", index];
    for (const name of partsNamed(state, file, path, pattern, seen)) {
      seen.add(name);
      const part = openIncluded(state, file, path, name);
      if (!part) continue;
      files.push(part);
      addParts(state, part, files, seen);
    }
  }
}

/** The files that one line of `include` names and that are not read yet. */
function partsNamed(state: State, file: UnitFile, path: Path, pattern: unknown, seen: ReadonlySet<string>): readonly string[] {
  if (typeof pattern !== "string") {
    refuse(state, file, path, "an included file is named by its path", "a path such as stores/main.yaml");
    return [];
  }
  const named = joinPath(file.source.file, pattern);
  if (pattern.includes("*")) {
    const found = state.files.match?.(named) ?? [];
    if (found.length === 0) refuse(state, file, path, `no file is called \`${pattern}\``, "at least one file");
    return found.filter((name) => !seen.has(name));
  }
  if (!seen.has(named)) return [named];
  refuse(state, file, path, `\`${pattern}\` is included already`, "each file once");
  return [];
}

function readGroup(state: State, ns: string, file: UnitFile): void {
  const { include } = file.value;
  if (!isRecord(include)) return;
  if (ns !== "") {
    refuse(state, file, ["include"], "a program of a group has no group of its own", "the group's own file includes all of them");
    return;
  }
  for (const [name, target] of Object.entries(include)) {
    const path = ["include", name];
    if (isRecord(target)) readUnit(state, name, { source: file.source, prefix: [...file.prefix, ...path], value: target });
    else if (typeof target !== "string")
      refuse(state, file, path, `\`${name}\` leads to no program`, "a path such as shop/troth.yaml");
    else {
      const unit = openIncluded(state, file, path, joinPath(file.source.file, target));
      if (unit) readUnit(state, name, unit);
    }
  }
}

function openIncluded(state: State, file: UnitFile, path: Path, name: string): UnitFile | undefined {
  const before = state.findings.length;
  const part = open(state, name);
  if (!part && state.findings.length === before) refuse(state, file, path, `cannot read \`${name}\``, "a file that is there");
  return part;
}

function refuse(state: State, file: UnitFile, path: Path, says: string, expected: string): void {
  const spot = file.source.locate([...file.prefix, ...path]);
  const place = file.source.at(spot.offset);
  const excerpt = excerptOf(file.source.text, place, spot.length);
  state.whole = false;
  state.findings.push({ code: "include", level: "error", place, says, expected, write: undefined, excerpt });
}

/** A path written in `file`, from where `file` itself is named. */
export function joinPath(file: string, path: string): string {
  if (path.startsWith("/")) return path;
  const folders = file.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    const last = folders.at(-1);
    if (part === "..") {
      if (last === undefined || last === "..") folders.push("..");
      else if (last !== "") folders.pop();
    } else if (part !== "." && part !== "") folders.push(part);
  }
  return folders.join("/");
}
