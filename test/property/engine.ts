// The real engine on one company: program compiled, plan made, rows captured, erased, read back. As `requests` does it.
import { compileProgram } from "@troth/core/program";
import { type Captured, makePlan, type PlanFinding, type StorePlan, settleErasure } from "@troth/core/subject-graph";
import {
  captureRows,
  type EraseAnswer,
  eraseRows,
  type ReadBackPart,
  readBackTouched,
} from "../../packages/server/src/subject-graph/index.ts";
import type { LiveWorld } from "./on-pglite.ts";
import { TODAY, type World } from "./world.ts";
import { programOf } from "./write-world.ts";

/** What the engine did with a company. */
export interface EngineRun {
  readonly plan: StorePlan;
  readonly captured: Captured;
  readonly findings: readonly PlanFinding[];
  /** None: findings of the plan itself block, so that it would never be run. */
  readonly answer: EraseAnswer | undefined;
  readonly readBack: ReadBackPart | undefined;
}

const today = { day: TODAY, zone: "UTC" };

const keyOf = (person: number): Uint8Array => new Uint8Array(32).fill(7 + person);

export async function runEngine(world: World, { connector }: LiveWorld): Promise<EngineRun> {
  const { program, findings: said } = compileProgram({ data: programOf(world) });
  if (!program)
    throw new Error(`the program does not compile: ${said.filter((one) => one.level === "error").map((one) => one.says)}`);
  const identities = [...new Set(world.people.flatMap((named) => named.map((one) => one.kind)))];
  const made = makePlan({ program, schemas: [await connector.inspect()], right: "erasure", identities });
  const [plan] = made.stores;
  if (!plan) throw new Error("the plan has no store");
  const [subject = [], ...others] = world.people;
  const captured = await connector.read((session) => captureRows(session, plan, subject, { others }));
  const work = settleErasure(plan, captured, today);
  const findings = [...made.findings, ...work.findings];
  if (made.findings.some((one) => one.blocks)) return { plan, captured, findings, answer: undefined, readBack: undefined };
  const answer = await eraseRows({
    ...{
      connector,
      plan,
      subject,
      today,
      pseudonymKey: keyOf(0),
      approved: work.steps,
      known: work.findings,
      name: "R-1/1",
    },
    others: others.map((one, at) => ({ subject: one, pseudonymKey: keyOf(at + 1) })),
    ...{ shadow: false, journal: async () => undefined, passing: async () => undefined, clock: () => 0 },
  });
  const readBack = answer.kind === "acted" ? await readBackTouched(connector, plan, answer.record) : undefined;
  return { plan, captured, findings, answer, readBack };
}
