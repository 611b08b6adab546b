import { makeFirms } from "./make-firms.ts";
import { makeMoney } from "./make-money.ts";
import { makeTalk } from "./make-talk.ts";
import { makeWork } from "./make-work.ts";
import { randomFrom } from "./random.ts";
import { type Tables, writeDatabase } from "./write-database.ts";

/** What was made. */
export interface HarbourSize {
  readonly people: number;
  readonly rows: number;
  readonly datasets: number;
}

/** The day on which the example was thought up. */
const firstSeed = 20261122;

/** Makes the example's database at `file`, which must not exist: the same bytes for the same seed. */
export function makeHarbour(file: string, seed: number = firstSeed): HarbourSize {
  const random = randomFrom(seed);
  const firms = makeFirms(random);
  const work = makeWork(random, firms);
  const tables: Tables = { ...firms.tables, ...work.tables, ...makeMoney(random, firms, work), ...makeTalk(random, firms, work) };
  writeDatabase(file, tables);
  return {
    people: (tables.users?.length ?? 0) + (tables.contacts?.length ?? 0) - 1, // the subject is in both
    rows: Object.values(tables).reduce((sum, rows) => sum + rows.length, 0),
    datasets: Object.keys(tables).length,
  };
}
