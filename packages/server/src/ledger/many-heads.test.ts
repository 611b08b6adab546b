// A log has a head for every turn of the sequencer, for years: the next turn reads one of them.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshPostgres, freshPostgres, skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { type WatchedPlans, watchPlans } from "../../../../test/support/plans.ts";
import { makeWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import { type Installation, openInstallation } from "../installation/index.ts";
import { logWithHead, openLog } from "./store.ts";

const HEADS = 20_000;

let database: FreshPostgres;
let plans: WatchedPlans;
let shop: Workshop;
let inst: Installation;
beforeAll(async () => {
  if (testPostgres === undefined) return;
  database = await freshPostgres();
  plans = await watchPlans(database.url);
  shop = makeWorkshop();
  // Without a server: its next turn, late on a busy machine, would step over all that is not committed here.
  inst = await openInstallation({ home: shop.home, databaseUrl: database.url, programFile: shop.program, env: shop.env });
});
afterAll(async () => {
  await inst?.close();
  plans?.stop();
  await database?.drop();
  shop?.remove();
});

class Undone extends Error {}

test.skipIf(testPostgres === undefined)(
  `however many heads a log has, the next turn reads a few pages of them${skippedWithoutPostgres}`,
  async () => {
    const ran = await plans.during(async () => {
      // Nobody else sees them, and they go with the transaction.
      const turn = inst.storage.transaction(async (tx) => {
        await sql`
          insert into checkpoint (log, size, root, note, at)
          select log, size + n, root, 'head ' || n, at
          from (select * from checkpoint order by size desc limit 1) as newest, generate_series(1, ${HEADS}::int) as n`.execute(
          tx,
        );
        await sql`analyze checkpoint`.execute(tx);
        const log = await openLog(tx);
        expect((await logWithHead(tx, log?.id ?? 0)).head?.note).toBe(`head ${HEADS}`);
        throw new Undone();
      });
      await expect(turn).rejects.toThrow(Undone);
    });
    const reads = ran.filter(({ text, nodes }) => /^\s*select/.test(text) && nodes.some(({ table }) => table === "checkpoint"));
    expect(reads.length).toBeGreaterThan(0);
    for (const { text, buffers } of reads) expect(buffers, text).toBeLessThan(20);
  },
);
