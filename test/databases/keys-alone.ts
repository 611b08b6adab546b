// What the declared foreign keys alone would find of somebody, and what deleting the root row alone would do.
import pg from "pg";
import type { World } from "./seeded/world.ts";
import type { Copy } from "./shops.ts";
import { rowsOf, type Snapshot } from "./snapshot.ts";

export interface KeysAlone {
  /** Of all rows that are people's own or that they have a part in, how many of a hundred the keys lead to. */
  readonly percentFound: number;
  /** People whose root rows the store refuses to delete. */
  readonly refused: number;
  /** Own rows of a person that stay when their root rows are deleted: at least, at most. Of those who are not refused. */
  readonly left: readonly [number, number];
  /** Rows that go along though they were to stay or are others': at most, and of all together. */
  readonly taken: readonly [number, number];
}

interface Key {
  readonly from: string;
  readonly columns: readonly string[];
  readonly to: string;
  readonly target: readonly string[];
}

/** Measures it for everybody, or every so many. `roots` are the tables that people are. */
export async function measureKeysAlone(
  world: World,
  at: { readonly copy: Copy; readonly roots: readonly string[]; readonly every: number },
): Promise<KeysAlone> {
  const before = await at.copy.snapshot();
  const client = new pg.Client({ connectionString: at.copy.url });
  await client.connect();
  const keys = await declaredKeys(client);
  const counts = { mine: 0, found: 0, refused: 0, left: [] as number[], taken: [] as number[] };
  try {
    for (const person of world.people.filter((_, nth) => nth % at.every === 0)) {
      const mine = world.rowsOf(person.id).filter(({ row, part }) => part.link !== "mentions" && !world.table(row.table).derived);
      const roots = mine.filter(({ row, part }) => at.roots.includes(row.table) && part.link === "owned").map(({ row }) => row);
      const led = follow(before, keys, new Set(roots.map(({ table, id }) => `${table} ${id}`)));
      counts.mine += mine.length;
      counts.found += mine.filter(({ row }) => led.has(`${row.table} ${row.id}`)).length;
      const went = await deleted({ client, world, before }, roots);
      if (went === undefined) {
        counts.refused += 1;
        continue;
      }
      const own = new Set(mine.filter(({ part }) => part.becomes === "gone").map(({ row }) => `${row.table} ${row.id}`));
      counts.left.push([...own].filter((row) => !went.has(row)).length);
      counts.taken.push([...went].filter((row) => !own.has(row)).length);
    }
  } finally {
    await client.end();
  }
  const { left, taken } = counts;
  return {
    percentFound: Math.round((1000 * counts.found) / counts.mine) / 10,
    refused: counts.refused,
    left: [Math.min(...left), Math.max(...left)],
    taken: [Math.max(...taken), taken.reduce((sum, one) => sum + one, 0)],
  };
}

async function declaredKeys(client: pg.Client): Promise<readonly Key[]> {
  const names = (columns: string, table: string) =>
    `(SELECT json_agg(a.attname ORDER BY k.nth) FROM unnest(c.${columns}) WITH ORDINALITY AS k(num, nth)
        JOIN pg_attribute a ON a.attrelid = c.${table} AND a.attnum = k.num)`;
  const found = await client.query<Key>(
    `SELECT f.relname AS from, ${names("conkey", "conrelid")} AS columns, t.relname AS to, ${names("confkey", "confrelid")} AS target
       FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid WHERE c.contype = 'f'`,
  );
  return found.rows;
}

/** Every row that points, by a declared key, at a row that was reached. */
function follow(before: Snapshot, keys: readonly Key[], reached: Set<string>): ReadonlySet<string> {
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const { from, columns, to, target } of keys) {
      const values = new Set(
        rowsOf(before, to)
          .filter((row) => reached.has(`${to} ${row.id}`))
          .map((row) => JSON.stringify(target.map((name) => row[name]))),
      );
      if (values.size === 0) continue;
      for (const row of rowsOf(before, from))
        if (values.has(JSON.stringify(columns.map((name) => row[name])))) reached.add(`${from} ${row.id}`);
    }
  }
  return reached;
}

/** The rows that go when these do, put back at once; undefined if the store refuses. */
async function deleted(
  { client, world, before }: { readonly client: pg.Client; readonly world: World; readonly before: Snapshot },
  rows: readonly { readonly table: string; readonly id: string }[],
): Promise<ReadonlySet<string> | undefined> {
  await client.query("BEGIN");
  try {
    for (const table of new Set(rows.map((row) => row.table)))
      await client.query(`DELETE FROM ${table} WHERE id::text = ANY($1)`, [
        rows.filter((row) => row.table === table).map((row) => row.id),
      ]);
    const went = new Set<string>();
    for (const [name, { rows: were }] of before) {
      const key = world.tables.get(name)?.key;
      if (key === undefined) continue; // no key, so nothing points at it or goes along
      const id = key.map((column) => `"${column}"::text`).join(` || ',' || `);
      const stay = await client.query<{ id: string }>(`SELECT ${id} AS id FROM ONLY "${name}"`);
      const ids = new Set(stay.rows.map((row) => row.id));
      for (const gone of were.keys()) if (!ids.has(gone)) went.add(`${name} ${gone}`);
    }
    return went;
  } catch (error) {
    if ((error as { code?: unknown }).code === "23503") return undefined;
    throw error;
  } finally {
    await client.query("ROLLBACK");
  }
}
