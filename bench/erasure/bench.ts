import { fileURLToPath } from "node:url";
import pg from "pg";
import { freshSakilaPostgres, testPostgres } from "../../test/support/databases.ts";
import type { BenchResult } from "../bench.ts";
import { type Interleaved, interleave, median } from "../interleave.ts";
import { eraseByHand } from "./hand-written.ts";
import { measureLarge } from "./large.ts";
import { eraseByTroth, readProgram } from "./ours.ts";

const PROGRAM = fileURLToPath(new URL("../../test/databases/sakila/troth.delete.yaml", import.meta.url));
const ROUNDS = 9;
const SIZES = [1, 10, 100] as const;
const SIZE_ROUNDS = 3;

/** The indexes that a plan asks for in Sakila: without them the server's own checks of foreign keys take most of the time. */
const INDEXES = [
  "CREATE INDEX ON rental (customer_id); CREATE INDEX ON payment (rental_id)",
  ...[1, 2, 3, 4, 5, 6].map((month) => `CREATE INDEX ON payment_p2007_0${month} (rental_id)`),
  "ANALYZE rental, payment",
].join(";");

/**
 * One customer of Sakila, with every rental and payment, erased from a freshly restored copy: by Troth's engine and by
 * SQL written by hand for this schema. Store time only, on both sides on connections that are open already.
 */
export async function run(): Promise<BenchResult> {
  if (testPostgres === undefined) throw new Error("this bench needs PostgreSQL: set TROTH_TEST_POSTGRES");
  const emails = await someCustomers();
  const asItIs = await compare(emails, "SELECT 1");
  const indexed = await compare(emails, INDEXES);
  const grown = await growth();
  const large = await measureLarge();
  return {
    ratios: {
      ...large.ratios,
      sakila: asItIs.ratios.handWritten ?? Number.NaN,
      sakilaIndexed: indexed.ratios.handWritten ?? Number.NaN,
    },
    figures: {
      ...large.figures,
      sakilaRounds: ROUNDS,
      sakilaOursMs: asItIs.oursMs,
      sakilaHandWrittenMs: asItIs.peersMs.handWritten ?? Number.NaN,
      sakilaIndexedOursMs: indexed.oursMs,
      sakilaIndexedHandWrittenMs: indexed.peersMs.handWritten ?? Number.NaN,
      ...grown,
    },
    targets: {
      handWritten: ">= 0.67",
      handWrittenBatch: ">= 0.67",
      sakilaIndexed: ">= 0.67",
      perHead100By1: "< 1",
      perHead1000By100: "< 1",
      sequentialScansOfLargeTables1: "<= 0",
      sequentialScansOfLargeTables100: "<= 0",
    },
    notes: [
      "handWritten, handWrittenBatch: one person and a thousand, on sixty tables that this bench makes; store time alone, with capture, counts and read-back on both sides",
      "perHeadMilliseconds, roundTripsPerPerson: store time and round trips of ours, by the number of people in one batch",
      "perHeadWhole: with what is computed between the statements; roundTrips: of ours; sequentialScansOfLargeTables: of ours, in tables above 10,000 rows, without the capture for the plan; of a thousand people, who are several per cent of each table here, the server rightly reads some whole: --rows 10000000 shows how it is where they are not",
      "sakila: as it is; sakilaIndexed: with the indexes that the plan names, where round trips weigh more",
    ],
  };
}

function compare(emails: readonly string[], prepare: string): Promise<Interleaved> {
  const program = readProgram(PROGRAM);
  const turns = { ours: 0, byHand: 0 };
  const email = (turn: number): string => emails[turn % emails.length] ?? "";
  return interleave({
    rounds: ROUNDS,
    ours: () => onFreshCopy(prepare, async (url) => (await eraseByTroth({ program, url, email: email(turns.ours++) })).tookMs),
    peers: {
      handWritten: () =>
        onFreshCopy(prepare, (url) =>
          connected(url, async (client) => {
            await client.query("SELECT 1");
            return (await eraseByHand(client, email(turns.byHand++))).tookMs;
          }),
        ),
    },
  });
}

/** How the cost grows with the rows of one person: customers made with so many rentals, indexed. */
async function growth(): Promise<Record<string, number>> {
  const program = readProgram(PROGRAM);
  const figures: Record<string, number> = {};
  for (const rows of SIZES) {
    const took: number[] = [];
    for (let round = 0; round < SIZE_ROUNDS; round += 1) {
      await onFreshCopy(`${INDEXES}; ${customerWith(rows)}`, async (url) => {
        const done = await eraseByTroth({ program, url, email: "grown@many.example" });
        if (done.deleted !== rows + 1) throw new Error(`${done.deleted} rows instead of ${rows + 1}`);
        took.push(done.tookMs);
      });
    }
    figures[`ours${rows}RowsMs`] = median(took);
  }
  return figures;
}

// At the store's own address, which is nobody's alone.
const customerWith = (rentals: number): string =>
  `INSERT INTO customer (customer_id, store_id, first_name, last_name, email, address_id, active)
     VALUES (90000, 1, 'G', 'G', 'grown@many.example', 1, 1);
   INSERT INTO rental (rental_date, inventory_id, customer_id, staff_id)
     SELECT timestamp '2007-01-01' + n * interval '1 hour', 1, 90000, 1 FROM generate_series(1, ${rentals}) n`;

/** Customers with an address of their own and about as many rentals as most. */
function someCustomers(): Promise<readonly string[]> {
  return onFreshCopy("SELECT 1", (url) =>
    connected(url, async (client) => {
      const found = await client.query<{ email: string }>(
        `SELECT email FROM customer c WHERE (SELECT count(*) FROM customer o WHERE o.address_id = c.address_id) = 1 AND address_id > 4
         ORDER BY abs((SELECT count(*) FROM rental r WHERE r.customer_id = c.customer_id) - 27), customer_id LIMIT ${ROUNDS}`,
      );
      return found.rows.map((row) => row.email);
    }),
  );
}

async function onFreshCopy<T>(prepare: string, work: (url: string) => Promise<T>): Promise<T> {
  const copy = await freshSakilaPostgres();
  try {
    await connected(copy.url, (client) => client.query(prepare));
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
