import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Copy, type Row, readableIn } from "./support/company.ts";
import { makeRoomful, type Roomful, SANA } from "./support/roomful.ts";

let room: Roomful;
let copy: Copy;
let before: Record<string, Row[]>;
/** All that others wrote, and where it stands in the conversation. */
const others = () => ({
  messages: room.company.sql("select * from messages where sender_id is not null and sender_id <> 1 order by id"),
  thread: room.company.sql("select id, room_id, reply_to from messages order by id"),
  rooms: room.company.sql("select * from rooms order by id"),
  members: room.company.sql("select * from members where user_id <> 1 order by room_id, user_id"),
  users: room.company.sql("select * from users where id <> 1 order by id"),
});
beforeAll(async () => {
  room = await makeRoomful();
  const { company } = room;
  copy = company.copyOf((await company.carryOut("access", SANA)).request);
  before = others();
  await company.carryOut("erasure", SANA);
}, 240_000);
afterAll(() => room?.remove());

const messages = (link: string): readonly Row[] =>
  copy.data.filter((part) => part.dataset === "messages" && part.link === link).flatMap((part) => part.rows);

test("her own messages are in the copy, word for word", () => {
  expect(messages("owned").map(({ body }) => body)).toEqual(["who waters the ferns", "here is a picture"]);
});

test("of those sent to her there is an entry each; what may name others waits for a review, and the copy says so", () => {
  expect(messages("shared")).toHaveLength(2);
  for (const column of ["messages.body", "messages.sender_name"])
    expect(copy.withheld.filter((one) => one.includes(`${column}: `) && /nobody has reviewed it/.test(one))).toHaveLength(1);
});

test("nobody else's name or address is in the copy, and no room that she was not in", () => {
  const whole = new Map([["copy", Buffer.from(JSON.stringify(copy))]]);
  expect(readableIn(whole, ["Bram Oor", "bram.oor@roomful.example", "Lux Dane", "soup today", "k3-menu"])).toEqual([]);
});

test("an erasure takes her words and her name out of the conversation", () => {
  const hers = room.company.sql("select id, sender_id, sender_name, body from messages where id in (11, 13)");
  expect(hers).toMatchObject([
    { id: 11, sender_id: null, body: "[deleted]" },
    { id: 13, sender_id: null, body: "[deleted]" },
  ]);
  const [{ sender_name: name } = {}, { sender_name: again } = {}] = hers;
  expect(again).toBe(name);
  const place = new Map([["app.db", readFileSync(room.company.database)]]);
  expect(readableIn(place, ["Sana Ito", "sana.ito@roomful.example", "who waters the ferns", "here is a picture"])).toEqual([]);
});

test("the conversation of the others is whole: every message, in its place, to the letter", () => {
  expect(others()).toEqual(before);
});
