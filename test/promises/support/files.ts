// A folder of files as a company's store.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Company } from "./company.ts";

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

/** The bytes of a file that a copy names in a cell; none where it names none. */
export function copiedFile(company: Company, cell: unknown): Buffer {
  const file = (cell as { readonly file?: string } | null)?.file;
  return file === undefined ? Buffer.alloc(0) : readFileSync(join(company.home, "packages", file));
}
