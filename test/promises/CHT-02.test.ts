import { afterAll, beforeAll, expect, test } from "vitest";
import type { Copy, Row } from "./support/company.ts";
import { type CopiedFiles, takeFiles } from "./support/files.ts";
import { ATTACHED, makeRoomful, type Roomful, SANA } from "./support/roomful.ts";

let room: Roomful;
let copy: Copy;
let files: CopiedFiles;
beforeAll(async () => {
  room = await makeRoomful();
  const { company } = room;
  copy = company.copyOf((await company.carryOut("access", SANA)).request);
  files = takeFiles(company, copy);
  await company.carryOut("erasure", SANA);
}, 240_000);
afterAll(() => room?.remove());

const own = (dataset: string): readonly Row[] =>
  copy.data.filter((part) => part.dataset === dataset && part.link === "owned").flatMap((part) => part.rows);

test("what she changed, sent along and felt is in the copy with her messages, files to the byte", () => {
  expect(own("edits")).toEqual([{ old_body: "who waters teh ferns" }]);
  expect(own("reactions").map(({ emoji }) => emoji)).toEqual(["heart", "sun"]);
  expect(own("objects").map(({ object }) => files.of(object).toString("latin1"))).toEqual([
    ATTACHED["rooms/1/k1-ferns"]?.toString("latin1"),
  ]);
});

test("an erasure takes the earlier versions of her messages, and leaves those of others", () => {
  expect(room.company.sql("select * from edits")).toEqual([{ id: 2, message_id: 12, old_body: "I watre them" }]);
});

test("her reactions go, and what others felt stays", () => {
  expect(room.company.sql("select emoji from reactions order by message_id")).toEqual([{ emoji: "thumb" }, { emoji: "spoon" }]);
});

test("her attachment goes with its row, and those of others stay to the byte", () => {
  expect(room.company.sql("select object_key from files order by id")).toEqual([
    { object_key: "k2-list" },
    { object_key: "k3-menu" },
  ]);
  const { "rooms/1/k1-ferns": _, ...rest } = ATTACHED;
  expect(room.attached.all()).toEqual(rest);
});
