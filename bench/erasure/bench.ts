import { fileURLToPath } from "node:url";
import pg from "pg";
import { freshSakilaPostgres, testPostgres } from "../../test/support/databases.ts";
import type { BenchResult } from "../bench.ts";
import { interleave } from "../interleave.ts";
import { eraseByHand } from "./hand-written.ts";
import { eraseByTroth, readProgram } from "./ours.ts";

const PROGRAM = fileURLToPath(new URL("../../test/databases/sakila/troth.delete.yaml", import.meta.url));
const ROUNDS = 9;

/**
 * One customer of Sakila, with every rental and payment, erased from a freshly restored copy: by Troth's engine and by
 * SQL written by hand for this schema. Store time only, on both sides on connections that are open already.
 */
export async function run(): Promise<BenchResult> {
  if (testPostgres === undefined) throw new Error("this bench needs PostgreSQL: set TROTH_TEST_POSTGRES");
  const program = readProgram(PROGRAM);
  const emails = await someCustomers();
  const turns = { ours: 0, byHand: 0 };
  let rows = 0;
  const email = (turn: number): string => emails[turn % emails.length] ?? "";
  const { oursMs, peersMs, ratios } = await interleave({
    rounds: ROUNDS,
    ours: () =>
      onFreshCopy(async (url) => {
        const done = await eraseByTroth({ program, url, email: email(turns.ours++) });
        rows = done.deleted;
        return done.tookMs;
      }),
    peers: {
      handWritten: () =>
        onFreshCopy((url) =>
          connected(url, async (client) => {
            await client.query("SELECT 1");
            return (await eraseByHand(client, email(turns.byHand++))).tookMs;
          }),
        ),
    },
  });
  return {
    ratios,
    figures: { rounds: ROUNDS, rowsOfLastCustomer: rows, oursMs, handWrittenMs: peersMs.handWritten ?? Number.NaN },
  };
}

/** Customers with an address of their own and about as many rentals as most. */
function someCustomers(): Promise<readonly string[]> {
  return onFreshCopy((url) =>
    connected(url, async (client) => {
      const found = await client.query<{ email: string }>(
        `SELECT email FROM customer c WHERE (SELECT count(*) FROM customer o WHERE o.address_id = c.address_id) = 1 AND address_id > 4
         ORDER BY abs((SELECT count(*) FROM rental r WHERE r.customer_id = c.customer_id) - 27), customer_id LIMIT ${ROUNDS}`,
      );
      return found.rows.map((row) => row.email);
    }),
  );
}

async function onFreshCopy<T>(work: (url: string) => Promise<T>): Promise<T> {
  const copy = await freshSakilaPostgres();
  try {
    return await work(copy.url);
  } finally {
    await copy.drop();
  }
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
