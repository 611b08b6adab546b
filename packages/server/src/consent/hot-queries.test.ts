// Every statement that a record of consent costs, as PostgreSQL ran it: none looks at a table from end to end.
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONSENT_TABLES, newRecord, SITE, serveConsentShop } from "../../../../test/support/consent-shop.ts";
import { type FreshPostgres, freshPostgres, skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { type RanStatement, type WatchedPlans, watchPlans } from "../../../../test/support/plans.ts";
import type { ServedWorkshop } from "../../../../test/support/served-workshop.ts";
import { readChoices, readHistory, setChoices } from "./index.ts";

let database: FreshPostgres;
let plans: WatchedPlans;
let served: ServedWorkshop;
beforeAll(async () => {
  if (testPostgres === undefined) return;
  database = await freshPostgres();
  plans = await watchPlans(database.url, { noSequential: true });
  served = await serveConsentShop({ TROTH_DATABASE_URL: database.url });
});
afterAll(async () => {
  await served?.close();
  plans?.stop();
  await database?.drop();
});

const send = async (record: object): Promise<void> => {
  const answer = await fetch(`${served.base}/v1/consents`, {
    method: "POST",
    body: JSON.stringify(record),
    headers: { origin: SITE, "content-type": "text/plain" },
  });
  expect(answer.status).toBe(200);
};
const read = (ran: readonly RanStatement[]) => ran.flatMap(({ text, nodes }) => nodes.map((node) => ({ ...node, text })));

const port = { mayLink: () => undefined };

test.skipIf(testPostgres === undefined)(
  `no statement of a record of consent scans a table${skippedWithoutPostgres}`,
  async () => {
    const first = newRecord();
    const ran = await plans.during(async () => {
      await send(first);
      // Of a browser that is known, and the same record again.
      await send(newRecord({ browser: first.browser }));
      await send(first);
      await setChoices(
        served.server.inst,
        { person: "c-1", choices: { letter: false }, how: "unsubscribe", language: "en", gpc: false },
        port,
      );
      await readChoices(served.server.inst, { person: "c-1", gpc: false });
      await readHistory(served.server.inst, "c-1");
    });
    const nodes = read(ran);
    // It heard of them all.
    expect(CONSENT_TABLES.filter((table) => !nodes.some((node) => node.table === table))).toEqual([]);
    const scans = nodes.filter(({ type, table = "" }) => type === "Seq Scan" && CONSENT_TABLES.includes(table));
    expect(scans.map(({ table, text }) => `${table}: ${text}`)).toEqual([]);
  },
);
