// npm run bench -- consent [--rows <number>]: records of consent beside c15t's backend, on one PostgreSQL.
import { loadavg } from "node:os";
import { testPostgres } from "../../test/support/databases.ts";
import type { BenchResult } from "../bench.ts";
import { installedPeers } from "../installed-peers.ts";
import { interleave } from "../interleave.ts";
import { type OurTaker, serveOurs } from "./ours.ts";
import { serveC15t } from "./peer.ts";
import { CALLERS, dismissCallers, sendMany, type Taker } from "./taker.ts";

const ROUNDS = 5;
const OURS = 1_000;
const PEERS = 200;
const FEW_CALLERS = 10;
/** Sent to each before anything is measured: a server that has stood idle for a while has let its connections to the database go. */
const WARM = { ours: 3_000, peers: 400 };
/** What fills both; fewer where `--rows` asks for fewer. */
const FULL = Math.min(100_000, Number(process.env.TROTH_BENCH_ROWS ?? 100_000));
const EXPLAINED = 50;
/** The most that ours holds: `--rows 1000000` is where we mean to be, and loads for minutes. */
const MOST = Number(process.env.TROTH_BENCH_ROWS ?? 300_000);

export async function run(): Promise<BenchResult> {
  if (testPostgres === undefined) throw new Error("this bench needs PostgreSQL: TROTH_TEST_POSTGRES names none");
  const folder = installedPeers(new URL("peers/", import.meta.url));
  const open: Taker[] = [];
  const opened = async <T extends Taker>(opening: Promise<T>): Promise<T> => {
    const one = await opening;
    open.push(one);
    return one;
  };
  try {
    const ours = {
      empty: await opened(serveOurs(0)),
      full: await opened(serveOurs(FULL)),
      most: await opened(serveOurs(MOST)),
    };
    const c15t = { empty: await opened(serveC15t(folder, 0)), full: await opened(serveC15t(folder, FULL)) };
    return await measure(ours, c15t);
  } finally {
    for (const one of open.reverse()) await one.close();
    dismissCallers();
  }
}

type Sized<T, K extends string> = Readonly<Record<K, T>>;

async function measure(
  ours: Sized<OurTaker, "empty" | "full" | "most">,
  c15t: Sized<Taker, "empty" | "full">,
): Promise<BenchResult> {
  const load = loadavg()[0] ?? Number.NaN;
  for (const one of Object.values(ours)) await sendMany(one, WARM.ours);
  for (const one of Object.values(c15t)) await sendMany(one, WARM.peers);
  const [own, peers] = [(one: Taker) => () => sendMany(one, OURS), (one: Taker) => () => sendMany(one, PEERS)];
  const empty = await interleave({
    rounds: ROUNDS,
    ours: own(ours.empty),
    peers: { c15tEmpty: peers(c15t.empty), full: own(ours.full), most: own(ours.most) },
  });
  const full = await interleave({ rounds: ROUNDS, ours: own(ours.full), peers: { c15tFull: peers(c15t.full) } });
  const few = await interleave({
    rounds: ROUNDS,
    ours: () => sendMany(ours.empty, PEERS, FEW_CALLERS),
    peers: { c15tFewCallers: () => sendMany(c15t.empty, PEERS, FEW_CALLERS) },
  });
  const buffers = {
    empty: await ours.empty.buffersEach(EXPLAINED),
    full: await ours.full.buffersEach(EXPLAINED),
    most: await ours.most.buffersEach(EXPLAINED),
  };
  const each = (ms: number | undefined): number => 1_000 / (ms ?? Number.NaN);
  return {
    ratios: { c15tEmpty: empty.ratios.c15tEmpty ?? Number.NaN, c15tFull: full.ratios.c15tFull ?? Number.NaN, ...few.ratios },
    figures: {
      oursPerSecond: { empty: each(empty.oursMs), full: each(empty.peersMs.full), most: each(empty.peersMs.most) },
      c15tPerSecond: { empty: each(empty.peersMs.c15tEmpty), full: each(full.peersMs.c15tFull) },
      fewCallersPerSecond: { ours: each(few.oursMs), c15t: each(few.peersMs.c15tFewCallers) },
      buffersEach: buffers,
      timeMostOverEmpty: empty.ratios.most ?? Number.NaN,
      buffersMostOverFull: buffers.most / buffers.full,
      loadBefore: load,
    },
    targets: { c15tEmpty: ">= 5", c15tFull: ">= 20", timeMostOverEmpty: "<= 1.25", buffersMostOverFull: "<= 1.25" },
    notes: [
      `wall time of a record from a new browser, sent by HTTP to the same listener and acknowledged: ${OURS} of ours and ${PEERS} of c15t's a round, ${CALLERS} callers at once (few callers: ${FEW_CALLERS}), ${ROUNDS} rounds in turns; 10 connections each; servers in one process, callers in another, on the machine's other core beside the database`,
      `each was sent ${WARM.ours} (c15t: ${WARM.peers}) before: what is measured is a server that runs`,
      `ours sealed under a key of the person's own, in the ledger with a signed head; full: ${FULL.toLocaleString("en-US")} records, most: ${MOST.toLocaleString("en-US")}`,
      "records beyond two thousand are copies by SQL under fresh ids, sealed bytes included; the ledger has grown by its own code; the copies have no key files",
      `buffers: pages that each record touched, sent alone, ${EXPLAINED} of them, by auto_explain (analyze, buffers) of every statement as it ran`,
    ],
  };
}
