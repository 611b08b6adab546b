// Starts processes on a ground, kills them where the schedule says, lets the last one finish, and has it judged.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { SHORT_LIVED } from "../support/short-lived.ts";
import type { FromChild, ToChild } from "./child.ts";
import type { Quarry } from "./ground.ts";
import type { Facts } from "./journey.ts";
import { type Expected, isSame, judge, type Verdict } from "./judge.ts";
import type { Place } from "./place.ts";
import { readStores } from "./read-store.ts";
import type { Case, Passed, Stop } from "./schedule.ts";

/** One process may take so long; then it hangs. */
const PATIENCE_MS = 120_000;

/** How one process ended: killed at a step, through with its facts, or failed by itself. */
export interface Life {
  readonly passed: readonly { readonly step: string; readonly atMs: number }[];
  readonly killedAt: string | undefined;
  readonly facts: Facts | undefined;
  readonly failed: string | undefined;
}

/** What one case came to. */
export interface CaseResult extends Verdict {
  readonly case: Case;
  /** Where processes were killed, in order. */
  readonly killedAt: readonly string[];
  readonly ms: number;
}

/** A run that nobody kills: what is passed, and what is right. `file` is the bundled child. */
export async function observe(file: string, quarry: Quarry): Promise<{ readonly passed: Passed; readonly expected: Expected }> {
  const ground = await quarry.copy();
  try {
    const before = await readStores(ground.stores);
    const life = await live(file, ground, undefined);
    if (!life.facts) throw new Error(`the run that nobody killed did not end: ${life.failed}`);
    const after = await readStores(ground.stores);
    const expected = { before, after, facts: life.facts };
    const { problems, outcome } = judge(life.facts, after, expected);
    if (problems.length > 0 || outcome !== "done" || isSame(before, after))
      throw new Error(`the run that nobody killed is not right: ${outcome}, ${problems.join("; ")}`);
    return { passed: { ground: ground.kind, steps: life.passed }, expected };
  } finally {
    await ground.remove();
  }
}

/** Runs one case to its verdict. */
export async function runCase(
  one: Case,
  at: { readonly file: string; readonly quarry: Quarry; readonly expected: Expected },
): Promise<CaseResult> {
  const began = performance.now();
  const ground = await at.quarry.copy();
  const killedAt: string[] = [];
  const verdict = async (): Promise<Verdict> => {
    for (const stop of [...one.stops, undefined]) {
      const life = await live(at.file, ground, stop);
      if (life.killedAt !== undefined) killedAt.push(life.killedAt);
      if (life.failed) return { outcome: "stuck", because: undefined, problems: [`the process failed: ${life.failed}`] };
      if (life.facts) return judge(life.facts, await readStores(ground.stores), at.expected);
    }
    return { outcome: "stuck", because: undefined, problems: ["the last process did not end by itself"] };
  };
  try {
    return { case: one, killedAt, ...(await verdict()), ms: performance.now() - began };
  } catch (error) {
    const problems = [error instanceof Error ? error.message : String(error)];
    return { case: one, killedAt, outcome: "stuck", because: undefined, problems, ms: performance.now() - began };
  } finally {
    await ground.remove();
  }
}

/** One process at a place, to its end or to where it is killed. */
export async function live(file: string, place: Place, stop: Stop | undefined): Promise<Life> {
  const child = fork(file, { execArgv: [...SHORT_LIVED], stdio: ["ignore", 2, 2, "ipc"] });
  // A process that writes nothing and passes nothing for this long hangs, and is not waited for.
  const tooLong = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  const exited = once(child, "exit");
  const { kind, home, databaseUrl, programFile, stores } = place;
  tell(child, { kind: "work", place: { kind, home, databaseUrl, programFile, stores } });
  try {
    const life = await follow(child, stop);
    await exited;
    return life;
  } finally {
    clearTimeout(tooLong);
  }
}

function follow(child: ChildProcess, stop: Stop | undefined): Promise<Life> {
  const passed: { step: string; atMs: number }[] = [];
  const began = performance.now();
  const life = { passed, killedAt: undefined, facts: undefined, failed: undefined };
  return new Promise((resolve) => {
    let last: Life = { ...life, failed: "it ended without a word" };
    child.on("message", (message: FromChild) => {
      if (message.kind === "done") last = { ...life, facts: message.facts };
      else if (message.kind === "failed") last = { ...life, failed: message.says };
      else {
        passed.push({ step: message.step, atMs: performance.now() - began });
        const nth = passed.filter(({ step }) => step === message.step).length;
        if (stop?.kind === "step" && stop.step === message.step && stop.nth === nth) kill(`${message.step}${nthText(nth)}`);
        else tell(child, { kind: "live" });
        killInTime();
      }
    });
    const kill = (at: string) => {
      if (child.kill("SIGKILL")) last = { ...life, killedAt: at };
    };
    const killInTime = () => {
      if (stop?.kind !== "time" || stop.passings !== passed.length) return;
      const after = passed.at(-1)?.step ?? "the start";
      void pause(stop.afterMs).then(() => {
        if (last.facts === undefined && last.failed === "it ended without a word") kill(`${after} + ${stop.afterMs} ms`);
      });
    };
    killInTime();
    child.on("exit", () => resolve(last));
  });
}

const nthText = (nth: number): string => (nth === 1 ? "" : ` (${nth})`);

function tell(child: ChildProcess, message: ToChild): void {
  child.send(message, () => undefined);
}
