// The shop's server on a database of its own, with as many records as one likes.
import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { startServer } from "../../packages/server/src/serve/index.ts";
import { CONSENT_TABLES, serveConsentShop, unhurried } from "../../test/support/consent-shop.ts";
import { type FreshPostgres, freshPostgres } from "../../test/support/databases.ts";
import { watchPlans } from "../../test/support/plans.ts";
import type { ServedWorkshop } from "../../test/support/served-workshop.ts";
import { sendMany, type Taker } from "./taker.ts";

/** So many are made by our own code, and copied. */
const MADE = 2_000;
/** Facts of an entry of the ledger: what a full batch commits to. */
const OF_ENTRY = 200;
const ENTRIES_AT_ONCE = 500;
/** A server that touches nothing for so long has read what it wanted, in milliseconds. */
const SETTLED_MS = 1_000;

/** Ours, which ends by telling what its statements touched. */
export interface OurTaker extends Taker {
  /** Starts the server again with every plan watched; pages that each of so many records touched, one after the other. */
  readonly buffersEach: (records: number) => Promise<number>;
}

/** Serves the shop with so many records of as many browsers, sealed, in the feed, and with a ledger of that length. */
export async function serveOurs(rows: number): Promise<OurTaker> {
  const database = await freshPostgres();
  const served = await serveConsentShop({ TROTH_DATABASE_URL: database.url });
  const to = await takingAt(served.base);
  await sendMany(to, MADE);
  await growLedger(served.server.inst, Math.floor(rows / OF_ENTRY));
  const client = new pg.Client({ connectionString: database.url, options: "-c search_path=troth" });
  await client.connect();
  if (rows > 0) await client.query(copies(rows));
  await client.query("vacuum analyze");
  await client.end();
  return {
    ...to,
    buffersEach: (records) => buffersEach(served, database, records),
    close: async () => {
      await served.close();
      await database.drop();
    },
  };
}

/** Where records are sent, with the hash of what the site's banner shows, as the banner itself sends it. */
async function takingAt(base: string): Promise<Omit<Taker, "close">> {
  const banner = await (await fetch(`${base}/banner.js?service=site&language=en`)).text();
  const [, shown] = /"shown":"([0-9a-f]{64})"/.exec(banner) ?? [];
  if (shown === undefined) throw new Error("the banner of the shop does not say what it shows");
  return { address: `${base}/v1/consents`, shown };
}

/** Entries as long as those of full batches, by our own code: a tree is not copied. */
async function growLedger({ storage, ledger }: Installation, entries: number): Promise<void> {
  for (let done = 0; done < entries; done += ENTRIES_AT_ONCE) {
    await storage.transaction(async (tx) => {
      for (let one = done; one < Math.min(entries, done + ENTRIES_AT_ONCE); one++) {
        const commitments = Array.from({ length: OF_ENTRY }, () => randomBytes(16).toString("hex"));
        const body = { by: "bench", facts: OF_ENTRY, subjects: OF_ENTRY, commitments };
        await ledger.append(tx, { kind: "facts.told", body });
      }
    });
    await ledger.sequence();
  }
}

/** What our own code made, again and again under fresh ids. What is sealed is a copy, which nobody opens. */
const copies = (rows: number): string => `
  create temp table template as
    select row_number() over () - 1 as place, s.kind, s.state, s.ground, f.sealed, f.commitment, f.entry
    from fact_subject s join fact f on f.subject = s.hash;
  create temp table made as
    select n, gen_random_uuid()::text as person, md5('subject' || n) as hash, encode(sha256(('fact' || n)::bytea), 'hex') as id_hash,
      (select max(id) from fact_change) + n as change, n % (select count(*) from template) as place
    from generate_series(1, ${rows}) n;
  analyze made; analyze template;
  insert into person (id, state, created_at) select person, 'known', now() from made;
  insert into fact_subject (hash, kind, person_id, state, ground, version)
    select hash, kind, person, state, ground, change from made join template using (place);
  insert into fact (id_hash, subject, sealed, commitment, entry)
    select id_hash, hash, sealed, commitment, entry from made join template using (place);
  insert into fact_change (id, position, kind, about, at)
    select change, (select position from fact_feed) + n, 'state', hash, now() from made;
  update fact_feed set position = position + ${rows};
  select setval(pg_get_serial_sequence('fact_change', 'id'), (select max(id) from fact_change));
  drop table made; drop table template`;

async function buffersEach({ server, shop }: ServedWorkshop, { url }: FreshPostgres, records: number): Promise<number> {
  await server.close();
  const plans = await watchPlans(url);
  const env = { ...shop.env, TROTH_DATABASE_URL: url, TROTH_LISTEN: "127.0.0.1:0" };
  const again = await startServer({ home: shop.home, programFile: shop.program, env, budgets: unhurried });
  try {
    const to = await takingAt(again.address);
    await sendMany(to, 1);
    const touched = async (work: () => Promise<unknown>): Promise<number> => {
      const ran = await plans.during(work);
      const own = ran.filter(({ nodes }) => nodes.some(({ table }) => table !== undefined && CONSENT_TABLES.includes(table)));
      return own.reduce((all, { buffers }) => all + buffers, 0);
    };
    // A server that starts reads the copies, of which it heard nothing: no part of a write.
    while ((await touched(() => setTimeout(SETTLED_MS))) > records);
    const all = await touched(() => sendMany(to, records, 1));
    return all / records;
  } finally {
    await again.close();
    plans.stop();
  }
}
