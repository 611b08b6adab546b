// The pieces of index.html that show one dataset.
import { type Language, numberIn } from "../words/index.ts";
import { bytesIn, type Cell } from "./cells.ts";
import { type Html, html } from "./html.ts";
import type { PackagedPart } from "./packaged.ts";
import { say } from "./words.ts";

/** Longest text that the page shows whole; the longer is in data.json. */
const MOST_CHARACTERS = 20_000;

/** More columns than these do not stand side by side: each row then is a list. */
const MOST_COLUMNS = 5;

/** Whether the rows of a part stand in a table. */
export const isTable = (part: PackagedPart): boolean =>
  part.rows > 1 && part.columns.length > 0 && part.columns.length <= MOST_COLUMNS;

/** A value as a person reads it. */
export function cellHtml(language: Language, cell: Cell | undefined): Html {
  const none = (says: string) => html`<span class="none">${says}</span>`;
  if (cell === null || cell === undefined) return none(say(language, "cell.empty"));
  if (cell === "") return none(say(language, "cell.blank"));
  if (typeof cell === "boolean") return html`${say(language, cell ? "cell.yes" : "cell.no")}`;
  if (typeof cell === "number") return html`${String(cell)}`;
  if (typeof cell === "string") return textHtml(language, cell);
  if ("base64" in cell) return none(say(language, "cell.bytes", { bytes: bytesIn(cell.base64) }));
  if ("file" in cell)
    return html`<a href="${cell.file}">${cell.file.split("/").at(-1) ?? ""}</a> <span class="none">${say(language, "cell.bytes-of", { bytes: cell.bytes })}</span>`;
  return none(say(language, "cell.held"));
}

function textHtml(language: Language, text: string): Html {
  if (text.length <= MOST_CHARACTERS) return html`<span class="value" dir="auto">${text}</span>`;
  const cut = say(language, "cell.cut", { characters: numberIn(language, text.length) });
  return html`<span class="value" dir="auto">${text.slice(0, MOST_CHARACTERS)}</span> <span class="none">(${cut})</span>`;
}

// Roles are said again: where a phone shows rows as blocks, `display` takes a table's meaning away.
/** The head of a table whose rows become blocks on a phone. */
export const tableHead = (caption: string, columns: readonly string[], look = ""): Html =>
  html`<table role="table" class="table stack ${look}" aria-label="${caption}"><thead role="rowgroup"><tr role="row">${columns.map(
    (column) => html`<th scope="col" role="columnheader">${column}</th>`,
  )}</tr></thead><tbody role="rowgroup">`;

/** A row of such a table. */
export const tableRow = (columns: readonly string[], cells: readonly Html[]): Html =>
  html`<tr role="row">${cells.map((cell, nth) => html`<td role="cell" data-label="${columns[nth] ?? ""}">${cell}</td>`)}</tr>
`;

/** The end of such a table. */
export const tableEnd: Html = html`</tbody></table>
`;

/** What each field of a part is, where it came from, why it is held, who receives it. */
export function fieldsHtml(language: Language, part: PackagedPart, organization: string): Html {
  const names = (["fields.field", "fields.is", "fields.source", "fields.why", "fields.who"] as const).map((key) =>
    say(language, key),
  );
  const list = (items: readonly string[], none: string) =>
    items.length === 0 ? html`${none}` : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
  const rows = Object.entries(part.facts).map(([column, facts]) =>
    tableRow(names, [
      html`<code>${column}</code>`,
      html`${facts.is}`,
      html`${facts.from}`,
      list(facts.why, say(language, "fields.no-purpose")),
      list(facts.who, say(language, "fields.nobody", { organization })),
    ]),
  );
  const title = say(language, "fields.title");
  return html`<h5>${title}</h5>${tableHead(`${title}: ${part.dataset}`, names, "fields")}${rows}${tableEnd}`;
}

/** Longest description that stands before a field's name; a longer one stands in the list of fields alone. */
const MOST_LABEL = 40;

/** A field as a reader knows it, with its name: `E-mail address (email)`. */
export const columnLabel = (part: PackagedPart, column: string): string => {
  const is = part.facts[column]?.is ?? "";
  return is === "" || is.length > MOST_LABEL ? column : `${is} (${column})`;
};

/** Why a row shows nothing: it has no field of theirs, or all of them are held back. */
const nothingShown = (language: Language, { fields }: PackagedPart): string =>
  Object.values(fields).some((field) => field.withheld !== undefined)
    ? say(language, "rows.held", { title: say(language, "withheld.title") })
    : say(language, "rows.nothing");

/** One row as a list of its fields. */
export function entryHtml(
  language: Language,
  part: PackagedPart,
  entry: { readonly cells: readonly Cell[]; readonly nth: number },
): Html {
  const { cells, nth } = entry;
  if (part.columns.length === 0) return html`<p class="none">${nothingShown(language, part)}</p>`;
  const facts = html`<dl class="facts">${part.columns.map(
    (column, at) => html`<dt>${columnLabel(part, column)}</dt><dd>${cellHtml(language, cells[at])}</dd>`,
  )}</dl>`;
  return part.rows === 1
    ? facts
    : html`<li><p class="quiet">${say(language, "rows.row", { nth: numberIn(language, nth) })}</p>${facts}</li>
`;
}
