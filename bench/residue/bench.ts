import { makeSearch, soughtValues } from "@troth/core/residue";
import pg from "pg";
import { openConnector } from "../../packages/server/src/connectors/index.ts";
import { datasetsToScan, type SoughtValue, scanDataset } from "../../packages/server/src/residue/scan-dataset.ts";
import { freshPostgres, testPostgres } from "../../test/support/databases.ts";
import type { BenchResult } from "../bench.ts";
import { interleave } from "../interleave.ts";

const ROWS = Number(process.env.TROTH_BENCH_ROWS ?? 200_000);
const ROUNDS = 5;
const MANY = 10_000;

/** A person, and what only their rows held. */
const person = (at: number) => [
  { category: "contact.email", value: `person.${at.toString(36)}@mail${at % 97}.example` },
  { category: "name.full", value: `Given${at.toString(36)} Family${(at * 7).toString(36)}son` },
  { category: "contact.phone", value: `+44 7700 ${String(900000 + at).padStart(6, "0")}` },
];

/**
 * Tier 3 over one store: a pass for one person and for ten thousand, against the same stream without a search (the floor),
 * and against what one would write by hand for one person: a LIKE for each value over each column.
 */
export async function run(): Promise<BenchResult> {
  if (testPostgres === undefined) throw new Error("this bench needs PostgreSQL: set TROTH_TEST_POSTGRES");
  const { url, drop } = await freshPostgres();
  const connector = openConnector({ store: "bench", connector: "postgres", url, options: {} });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await fill(client);
    const one = valuesOf(1);
    const many = valuesOf(MANY);
    const [searchOne, searchMany] = [makeSearch(one.map(({ value }) => value)), makeSearch(many.map(({ value }) => value))];
    const pass = async (search: typeof searchOne, values: readonly SoughtValue[], wanted: number) => {
      const schema = await connector.inspect();
      const found = new Set<string>();
      for (const { dataset, columns } of datasetsToScan(schema)) {
        const scanned = await connector.read((session) =>
          scanDataset(session, { store: "bench", dataset, columns, search, values, rule: undefined }),
        );
        for (const each of scanned.found) found.add(each.request);
      }
      if (found.size !== wanted) throw new Error(`${found.size} people were found, not ${wanted}`);
      return undefined;
    };
    const measured = await interleave({
      rounds: ROUNDS,
      ours: () => pass(searchMany, many, 3),
      peers: {
        forOnePerson: () => pass(searchOne, one, 1),
        streamWithoutSearch: () => pass({ within: () => new Set() }, [], 0),
        likeByHandForOnePerson: () => likeByHand(client),
      },
    });
    const bytes = Number((await client.query("select pg_total_relation_size('notes') as n")).rows[0].n);
    return {
      ratios: measured.ratios,
      figures: {
        rows: ROWS,
        people: MANY,
        values: many.length,
        tenThousandMs: measured.oursMs,
        onePersonMs: measured.peersMs.forOnePerson ?? Number.NaN,
        streamMs: measured.peersMs.streamWithoutSearch ?? Number.NaN,
        likeMs: measured.peersMs.likeByHandForOnePerson ?? Number.NaN,
        megabytes: bytes / 2 ** 20,
        peakMegabytes: process.resourceUsage().maxRSS / 1024,
      },
      notes: [
        "ratios are of a pass for 10,000 people; likeByHand searches three values in one spelling, on the server, without decoding",
      ],
    };
  } finally {
    await client.end();
    await connector.close();
    await drop();
  }
}

function valuesOf(people: number): SoughtValue[] {
  return Array.from({ length: people }, (_, at) => {
    const { values, leftOut } = soughtValues(person(at));
    const of = { values, leftOut, kept: {}, own: {} };
    return values.map((value) => ({ request: `R-${at}`, value, of }));
  }).flat();
}

async function fill(client: pg.Client): Promise<void> {
  await client.query("create table notes (id bigint primary key, title text, body text, extra jsonb, n integer)");
  await client.query(
    `insert into notes select i, 'order ' || i, repeat('the parcel was sent to someone' || (i % 977) || '@shop.example; call +31 20 55' || i || '. ', 4),
       jsonb_build_object('at', i, 'who', 'someone' || i), i from generate_series(1, $1) i`,
    [ROWS],
  );
  const [first] = person(0);
  const [, name] = person(77);
  const [, , phone] = person(9_999);
  await client.query("update notes set body = body || $1 where id = 100", [first?.value]);
  await client.query("update notes set title = $1 where id = 200", [name?.value.toUpperCase()]);
  await client.query("update notes set extra = jsonb_build_object('tel', $1::text) where id = 300", [
    phone?.value.replaceAll(" ", "-"),
  ]);
}

async function likeByHand(client: pg.Client): Promise<undefined> {
  for (const { value } of person(0))
    await client.query("select id from notes where title ilike $1 or body ilike $1 or extra::text ilike $1", [`%${value}%`]);
  return undefined;
}
