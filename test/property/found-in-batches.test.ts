// What random batches have found, as small as it gets.
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkWorld } from "./check-world.ts";
import { type Server, startServer } from "./on-pglite.ts";
import type { Column, Link, Table } from "./world.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

const column = (name: string): Column => ({ name, type: "integer", nullable: name !== "line" && name !== "Id", unique: false });
const link = (name: string, kind: Link["kind"], table: string): Link => ({
  ...{ columns: [name], kind, targets: [{ table, columns: ["Id"] }], fold: false, unshared: false },
});
const table = (name: string, links: readonly Link[], rows: readonly (readonly (number | null)[])[]): Table => ({
  ...{ name, key: ["Id"], foreignKeys: [], named: true, identity: [], fields: [], keeps: [], links },
  columns: ["line", "Id", ...links.flatMap((one) => one.columns)].map(column),
  rows: rows.map((cells, line) =>
    Object.fromEntries(
      ["line", "Id", ...links.flatMap((one) => one.columns)].map((key, at) => {
        const value = at === 0 ? line : at === 1 ? line + 1 : cells[at - 2];
        return [key, value === null || value === undefined ? null : String(value)];
      }),
    ),
  ),
});

test("what is first another's and in part theirs, and later theirs as much, leads on for them as much", async () => {
  const people: Table = { ...table("T0", [], [[], []]), identity: [{ kind: "account", column: "Id", fold: false }] };
  const boxes = table("Boxes", [link("Who", "owned", "T0")], [[2]]);
  const parcels = table(
    "Parcels",
    [link("From", "owned", "T0"), link("To", "shared", "T0"), link("Box", "owned", "Boxes")],
    [[1, 2, 1]],
  );
  const labels = table("Labels", [link("Parcel", "owned", "Parcels")], [[1]]);
  const world = {
    tables: [people, boxes, parcels, labels],
    people: [[{ kind: "account", value: "1" }], [{ kind: "account", value: "2" }]],
  };
  expect((await checkWorld(world, server)).wrong).toEqual([]);
});
