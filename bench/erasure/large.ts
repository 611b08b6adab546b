import pg from "pg";
import { freshPostgres } from "../../test/support/databases.ts";
import type { BenchResult } from "../bench.ts";
import { median } from "../interleave.ts";
import { compileText, type Engine, openEngine } from "./ours.ts";
import { type CountingLink, countRoundTrips } from "./round-trips.ts";
import { emailOf, eraseSixtyByHand, makeSixty, ROWS_EACH, sixtyProgram, TABLES } from "./sixty.ts";

/** Two million rows, unless `--rows` or `--people` says otherwise. */
const ROWS = process.env.TROTH_BENCH_ROWS;
const PEOPLE = Number(process.env.TROTH_BENCH_PEOPLE ?? (ROWS === undefined ? "17000" : Math.ceil(Number(ROWS) / ROWS_EACH)));
const BATCHES = [1, 100, 1000] as const;
const ROUNDS = 5;

/** What was measured on sixty tables: the peer's store time by ours, and how ours grows. */
export interface Large {
  readonly ratios: Readonly<Record<string, number>>;
  readonly figures: BenchResult["figures"];
}

/** One person, a hundred and a thousand in a batch, on sixty tables: ours and SQL by hand in turns, other people each time. */
export async function measureLarge(): Promise<Large> {
  const needed = (2 * ROUNDS + 1) * BATCHES.reduce((sum, people) => sum + people, 0);
  if (PEOPLE < needed) throw new Error(`too few people: each is erased once, and ${needed} are (--rows ${needed * ROWS_EACH})`);
  const fresh = await freshPostgres();
  const owner = new pg.Client({ connectionString: fresh.url });
  const link = await countRoundTrips(fresh.url);
  const byHand = new pg.Client({ connectionString: link.url, pipeline: true });
  try {
    await owner.connect();
    const rows = await makeSixty(owner, { people: PEOPLE });
    await byHand.connect();
    const open = (url: string) => openEngine({ program: compileText("sixty.yaml", sixtyProgram("${SIXTY}")), url });
    const engine = await open(link.url);
    return await measureOn({ owner, byHand, link, engine, rows, openAnother: () => open(fresh.url) }).finally(engine.close);
  } finally {
    await byHand.end();
    await owner.end();
    await link.close();
    await fresh.drop();
  }
}

interface Place {
  readonly owner: pg.Client;
  readonly byHand: pg.Client;
  readonly link: CountingLink;
  readonly engine: Engine;
  readonly rows: number;
  /** An engine with connections of its own: when they are closed, the server has counted what they read. */
  readonly openAnother: () => Promise<Engine>;
}

/** One erasure: what the store took, what the whole took, and how often one waited for the other. */
interface Taken {
  readonly storeMs: number;
  readonly tookMs: number;
  readonly trips: number;
}

async function measureOn(place: Place): Promise<Large> {
  let next = 1;
  const take = (count: number) => Array.from({ length: count }, () => emailOf(next++));
  const ratios: Record<string, number> = {};
  const figures: Record<string, number> = { tables: TABLES.length + 1, rows: place.rows };
  const perHeadMilliseconds: Record<string, number> = {};
  const roundTripsPerPerson: Record<string, number> = {};
  for (const people of BATCHES) {
    const ours: Taken[] = [];
    const hand: Taken[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const turns = [
        async () => void ours.push(await taken(place.link, people, (started) => place.engine.erase(take(people), started))),
        async () => void hand.push(await taken(place.link, people, () => eraseSixtyByHand(place.byHand, take(people)))),
      ];
      for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
    }
    const name = people === 1 ? "handWritten" : people === 1000 ? "handWrittenBatch" : `handWrittenBatch${people}`;
    const by = (of: readonly Taken[], what: keyof Taken) => median(of.map((one) => one[what]));
    ratios[name] = median(hand.map((one, at) => one.storeMs / (ours[at]?.storeMs ?? Number.NaN)));
    figures[`perHeadMilliseconds${people}`] = by(ours, "storeMs") / people;
    figures[`perHeadMillisecondsByHand${people}`] = by(hand, "storeMs") / people;
    figures[`perHeadWholeMilliseconds${people}`] = by(ours, "tookMs") / people;
    figures[`perHeadWholeMillisecondsByHand${people}`] = by(hand, "tookMs") / people;
    figures[`roundTrips${people}`] = by(ours, "trips");
    perHeadMilliseconds[people] = by(ours, "storeMs") / people;
    roundTripsPerPerson[people] = by(ours, "trips") / people;
    figures[`sequentialScansOfLargeTables${people}`] = await scansOfOurs(place, take(people));
  }
  const head = (people: number) => perHeadMilliseconds[people] ?? Number.NaN;
  figures.perHead100By1 = head(100) / head(1);
  figures.perHead1000By100 = head(1000) / head(100);
  return { ratios, figures: { perHeadMilliseconds, roundTripsPerPerson, ...figures } };
}

/** Runs one erasure; what comes before `started` is called is not counted. */
async function taken(
  link: CountingLink,
  people: number,
  erase: (started: () => void) => Promise<{ readonly deleted: number; readonly tookMs: number }>,
): Promise<Taken> {
  let before = { storeMs: link.storeMs(), trips: link.trips() };
  const { deleted, tookMs } = await erase(() => {
    before = { storeMs: link.storeMs(), trips: link.trips() };
  });
  if (deleted !== people * ROWS_EACH) throw new Error(`${deleted} rows instead of ${people * ROWS_EACH}`);
  return { storeMs: link.storeMs() - before.storeMs, tookMs, trips: link.trips() - before.trips };
}

/** Tables above this many rows are read by an index, or it takes the longer the more customers there are. */
const LARGE_ROWS = 10_000;
/** Connections that end hand in their counts; a moment later they are to be seen. */
const COUNTED_MS = 1_500;

/** How often an erasure of ours reads a large table whole. The capture for the plan, before it, is told apart and left out. */
async function scansOfOurs(place: Place, emails: readonly string[]): Promise<number> {
  const scansDuring = async (work: (engine: Engine) => Promise<unknown>) => {
    const before = await sequentialScans(place.owner);
    const engine = await place.openAnother();
    await work(engine).finally(engine.close);
    return (await sequentialScans(place.owner)) - before;
  };
  const planned = await scansDuring((engine) => engine.capture(emails));
  return (await scansDuring((engine) => engine.erase(emails))) - planned;
}

async function sequentialScans(client: pg.Client): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, COUNTED_MS));
  await client.query("SELECT pg_stat_clear_snapshot()");
  const { rows } = await client.query<{ scans: string | null }>(
    `SELECT sum(s.seq_scan) AS scans FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE c.reltuples > ${LARGE_ROWS}`,
  );
  return Number(rows[0]?.scans ?? 0);
}
