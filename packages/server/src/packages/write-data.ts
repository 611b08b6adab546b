import { momentIn } from "../words/index.ts";
import type { Cell } from "./cells.ts";
import { BYTE_ORDER_MARK, csvLine } from "./csv.ts";
import type { PackagedCopy, PackagedPart } from "./packaged.ts";
import { say } from "./words.ts";

/** Writes data.json piece by piece: the JSON copy of `troth copy`, with what each field is said to be. */
export async function* writeJson(copy: PackagedCopy): AsyncGenerator<string> {
  const { request, madeAt, program, mentions, withheld, missing, unidentified } = copy;
  const head = { request, right: "access", made: madeAt, by: program.organization };
  yield `{\n${members(head).join(",\n")},\n  "data": [`;
  for (const [nth, part] of copy.parts.entries()) yield* writeJsonPart(part, nth);
  yield `\n  ],\n${members({ mentions, withheld, missing, unidentified }).join(",\n")}\n}\n`;
}

const members = (record: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(record).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);

async function* writeJsonPart(part: PackagedPart, nth: number): AsyncGenerator<string> {
  const { store, dataset, link, columns } = part;
  const fields = Object.fromEntries(
    Object.entries(part.fields).map(([column, field]) => [column, { ...field, ...part.facts[column] }]),
  );
  yield `${nth === 0 ? "" : ","}\n    { "store": ${JSON.stringify(store)}, "dataset": ${JSON.stringify(dataset)}, "link": "${link}", "table": ${JSON.stringify(part.table ?? null)}, "fields": ${JSON.stringify(fields)}, "rows": [`;
  let isFirst = true;
  for await (const cells of part.spool.rows()) {
    yield `${isFirst ? "" : ","}\n      ${JSON.stringify(rowOf(columns, cells))}`;
    isFirst = false;
  }
  yield "\n    ] }";
}

const rowOf = (columns: readonly string[], cells: readonly Cell[]): Readonly<Record<string, Cell>> =>
  Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? null]));

/** Writes the table of one part. */
export async function* writeTable(copy: PackagedCopy, part: PackagedPart): AsyncGenerator<string> {
  const heldBack = say(copy.language, "cell.held-csv");
  yield BYTE_ORDER_MARK + csvLine(part.columns, heldBack);
  for await (const cells of part.spool.rows()) yield csvLine(cells, heldBack);
}

/** README.txt: how the files are written. */
export const readmeOf = ({ language, request, madeAt, program }: PackagedCopy): string =>
  say(language, "readme.text", {
    title: say(language, "title.of", { organization: program.organization.name }),
    request,
    moment: momentIn(language, madeAt, program.zone),
  });
