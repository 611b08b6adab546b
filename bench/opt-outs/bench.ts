// npm run bench -- opt-outs: how long after somebody opts out each connected process denies.
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { freshPostgres, testPostgres } from "../../test/support/databases.ts";
import type { BenchResult } from "../bench.ts";
import { monotonicMs } from "./clock.ts";
import type { Seen } from "./follower.ts";
import { answerOf, end, start, tell } from "./processes.ts";
import type { ServerReady } from "./server.ts";

const FOLLOWERS = 10;
const OPT_OUTS = 120;
/** Between two, so that none travels with another: of no whole number of looks, so that they fall anywhere between two looks. */
const PAUSE_MS = 137;

/** One server on PGlite; then, where there is a PostgreSQL, two of which one is told and both are followed. */
export async function run(): Promise<BenchResult> {
  const alone = await measure(undefined);
  const postgres = testPostgres === undefined ? undefined : await freshPostgres();
  try {
    const two = postgres && (await measure(postgres.url));
    return {
      ratios: {},
      figures: {
        ...figuresOf("oneServer", alone.here),
        ...(two && { ...figuresOf("toldServer", two.here), ...figuresOf("otherServer", two.there) }),
      },
      targets: {
        oneServerMaxMs: "<= 1000",
        ...(two && { toldServerMaxMs: "<= 1000", otherServerMaxMs: "<= 1000" }),
      },
      notes: [
        `${OPT_OUTS} opt-outs, one after the other, each recorded over HTTP; ${FOLLOWERS} processes that are connected by the SDK`,
        "from when the call is sent until the last process denies; each is asked every 2 ms",
        testPostgres === undefined
          ? "TROTH_TEST_POSTGRES names no server: two servers on one database were not measured"
          : "two servers on one PostgreSQL: half of the processes follow the one that is told, half the other",
      ],
    };
  } finally {
    await postgres?.drop();
  }
}

function figuresOf(name: string, ms: readonly number[]): Readonly<Record<string, number>> {
  const sorted = [...ms].sort((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { [`${name}P50Ms`]: at(0.5), [`${name}P99Ms`]: at(0.99), [`${name}MaxMs`]: at(1) };
}

/** Of each opt-out, when the last process denied: of those that follow the server that was told, and of the others. */
interface Measured {
  readonly here: readonly number[];
  readonly there: readonly number[];
}

async function measure(databaseUrl: string | undefined): Promise<Measured> {
  const started: ChildProcess[] = [];
  const begin = (name: "server" | "follower"): ChildProcess => {
    const child = start(name);
    started.push(child);
    return child;
  };
  try {
    const env = databaseUrl === undefined ? {} : { TROTH_DATABASE_URL: databaseUrl };
    const told = await answerOf<ServerReady>(begin("server"), { env });
    const other = databaseUrl === undefined ? told : await answerOf<ServerReady>(begin("server"), { env, join: told.place });
    const connected = (url: string) =>
      Promise.all(
        Array.from({ length: FOLLOWERS / 2 }, async () => {
          const child = begin("follower");
          await answerOf<Seen>(child, { url, key: told.key });
          return child;
        }),
      );
    const here = await connected(told.url);
    const there = await connected(other.url);
    const measured = await optOut(told, here, there);
    return other === told ? { here: measured.here.map((ms, at) => Math.max(ms, measured.there[at] ?? ms)), there: [] } : measured;
  } finally {
    // Followers first: a server waits for nobody who is gone.
    for (const child of started.reverse()) await end(child);
  }
}

async function optOut(server: ServerReady, here: readonly ChildProcess[], there: readonly ChildProcess[]): Promise<Measured> {
  const people = Array.from({ length: OPT_OUTS }, () => randomUUID());
  await tell(
    server,
    people.map((person) => ({ kind: "born", person, day: "1990-05-01" })),
  );
  await Promise.all([...here, ...there].map((child) => answerOf<Seen>(child, { allowed: people })));
  const measured: { here: number[]; there: number[] } = { here: [], there: [] };
  for (const person of people) {
    const seen = (children: readonly ChildProcess[]) =>
      Promise.all(children.map((child) => answerOf<Seen>(child, { denied: person })));
    const seeing = Promise.all([seen(here), seen(there)]);
    const began = monotonicMs();
    await tell(server, [{ kind: "opted-out", person, of: "profiling", on: true }]);
    const [ofHere, ofThere] = await seeing;
    measured.here.push(lastOf(ofHere) - began);
    measured.there.push(lastOf(ofThere) - began);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return measured;
}

/** Denied because of the opt-out, and not because what is known grew too old. */
const lastOf = (seen: readonly Seen[]): number =>
  Math.max(
    ...seen.map((one) => {
      if (!("at" in one) || one.rule !== "opt-out") throw new Error("a process denied for another reason");
      return one.at;
    }),
  );
