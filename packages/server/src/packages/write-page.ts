import { cite, dayOf, rightsUnder } from "@troth/core/jurisdictions";
import { nameIn } from "@troth/core/program";
import { citeLaw } from "../mail/index.ts";
import { type Language, momentIn, numberIn } from "../words/index.ts";
import { type Html, html } from "./html.ts";
import { aboutOf, nameOfStore } from "./own-words.ts";
import type { PackagedCopy, PackagedPart } from "./packaged.ts";
import { cellHtml, columnLabel, entryHtml, fieldsHtml, isTable, tableEnd, tableHead, tableRow } from "./page-parts.ts";
import { isFull, MOST_LISTED, type PageRoom, pageRoom, roomOfPart, type UnshownPart, unshownHtml } from "./page-room.ts";
import { pageStyle } from "./page-style.ts";
import { afterData, leftOut } from "./page-tail.ts";
import { say } from "./words.ts";

/** Writes index.html piece by piece: a page for a person, which stands alone and runs nothing. */
export async function* writePage(copy: PackagedCopy): AsyncGenerator<string> {
  const { language, parts } = copy;
  yield headOf(copy).html;
  yield readingOf(copy).html;
  yield html`<h2 id="data">${say(language, "data.title")}</h2>`.html;
  if (parts.length === 0) yield html`<p>${say(language, copy.missing.length === 0 ? "data.none" : "data.missing")}</p>`.html;
  yield* writeParts(copy);
  yield leftOut(copy).html;
  yield afterData(copy).html;
  yield "</main></body></html>\n";
}

/** Writes parts as long as the page has room for them; then it is said which are not shown, and where they lie. */
async function* writeParts(copy: PackagedCopy): AsyncGenerator<string> {
  const { language, parts } = copy;
  const room = pageRoom();
  const unshown: UnshownPart[] = [];
  for (const [nth, part] of parts.entries()) {
    if (isFull(room)) {
      unshown.push({ nth, part, title: titleOf(language, part) });
      continue;
    }
    if (parts[nth - 1]?.store !== part.store)
      yield html`<h3>${say(language, "data.store", { store: nameOfStore(copy.program, part.store, language) })}</h3>`.html;
    room.rows -= yield* counted(writePart(copy, { part, nth, room: roomOfPart(room) }), (characters) => {
      room.characters -= characters;
    });
  }
  const rest = unshownHtml(language, unshown);
  if (rest !== undefined) yield rest.html;
}

/** Hands on what is written, telling how much it is. */
async function* counted<T>(pieces: AsyncGenerator<string, T>, count: (characters: number) => void): AsyncGenerator<string, T> {
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return value;
    count(value.length);
    yield value;
  }
}

