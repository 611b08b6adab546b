import { expect, test } from "vitest";
import { html } from "./html.ts";
import { isFull, listHtml, MOST_LISTED, pageRoom, roomOfPart } from "./page-room.ts";

const items = (count: number) => Array.from({ length: count }, (_, at) => html`<code>field ${at}</code>`);

test("a list that is whole says nothing of more; a longer one counts what it leaves out, and says where it stands", () => {
  expect(listHtml("en", items(MOST_LISTED)).html).not.toContain("more");
  const cut = listHtml("en", items(MOST_LISTED + 1200)).html;
  expect(cut.match(/<li>/g)).toHaveLength(MOST_LISTED);
  expect(cut).toContain("And 1,200 more, which data.json names.");
  expect(listHtml("id", items(MOST_LISTED + 1200)).html).toContain("Dan 1.200 lagi, yang disebut dalam data.json.");
});

test("no part takes all of the page, nor more than is left of it", () => {
  const room = pageRoom();
  expect(roomOfPart(room).rows).toBeLessThan(room.rows);
  expect(roomOfPart({ rows: 7, characters: 9 })).toEqual({ rows: 7, characters: 9 });
  expect([room, { rows: 0, characters: 9 }, { rows: 9, characters: -1 }].map(isFull)).toEqual([false, true, true]);
});
