// npm run faults -- --kills N [--seed S] [--at step,...] [--on sqlite|postgres] [--only N] [--json]
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { bundleChild } from "./bundle-child.ts";
import { grounds, makeQuarry, type Quarry } from "./ground.ts";
import type { Expected } from "./judge.ts";
import { GROUNDS, type GroundKind } from "./place.ts";
import { type CaseResult, observe, runCase } from "./run-case.ts";
import { makeSchedule, type Passed, stepNames, type Wanted } from "./schedule.ts";
import { compareSteps, ELSEWHERE, stepsInSource } from "./steps.ts";

const HELP = `npm run faults -- --kills 30 [--seed 1] [--at store.journal,...] [--on sqlite] [--only 17] [--json]

  --kills  how many requests are killed on their way; one in four is killed again while it is taken up
  --seed   the same seed makes the same kills
  --at     only at these steps
  --on     only on this ground: ${GROUNDS.join(", ")} (see place.ts; PostgreSQL and MariaDB where
           TROTH_TEST_POSTGRES and TROTH_TEST_MARIADB name servers)
  --only   only the case of this number
  --jobs   how many at a time`;

interface Asked extends Wanted {
  readonly on: readonly GroundKind[];
  readonly only: number | undefined;
  readonly jobs: number;
  readonly json: boolean;
}

interface Prepared {
  readonly file: string;
  readonly quarry: Quarry;
  readonly passed: Passed;
  readonly expected: Expected;
}

function asked(): Asked | undefined {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "30" },
      seed: { type: "string", default: "1" },
      at: { type: "string" },
      on: { type: "string" },
      only: { type: "string" },
      jobs: { type: "string", default: String(availableParallelism()) },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const on = values.on === undefined ? grounds() : [values.on as GroundKind];
  const only = values.only === undefined ? undefined : Number(values.only);
  return { ...values, kills: Number(values.kills), at: values.at?.split(","), on, only, jobs: Number(values.jobs) };
}

async function main(): Promise<number> {
  const wanted = asked();
  if (!wanted) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const say = (line: string) => void (wanted.json || process.stdout.write(`${line}\n`));
  const began = performance.now();
  const source = stepsInSource();
  const prepared = new Map<GroundKind, Prepared>();
  const { file, remove } = await bundleChild();
  try {
    for (const kind of wanted.on) {
      const quarry = await makeQuarry(kind);
      prepared.set(kind, { file, quarry, ...(await observe(file, quarry)) });
    }
    const left = GROUNDS.filter((kind) => !wanted.on.includes(kind));
    if (left.length > 0) say(`left out, for want of a server or by --on: ${left.join(", ")}`);
    const passed = [...prepared.values()].map((one) => one.passed);
    const results = await runAll(wanted, prepared, say);
    const unhit = wanted.at || wanted.only !== undefined ? [] : printCoverage(passed, results, say);
    // One ground alone does not pass every step.
    const unlike = !everyStepIsPassedBy(wanted.on)
      ? []
      : compareSteps({ source, passed: stepNames(passed), elsewhere: ELSEWHERE });
    return conclude({ wanted, results, unhit, unlike, seconds: (performance.now() - began) / 1000, say });
  } finally {
    remove();
    for (const { quarry } of prepared.values()) await quarry.remove();
  }
}

/** The grounds that need no server pass every step between them: one transaction, and several. */
const everyStepIsPassedBy = (on: readonly GroundKind[]): boolean => on.includes("sqlite") && on.includes("large");

async function runAll(
  wanted: Asked,
  prepared: ReadonlyMap<GroundKind, Prepared>,
  say: (line: string) => void,
): Promise<CaseResult[]> {
  const all = makeSchedule(
    [...prepared.values()].map((one) => one.passed),
    wanted,
  );
  const queue = all.filter((one) => wanted.only === undefined || one.number === wanted.only);
  const results: CaseResult[] = [];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const at = prepared.get(next.ground);
      if (!at) continue;
      const result = await runCase(next, at);
      results.push(result);
      say(lineOf(result, wanted.seed));
    }
  };
  await Promise.all(Array.from({ length: wanted.jobs }, worker));
  return results;
}

function lineOf(result: CaseResult, seed: string): string {
  const { number, ground } = result.case;
  const where = result.killedAt.length === 0 ? "never: it had ended" : result.killedAt.join(", then ");
  const outcome = result.problems.length > 0 ? `FAILED: ${result.problems.join("; ")}` : result.outcome;
  const because = result.because === undefined ? "" : ` (${result.because})`;
  return `seed ${seed}/${number}  ${ground.padEnd(12)}  killed at ${where}  ->  ${outcome}${because}`;
}

/** Prints how often each known step was hit; gives those that were not. */
function printCoverage(passed: readonly Passed[], results: readonly CaseResult[], say: (line: string) => void): string[] {
  const hits = new Map(stepNames(passed).map((step) => [step, 0]));
  for (const at of results.flatMap((one) => one.killedAt)) {
    const step = /^\S+/.exec(at)?.[0] ?? "";
    if (!at.includes(" + ") && hits.has(step)) hits.set(step, (hits.get(step) ?? 0) + 1);
  }
  say("\nkills at each step");
  for (const [step, count] of hits) say(`  ${step.padEnd(24)} ${String(count).padStart(4)}`);
  const between = results.flatMap((one) => one.killedAt).filter((at) => at.includes(" + ")).length;
  say(`  ${"between steps, at random".padEnd(24)} ${String(between).padStart(4)}`);
  return [...hits].filter(([, count]) => count === 0).map(([step]) => step);
}

function conclude(at: {
  readonly wanted: Asked;
  readonly results: readonly CaseResult[];
  readonly unhit: readonly string[];
  /** What the source and the grounds do not agree in. */
  readonly unlike: readonly string[];
  readonly seconds: number;
  readonly say: (line: string) => void;
}): number {
  const { wanted, results, unhit, unlike, seconds, say } = at;
  // A run that killed nobody would show nothing.
  const bad = results.filter(
    (one) => one.problems.length > 0 || (one.killedAt.length === 0 && one.case.stops[0]?.kind === "step"),
  );
  const stuck = results.filter((one) => one.problems.length === 0 && one.outcome === "stuck").length;
  const failed = bad.length + unhit.length + unlike.length;
  const passed = results.length - bad.length;
  if (wanted.json)
    process.stdout.write(`${JSON.stringify({ seed: wanted.seed, passed, failed, stuck, unhit, unlike, seconds, results })}\n`);
  for (const one of unlike) say(`\n${one}`);
  if (unhit.length > 0) say(`\nnot hit: ${unhit.join(", ")}`);
  say(
    `\n${results.flatMap((one) => one.killedAt).length} kills in ${seconds.toFixed(0)} s, ${stuck} stand stuck with their reason`,
  );
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 || results.length === 0 ? 1 : 0;
}

process.exitCode = await main();
