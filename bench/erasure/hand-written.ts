import type pg from "pg";

/** What a careful engineer's script found and did for one customer of Sakila. */
export interface HandWritten {
  readonly deleted: number;
  /** From BEGIN to the answer to COMMIT. */
  readonly tookMs: number;
}

/**
 * The peer: SQL written by hand for this one schema. It does what Troth does for `sakila/troth.delete.yaml`: locks and
 * captures the rows, deletes exactly those, holds every count against the capture, reads back, all in one transaction.
 */
export async function eraseByHand(client: pg.Client, email: string): Promise<HandWritten> {
  const started = performance.now();
  await client.query("BEGIN");
  try {
    const captured = await capture(client, email);
    const deleted = await deleteCaptured(client, captured);
    await readBack(client, captured);
    await client.query("COMMIT");
    return { deleted, tookMs: performance.now() - started };
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

interface CapturedCustomer {
  readonly customer: number;
  /** Undefined where somebody else has it too. */
  readonly address: number | undefined;
  readonly rentals: readonly number[];
  readonly payments: readonly number[];
}

async function capture(client: pg.Client, email: string): Promise<CapturedCustomer> {
  const found = await client.query<{ customer_id: number; address_id: number }>(
    "SELECT customer_id, address_id FROM customer WHERE lower(email) = lower($1) FOR UPDATE",
    [email],
  );
  const [row] = found.rows;
  if (row === undefined || found.rows.length > 1) throw new Error("not exactly one customer");
  const shared = await client.query(
    `SELECT 1 FROM customer WHERE address_id = $1 AND customer_id <> $2
     UNION ALL SELECT 1 FROM staff WHERE address_id = $1 UNION ALL SELECT 1 FROM store WHERE address_id = $1`,
    [row.address_id, row.customer_id],
  );
  const unshared = shared.rows.length === 0;
  if (unshared) await client.query("SELECT 1 FROM address WHERE address_id = $1 FOR UPDATE", [row.address_id]);
  const rentals = await client.query<{ rental_id: number }>("SELECT rental_id FROM rental WHERE customer_id = $1 FOR UPDATE", [
    row.customer_id,
  ]);
  const payments = await client.query<{ payment_id: number }>(
    "SELECT payment_id FROM payment WHERE customer_id = $1 FOR UPDATE",
    [row.customer_id],
  );
  return {
    customer: row.customer_id,
    address: unshared ? row.address_id : undefined,
    rentals: rentals.rows.map((rental) => rental.rental_id),
    payments: payments.rows.map((payment) => payment.payment_id),
  };
}

async function deleteCaptured(client: pg.Client, captured: CapturedCustomer): Promise<number> {
  const { customer, address, rentals, payments } = captured;
  const steps: readonly (readonly [sql: string, ids: readonly number[]])[] = [
    ["DELETE FROM payment WHERE customer_id = $2 AND payment_id = ANY($1)", payments],
    ["DELETE FROM rental WHERE customer_id = $2 AND rental_id = ANY($1)", rentals],
    ["DELETE FROM customer WHERE customer_id = $2 AND customer_id = ANY($1)", [customer]],
    ["DELETE FROM address WHERE address_id = ANY($1) AND $2::int IS NOT NULL", address === undefined ? [] : [address]],
  ];
  let deleted = 0;
  for (const [sql, ids] of steps) {
    if (ids.length === 0) continue;
    const done = await client.query(sql, [ids, customer]);
    if (done.rowCount !== ids.length) throw new Error(`${done.rowCount} rows instead of ${ids.length}: ${sql}`);
    deleted += ids.length;
  }
  return deleted;
}

async function readBack(client: pg.Client, { customer, address }: CapturedCustomer): Promise<void> {
  const left = await client.query<{ left: string }>(
    `SELECT (SELECT count(*) FROM payment WHERE customer_id = $1) + (SELECT count(*) FROM rental WHERE customer_id = $1)
          + (SELECT count(*) FROM customer WHERE customer_id = $1) + (SELECT count(*) FROM address WHERE address_id = $2) AS left`,
    [customer, address ?? -1],
  );
  if (left.rows[0]?.left !== "0") throw new Error("rows are left");
}
