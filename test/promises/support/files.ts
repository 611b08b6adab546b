// A folder of files as a company's store.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Company, Copy } from "./company.ts";

/** A folder of files. */
export interface FolderOfFiles {
  readonly folder: string;
  /** Everything in it by path, but what Troth keeps for itself in `.troth`. */
  readonly all: () => Readonly<Record<string, Buffer>>;
  readonly remove: () => void;
}

/** Makes a folder with these files. */
export function folderOfFiles(files: Readonly<Record<string, Buffer | string>>): FolderOfFiles {
  const folder = mkdtempSync(join(tmpdir(), "troth-files-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { folder, all: () => filesBelow(folder), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function filesBelow(folder: string): Readonly<Record<string, Buffer>> {
  const places = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((place) => statSync(place).isFile())
    .map((place) => [relative(folder, place), readFileSync(place)] as const);
  return Object.fromEntries(places.filter(([path]) => !path.startsWith(".troth/")));
}

/** The files of a copy, taken while they are there: they go with the erasure of their person. */
export interface CopiedFiles {
  /** The bytes of the file that a cell names; none where it names none. */
  readonly of: (cell: unknown) => Buffer;
  /** Whether one of them is still in the folder. */
  readonly areLeft: () => boolean;
}

/** Takes the files that a copy names. */
export function takeFiles(company: Company, copy: Copy): CopiedFiles {
  const names = copy.data.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row).flatMap((cell) => fileOf(cell) ?? [])));
  const pathOf = (name: string): string => join(company.home, "packages", name);
  const taken = new Map(names.map((name) => [name, readFileSync(pathOf(name))]));
  return {
    of: (cell) => taken.get(fileOf(cell) ?? "") ?? Buffer.alloc(0),
    areLeft: () => names.some((name) => existsSync(pathOf(name))),
  };
}

const fileOf = (cell: unknown): string | undefined => (cell as { readonly file?: string } | null)?.file;
