// One program with its included files, before and after expanding. A group is several of them under names.
import { type Draft, excerptOf, type Finding, type Path } from "./finding.ts";
import type { SourcePlace } from "./program.ts";
import { isRecord, isTexts, type Loose } from "./record.ts";
import type { Source } from "./source.ts";

/** Sections that are maps by id: files add to them, and never change an entry of another file. */
export const ID_SECTIONS = [
  "services",
  "subjects",
  "data",
  "collection",
  "purposes",
  "recipients",
  "trackers",
  "stores",
  "retention",
  "reports",
  "guarded",
  "staff",
  "promises",
] as const;

/** The name of a section that is a map by id. */
export type IdSection = (typeof ID_SECTIONS)[number];

/** A file of a unit; `prefix` leads to the program inside it, where it holds a whole group. */
export interface UnitFile {
  readonly source: Source;
  readonly prefix: Path;
  readonly value: Loose;
}

/** One program: the main one (`ns` is empty) or an included one under its name. */
export interface Unit {
  readonly ns: string;
  readonly files: readonly UnitFile[];
  /** All files' sections in one. */
  readonly written: Loose;
  /** Which file says what: `purposes`, `purposes newsletter`. */
  readonly origins: ReadonlyMap<string, UnitFile>;
}

const isIdSection = (key: string): key is IdSection => (ID_SECTIONS as readonly string[]).includes(key);

const NO_MERGE = "each id in one file: nothing is merged or overridden";

/** Lays the files of a program over each other; what two of them say is a finding. */
export function mergeFiles(
  ns: string,
  files: readonly UnitFile[],
): { readonly unit: Unit; readonly findings: readonly Finding[] } {
  const written: Record<string, unknown> = {};
  const origins = new Map<string, UnitFile>();
  const findings: Finding[] = [];
  for (const file of files) {
    for (const [key, value] of Object.entries(file.value)) {
      if (key === "include" && !isRecord(value)) continue;
      const before = written[key];
      if (before === undefined) {
        written[key] = files.length > 1 && isIdSection(key) && isTexts(value) ? asMap(value) : value;
        remember(key, written[key], file, origins);
      } else if (isIdSection(key) && (isRecord(value) || isTexts(value)) && isRecord(before)) {
        written[key] = { ...before, ...added(key, before, value, file, origins, findings) };
      } else if (key !== "troth") {
        findings.push(draftIn(file, twice([key], `\`${key}\` stands in two files`)));
      }
    }
  }
  return { unit: { ns, files, written, origins }, findings };
}

const twice = (path: Path, says: string): Draft => ({ code: "twice", level: "error", path, key: true, says, expected: NO_MERGE });

const asMap = (ids: readonly string[]): Loose => Object.fromEntries(ids.map((id) => [id, null]));

function remember(key: string, value: unknown, file: UnitFile, origins: Map<string, UnitFile>): void {
  origins.set(key, file);
  if (isIdSection(key) && isRecord(value)) for (const id of Object.keys(value)) origins.set(`${key} ${id}`, file);
}

function added(
  key: IdSection,
  before: Loose,
  value: Loose | readonly string[],
  file: UnitFile,
  origins: Map<string, UnitFile>,
  findings: Finding[],
): Loose {
  const more = isRecord(value) ? value : asMap(value as readonly string[]);
  const fresh = Object.entries(more).filter(([id]) => {
    if (!Object.hasOwn(before, id)) return true;
    findings.push(draftIn(file, twice([key, id], `\`${key}.${id}\` stands in two files`)));
    return false;
  });
  for (const [id] of fresh) origins.set(`${key} ${id}`, file);
  return Object.fromEntries(fresh);
}

/** The place in a file that a draft's path leads to. */
function draftIn(file: UnitFile, draft: Draft): Finding {
  const { source, prefix } = file;
  const spot = source.locate([...prefix, ...draft.path], { key: draft.key ?? false, token: draft.token });
  const place = source.at(spot.offset);
  const { code, level, says, expected, write } = draft;
  // A secret is not told a second time.
  const excerpt = code === "secret-in-file" ? undefined : excerptOf(source.text, place, spot.length);
  return { code, level, place, says, expected, write, excerpt };
}

function fileOf(unit: Unit, path: Path): UnitFile | undefined {
  return unit.origins.get(`${path[0]} ${path[1]}`) ?? unit.origins.get(String(path[0])) ?? unit.files[0];
}

/** Turns a draft into a finding with its place and its lines. */
export function locateDraft(unit: Unit, draft: Draft): Finding {
  const file = fileOf(unit, draft.path);
  if (file) return draftIn(file, draft);
  const { code, level, says, expected, write } = draft;
  return { code, level, place: undefined, says, expected, write, excerpt: undefined };
}

/** Where a path of the program stands: its key. */
export function placeOf(unit: Unit, path: Path): SourcePlace {
  const file = fileOf(unit, path);
  if (!file) return { file: "troth.yaml", line: 1, column: 1 };
  return file.source.at(file.source.locate([...file.prefix, ...path], { key: true }).offset);
}
