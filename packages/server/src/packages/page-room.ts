// How much stands on index.html: a page of more is read by nobody, and opened by few browsers. The rest is in the other files.
import { type Language, numberIn } from "../words/index.ts";
import { type Html, html } from "./html.ts";
import type { PackagedPart } from "./packaged.ts";
import { say } from "./words.ts";

/** What is still free on a page, for all of its parts together. */
export interface PageRoom {
  rows: number;
  characters: number;
}

/** The room of a page on which nothing stands yet. */
export const pageRoom = (): PageRoom => ({ rows: 5000, characters: 5_000_000 });

/** So much of it one part takes at most, so that a long one leaves room for the next. */
const OF_PART: Readonly<PageRoom> = { rows: 1000, characters: 2_000_000 };

/** The room that one part has. */
export const roomOfPart = (room: Readonly<PageRoom>): PageRoom => ({
  rows: Math.min(room.rows, OF_PART.rows),
  characters: Math.min(room.characters, OF_PART.characters),
});

/** Whether nothing more finds room. */
export const isFull = ({ rows, characters }: Readonly<PageRoom>): boolean => rows <= 0 || characters <= 0;

/** No list on the page is longer: what it leaves out is counted, and stands in data.json. */
export const MOST_LISTED = 500;

/** A list, as far as it has room. */
export const listHtml = (language: Language, items: readonly Html[]): Html =>
  html`<ul class="list">${items.slice(0, MOST_LISTED).map((item) => html`<li>${item}</li>`)}</ul>${moreHtml(language, items.length)}
`;

/** What a list leaves out: nothing, where it is whole. */
export const moreHtml = (language: Language, items: number): Html | undefined =>
  items <= MOST_LISTED
    ? undefined
    : html`<p class="quiet">${say(language, "list.more", { count: numberIn(language, items - MOST_LISTED) })}</p>`;

/** A part that found no room, with where it lies. */
export interface UnshownPart {
  readonly nth: number;
  readonly title: string;
  readonly part: PackagedPart;
}

/** The parts that found no room on the page. */
export function unshownHtml(language: Language, parts: readonly UnshownPart[]): Html | undefined {
  if (parts.length === 0) return undefined;
  const items = parts.slice(0, MOST_LISTED).map(({ nth, title, part }) => {
    const place = { part: title, rows: part.rows, file: part.table ?? "data.json" };
    return html`<li id="part-${nth}">${say(language, "unshown.part", place)}</li>`;
  });
  return html`<h3 id="unshown">${say(language, "unshown.title")}</h3><p>${say(language, "unshown.says", { count: parts.length })}</p>
<ul class="list">${items}</ul>${moreHtml(language, parts.length)}
`;
}
