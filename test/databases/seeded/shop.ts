// A shop whose rows we wrote ourselves: the truth about them is what its people are judged by.
import type { Crowd } from "../shops.ts";
import type { Snapshot } from "../snapshot.ts";
import type { World, WorldRow } from "./world.ts";

/** The people of a world, kind by kind. */
export function crowdsOf(
  world: World,
  at: {
    readonly sample: number;
    readonly always?: readonly string[];
    readonly sums?: Crowd["sums"];
    readonly refused?: (id: string) => readonly string[];
    readonly held?: (id: string) => RegExp | undefined;
    /** How many rows the store itself adds when these go, which then must go as well. */
    readonly copiesMade?: (gone: readonly WorldRow[]) => number;
  },
): readonly Crowd[] {
  const kinds = [...new Set(world.people.map((person) => person.of))];
  return kinds.map((of): Crowd => {
    const people = world.people.filter((person) => person.of === of);
    return {
      of,
      people: () => people,
      expected: (_, id) => world.expected(id),
      copied: (_, id) => copiedOf(world, id),
      ...(at.refused === undefined ? {} : { refused: (_: Snapshot, id: string) => at.refused?.(id) ?? [] }),
      ...(at.held === undefined ? {} : { held: at.held }),
      sums: at.sums ?? [],
      deleted: (_, id) => deletedOf(world, id, at.copiesMade),
      size: people.length,
      sample: at.sample,
      always: (at.always ?? []).filter((id) => people.some((person) => person.id === id)),
    };
  });
}

/** How many rows the engine says it deleted: what the store makes by itself is another matter in each direction. */
function deletedOf(world: World, id: string, copiesMade: (gone: readonly WorldRow[]) => number = () => 0): number {
  const gone = world.rowsOf(id).filter(({ part }) => part.becomes === "gone");
  const rows = gone.map(({ row }) => row).filter((row) => world.table(row.table).derived !== true);
  return rows.length + copiesMade(rows);
}

function copiedOf(world: World, id: string) {
  const own = new Set(world.people.find((person) => person.id === id)?.values);
  const others = world.people.filter((person) => person.id !== id).flatMap((person) => person.values);
  return {
    rows: world.rowsOf(id).flatMap(({ row, part }) => {
      const { dataset = row.table, key, addressed, derived } = world.table(row.table);
      if (derived) return [];
      return { table: row.table, id: row.id, dataset, link: part.link, keyed: key !== undefined && addressed === undefined };
    }),
    others: [...new Set(others)].filter((value) => !own.has(value)),
  };
}

/** In what a database is not what the world says: a row that was written and is not there, or the other way round. */
export function unlike(world: World, before: Snapshot): readonly string[] {
  const counts = new Map<string, number>();
  const lost = world.rows.flatMap(({ table, id }) => {
    counts.set(table, (counts.get(table) ?? 0) + 1);
    return before.get(table)?.rows.has(id) === true ? [] : [`${table} ${id} is not in the database`];
  });
  const more = [...counts].flatMap(([table, count]) =>
    before.get(table)?.rows.size === count
      ? []
      : [`${table} has ${before.get(table)?.rows.size} rows, and ${count} were written`],
  );
  return [...lost, ...more].slice(0, 20);
}
