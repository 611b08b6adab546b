// Checks of stores whose rows are files: which files a dataset is, and the columns that its name has.

import { FILE_COLUMNS, type FilePattern, readFilePattern } from "../file-pattern.ts";
import type { Path } from "../finding.ts";
import { allDatasets, columnsOf, type LongDataset } from "../lookup.ts";
import { nearest, oneOf } from "../nearest.ts";
import type { Check, CheckContext } from "./check.ts";

const OF_FILES: ReadonlySet<string> = new Set(["files", "s3"]);

/** Every dataset of files says which files it is, and names columns that files have. */
export const checkFilePatterns: Check = (context) => {
  for (const { store, name, dataset } of allDatasets(context.view)) {
    const connector = context.view.long.stores?.[store]?.connector ?? "";
    const path: Path = ["stores", store, "datasets", name];
    if (OF_FILES.has(connector)) checkFiles(context, { name, dataset, path });
    else if (dataset.match !== undefined)
      context.report({
        code: "match",
        level: "error",
        path: [...path, "match"],
        says: `\`${name}\` has a \`match\`, and rows of ${connector} are no files`,
        expected: "no `match`, or a store with `connector: files` or `s3`",
      });
  }
};

interface Files {
  readonly name: string;
  readonly dataset: LongDataset;
  readonly path: Path;
}

function checkFiles(context: CheckContext, files: Files): void {
  const { name, dataset, path } = files;
  if (dataset.match === undefined) {
    const says = `\`${name}\` does not say which files it is`;
    context.report({ code: "match", level: "error", path, key: true, says, expected: 'match: "avatars/{id}.*"' });
    return;
  }
  const pattern = readFilePattern(dataset.match);
  if ("says" in pattern) {
    const { says, expected } = pattern;
    context.report({ code: "match", level: "error", path: [...path, "match"], says: `no pattern of names: ${says}`, expected });
    return;
  }
  checkColumns(context, files, pattern);
}

function checkColumns({ report }: CheckContext, { name, dataset, path }: Files, pattern: FilePattern): void {
  const columns = [...new Set([...pattern.columns, ...FILE_COLUMNS])];
  const need = (column: string, at: Path): void => {
    if (columns.includes(column)) return;
    report({
      code: "column",
      level: "error",
      path: at,
      key: true,
      says: `files of \`${name}\` have no column \`${column}\``,
      expected: oneOf("columns", columns),
      write: nearest(column, columns),
    });
  };
  for (const column of Object.keys(dataset.fields ?? {})) need(column, [...path, "fields", column]);
  for (const [written, link] of Object.entries(dataset.links ?? {})) {
    for (const column of columnsOf(written)) need(column, [...path, "links", written]);
    if (typeof link === "object" && link.by !== undefined) need(link.by, [...path, "links", written]);
  }
  for (const [kind, { field }] of Object.entries(dataset.identity ?? {}))
    for (const column of field) need(column, [...path, "identity", kind]);
}