function headOf(copy: PackagedCopy): Html {
  const { language, program, request, madeAt } = copy;
  const { organization, laws, zone } = program;
  const title = say(language, "title.of", { organization: organization.name });
  const moment = momentIn(language, madeAt, zone);
  const rights = rightsUnder({ laws, day: dayOf(madeAt, zone) })
    .filter(({ right }) => right === "access")
    .map((rule) => say(language, "law.access", { article: citeLaw(language, cite(rule)) }));
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><title>${request}: ${title}</title><style>${{ html: pageStyle }}</style></head>
<body><a class="skip" href="#data">${say(language, "skip")}</a>
<header><p class="org">${organization.name}</p><h1>${title}</h1></header><main>
<p class="lead">${say(language, "lead", { organization: organization.name, rows: copy.rows, moment })}</p>
<dl class="facts"><dt>${say(language, "request")}</dt><dd>${request}</dd><dt>${say(language, "made")}</dt><dd>${moment} (${zone})</dd>
<dt>${say(language, "by")}</dt><dd>${[organization.name, organization.address].filter((one) => one !== undefined).join(", ")}</dd>
${rights.length === 0 ? undefined : html`<dt>${say(language, "law")}</dt><dd>${rights.join("; ")}</dd>`}</dl>
${copy.missing.length === 0 ? undefined : html`<p><strong>${say(language, "missing.lead")}</strong> <a href="#missing">${say(language, "missing.title")}</a></p>`}
${contentsOf(copy)}`;
}

function contentsOf({ language, parts, mentions, missing }: PackagedCopy): Html {
  const link = (to: string, says: string) => html`<li><a href="#${to}">${says}</a></li>`;
  return html`<nav aria-label="${say(language, "contents")}"><ul class="toc">${link("reading", say(language, "read.title"))}${parts
    .slice(0, MOST_LISTED)
    .map((part, nth) =>
      link(`part-${nth}`, titleOf(language, part)),
    )}${parts.length <= MOST_LISTED ? undefined : link("data", say(language, "contents.more", { count: numberIn(language, parts.length - MOST_LISTED) }))}${link("left-out", say(language, "withheld.title"))}${missing.length === 0 ? undefined : link("missing", say(language, "missing.title"))}${mentions.length === 0 ? undefined : link("mentions", say(language, "mentions.title"))}${link("next", say(language, "next.title"))}</ul></nav>
`;
}

const titleOf = (language: Language, part: PackagedPart): string => `${part.dataset} (${say(language, `link.${part.link}`)})`;

function readingOf({ language }: PackagedCopy): Html {
  const label = (link: "owned" | "shared") => say(language, `read.${link}`, { label: say(language, `link.${link}`) });
  return html`<h2 id="reading">${say(language, "read.title")}</h2><p>${say(language, "read.file")}</p><p>${say(language, "read.files")}</p>
<ul class="list"><li>${label("owned")}</li><li>${label("shared")}</li></ul><p><strong>${say(language, "read.keep")}</strong></p>
`;
}

/** Writes a part in the room that it has, and returns how many rows of it are shown. */
async function* writePart(
  copy: PackagedCopy,
  at: { readonly part: PackagedPart; readonly nth: number; readonly room: PageRoom },
): AsyncGenerator<string, number> {
  const { part, nth, room } = at;
  const { language, program } = copy;
  const link = say(language, `link.${part.link}`);
  yield html`<section class="card" aria-labelledby="part-${nth}"><h4 id="part-${nth}">${titleOf(language, part)}</h4>
<p>${[aboutOf(program, part, language), say(language, "data.rows", { rows: part.rows, link })].filter(Boolean).join(" ")}</p>${keepsOf(copy, part)}${fieldsHtml(language, part, program.organization.name)}`
    .html;
  yield html`<h5>${say(language, "rows.title")}</h5>`.html;
  const shown = yield* writeRows(language, part, room);
  const numbers = { shown: numberIn(language, shown), rows: numberIn(language, part.rows), file: part.table ?? "" };
  const where = say(language, shown < part.rows ? "data.some" : "data.all", numbers);
  yield html`${part.table === undefined ? undefined : html`<p class="quiet">${where}</p>`}</section>
`.html;
  return shown;
}

/** Writes the first rows, and returns how many. */
async function* writeRows(language: Language, part: PackagedPart, room: PageRoom): AsyncGenerator<string, number> {
  const caption = `${say(language, "rows.title")}: ${titleOf(language, part)}`;
  const asTable = isTable(part);
  const asList = !asTable && part.rows > 1 && part.columns.length > 0;
  const labels = part.columns.map((column) => columnLabel(part, column));
  if (asTable) yield tableHead(caption, labels).html;
  if (asList) yield html`<ul class="entries" aria-label="${caption}">`.html;
  let shown = 0;
  let characters = 0;
  for await (const cells of part.spool.rows()) {
    if (shown >= room.rows || characters > room.characters) break;
    shown += 1;
    const piece = asTable
      ? tableRow(
          labels,
          part.columns.map((_, at) => cellHtml(language, cells[at])),
        )
      : entryHtml(language, part, { cells, nth: shown });
    characters += piece.html.length;
    yield piece.html;
    // Rows without a field of their own look alike: one says it for all.
    if (part.columns.length === 0) return part.rows;
  }
  if (asTable) yield tableEnd.html;
  if (asList) yield "</ul>";
  return shown;
}

/** What a law keeps of a dataset, and for how long. */
function keepsOf({ language, program }: PackagedCopy, part: PackagedPart): readonly Html[] {
  const rules = program.stores[part.store]?.datasets[part.dataset]?.keep ?? [];
  return rules.map(({ law, period, since }) => {
    const length = say(language, `unit.${period.unit}`, { count: period.count });
    const day = say(language, "since.column", { column: since.replaceAll("_", " ") });
    return html`<p>${say(language, "data.keep", { law: nameIn(law, language), period: length, since: day })}</p>`;
  });
}
