// A store on a server that is put back from a backup of before an erasure: who had been erased is erased again, whoever has
// come back since is left alone, and nobody else's row moves.
import { describe, expect, onTestFinished, test } from "vitest";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import {
  reapplyErasures,
  recordTold,
  restoredStores,
  runRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { cleanUp, open } from "../attack/support.ts";
import { testPostgres } from "../support/databases.ts";
import { fillMariadb, freshMariadb, onMariadb, testMariadb } from "../support/mariadb.ts";
import { ada, takeApproved, type Workshop } from "../support/workshop.ts";
import { makeMariadbWorkshop, makePostgresWorkshop } from "./ground.ts";
import { createDatabase, query } from "./postgres.ts";
import { readStore } from "./read-store.ts";

cleanUp();

/** A shop on a server, and its backup. */
interface Kept {
  readonly shop: Workshop;
  readonly url: string;
  readonly sql: (text: string) => Promise<unknown>;
  /** Keeps what stands now, and gives the way to put it back in its place. */
  readonly keep: () => Promise<() => Promise<void>>;
}

async function onPostgres(): Promise<Omit<Kept, "keep"> & { readonly name: string }> {
  const { shop, store } = await makePostgresWorkshop();
  onTestFinished(() => store.drop());
  return { shop, url: store.url, name: store.name, sql: (text) => query(store.url, text) };
}

/** The whole database, dropped and made anew under its name. */
async function wholePostgres(): Promise<Kept> {
  const made = await onPostgres();
  const keep = async () => {
    const backup = await createDatabase(made.name);
    onTestFinished(() => backup.drop());
    return async () => {
      await query(testPostgres ?? "", `drop database ${made.name} with (force)`);
      await query(testPostgres ?? "", `create database ${made.name} template ${backup.name}`);
    };
  };
  return { ...made, keep };
}

/** The rows alone, put back into the database that goes on. */
async function rowsOfPostgres(): Promise<Kept> {
  const made = await onPostgres();
  const keep = async () => {
    const names = await query(
      made.url,
      "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    );
    const kept = new Map<string, string>();
    for (const { name } of names) {
      const [row] = await query(made.url, `select coalesce(json_agg(t), '[]')::text as rows from ${name} t`);
      kept.set(String(name), String(row?.rows));
    }
    return async () => {
      await query(made.url, `truncate ${[...kept.keys()].join(", ")}`);
      const fill = [...kept].map(
        ([name, rows]) =>
          `insert into ${name} select * from json_populate_recordset(null::${name}, '${rows.replaceAll("'", "''")}')`,
      );
      await query(made.url, ["set session_replication_role = replica", ...fill].join(";\n"));
    };
  };
  return { ...made, keep };
}

const onMariadbWith = (journal: boolean) => async (): Promise<Kept> => {
  const { shop, store } = await makeMariadbWorkshop();
  onTestFinished(() => store.remove());
  if (!journal) shop.edit("url: ${SHOP_DB}\n", "url: ${SHOP_DB}\n    options: { journal: false }\n");
  const name = new URL(store.address).pathname.slice(1);
  const keep = async () => {
    const backup = await freshMariadb();
    onTestFinished(() => backup.drop());
    await fillMariadb(backup.url, name);
    return async () => {
      await onMariadb((client) => client.query(`drop database ${name}; create database ${name} character set utf8mb4`));
      await fillMariadb(store.address, backup.name);
    };
  };
  return { shop, url: store.address, sql: (text) => onMariadb((client) => client.query(text), store.address), keep };
};

const CASES: readonly { readonly name: string; readonly make: () => Promise<Kept>; readonly noticed: string | undefined }[] = [
  ...(testPostgres === undefined
    ? []
    : [
        { name: "a PostgreSQL database", make: wholePostgres, noticed: "it is another database than before" },
        { name: "the rows of a PostgreSQL database", make: rowsOfPostgres, noticed: undefined },
      ]),
  ...(testMariadb === undefined
    ? []
    : [
        {
          name: "a MariaDB database",
          make: onMariadbWith(true),
          noticed: "it does not know a transaction that was committed there",
        },
        { name: "a MariaDB database without a journal", make: onMariadbWith(false), noticed: undefined },
      ]),
];
const left = [...(testPostgres === undefined ? ["PostgreSQL"] : []), ...(testMariadb === undefined ? ["MariaDB"] : [])];
const skipped = left.length === 0 ? "" : ` (skipped: no server of ${left.join(", ")})`;

const mailOf = (email: string) => [{ kind: "email", value: email }];
const RETURNING = "c3@workshop.example";

async function erase(inst: Installation, email: string): Promise<string> {
  const request = await takeApproved(inst, "erasure", mailOf(email));
  await runRequest(inst, request);
  expect((await recordTold(inst, { request, recipient: "letters" })).kind).toBe("done");
  expect(await viewRequest(inst, request)).toMatchObject({ state: "done" });
  return request;
}

describe.skipIf(CASES.length === 0)(`put back from a backup${skipped}`, () => {
  test.each(CASES)(
    "$name: restored people are erased again, a returning customer and everybody else are not",
    {
      timeout: 120_000,
    },
    async ({ make, noticed }) => {
      const { shop: made, url, sql, keep } = await make();
      const shop = { ...made, env: { SHOP_DB: url } };
      onTestFinished(() => shop.remove());
      const before = await open(shop);
      // One leaves and joins again; the backup is made; then Ada leaves, and one more is about to.
      const gone = await erase(before, RETURNING);
      await before.close();
      await sql(`insert into customers values (203, '${RETURNING}', 'Customer Three', null, 'new', null)`);
      await sql(`insert into orders values (303, 203, 'Customer Three', 100, '2026-11-01')`);
      const restore = await keep();
      const first = await open(shop);
      const request = await erase(first, ada.email);
      const next = await takeApproved(first, "erasure", mailOf("c7@workshop.example"));
      const asErased = (await readStore(url)).rows;
      await first.close();
      await restore();
      const asRestored = await readStore(url);
      expect(asRestored.marked).toBe(true);

      const inst = await open(shop);
      if (noticed !== undefined) {
        // Nothing is erased in a store of which it is not known who is back in it.
        const held = await runRequest(inst, next);
        expect(held.stores[0]).toMatchObject({ state: "failed", because: expect.stringContaining("came back from a backup") });
        expect((await readStore(url)).rows).toBe(asRestored.rows);
      }
      const returned = [{ of: gone, store: "shop", dataset: "customers", rows: 1 }];
      const restored = noticed === undefined ? [] : [{ store: "shop", because: noticed }];
      expect(await reapplyErasures(inst, { act: false })).toEqual({
        ...{ again: [{ of: request, request: "", state: "to be erased again" }], returned, restored },
        ...{ stray: [], unknown: [] },
      });
      expect((await readStore(url)).rows).toBe(asRestored.rows);

      const { again, ...rest } = await reapplyErasures(inst, { act: true });
      expect(rest).toEqual({ returned, restored, stray: [], unknown: [] });
      expect(again).toMatchObject([{ of: request, state: "open" }]);
      const anew = again[0]?.request ?? "";
      expect((await recordTold(inst, { request: anew, recipient: "letters" })).kind).toBe("done");
      const view = await viewRequest(inst, anew);
      expect(view).toMatchObject({ state: "done", stores: [{ state: "verified", deleted: 15, changed: 6, remaining: 0 }] });
      expect(await restoredStores(inst)).toEqual([]);
      // As it was before the backup was put back, row by row: hers erased, the newcomer's and everybody else's as they were.
      const after = await readStore(url);
      expect([after.rows, after.marked]).toEqual([asErased, false]);

      // Once more finds nobody, and whoever waited is served.
      expect(await reapplyErasures(inst, { act: true })).toEqual({ again: [], returned, restored: [], stray: [], unknown: [] });
      expect((await runRequest(inst, next)).stores[0]).toMatchObject({ state: "verified", remaining: 0 });
      expect((await inst.ledger.fsck()).problems).toEqual([]);
    },
  );
});
