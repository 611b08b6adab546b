// How often an erasure waits for PostgreSQL: a link between the two counts it. On sixty-one tables of the bench.
import pg from "pg";
import { expect, test } from "vitest";
import { compileText, openEngine } from "../../bench/erasure/ours.ts";
import { countRoundTrips } from "../../bench/erasure/round-trips.ts";
import { emailOf, makeSixty, ROWS_EACH, sixtyProgram, TABLES } from "../../bench/erasure/sixty.ts";
import { freshPostgres, testPostgres } from "../support/databases.ts";

const DATASETS = TABLES.length + 1;
/** As far away as another city: nothing that waits for no answer is sent later than that, however busy the machine is. */
const HOLD_MS = 60;
/** What a statement of its own, with its own waiting, would take: each dataset is captured, deleted from and read back. */
const UNPIPELINED = 3 * DATASETS;

test.skipIf(testPostgres === undefined)(
  "one person is erased and read back in no more round trips than there are datasets, and five",
  async () => {
    const fresh = await freshPostgres();
    const owner = new pg.Client({ connectionString: fresh.url });
    const link = await countRoundTrips(fresh.url, HOLD_MS);
    try {
      await owner.connect();
      await makeSixty(owner, { people: 20 });
      const engine = await openEngine({
        program: compileText("sixty.yaml", sixtyProgram("${" + "SIXTY}")),
        url: link.url,
      });
      let before = 0;
      const erased = await engine
        .erase([emailOf(7)], () => {
          before = link.trips();
        })
        .finally(engine.close);
      const trips = link.trips() - before;
      expect(erased.deleted).toBe(ROWS_EACH);
      expect(trips).toBeGreaterThan(0);
      expect(trips).toBeLessThanOrEqual(DATASETS + 5);
      // Statements that do not wait for each other are sent together: one after the other they would be this many.
      expect(trips).toBeLessThan(UNPIPELINED / 3);
    } finally {
      await owner.end();
      await link.close();
      await fresh.drop();
    }
  },
  120_000,
);
