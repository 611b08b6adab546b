import { readFileSync } from "node:fs";
import { compileProgram, type Program } from "@troth/core/program";
import { makePlan, settleErasure } from "@troth/core/subject-graph";
import { openConnector } from "../../packages/server/src/connectors/index.ts";
import { captureRows, eraseRows, inspectStores, readBackTouched } from "../../packages/server/src/subject-graph/index.ts";

/** What Troth did in the store, and how long the store was busy with it. */
export interface ByTroth {
  readonly deleted: number;
  /** Capture under lock, changes, deletes, COMMIT, and the read-back; not the plan, the approval or the ledger. */
  readonly tookMs: number;
}

/** Compiles a program that has one store. */
export function readProgram(path: string): Program {
  const { program, findings } = compileProgram({
    file: path,
    read: (name) => (name === path ? readFileSync(path, "utf8") : undefined),
  });
  if (program === undefined) throw new Error(`the program has ${findings.length} findings`);
  return program;
}

/** The engine alone: what of an erasure touches the store. */
export async function eraseByTroth(at: {
  readonly program: Program;
  readonly url: string;
  readonly email: string;
}): Promise<ByTroth> {
  const { program, url } = at;
  const [rule] = Object.values(program.stores);
  if (rule === undefined) throw new Error("the program has no store");
  const connector = openConnector({ store: rule.id, connector: rule.connector, url, options: {} });
  try {
    const subject = [{ kind: "email", value: at.email }];
    const today = new Date().toISOString().slice(0, 10);
    const { schemas } = await inspectStores(program, async () => connector);
    const plan = makePlan({ program, schemas, right: "erasure", identities: ["email"] }).stores[0];
    if (plan === undefined) throw new Error("the store is in no plan");
    const work = await connector.read(async (session) => settleErasure(plan, await captureRows(session, plan, subject), today));
    const started = performance.now();
    const answer = await eraseRows({
      ...{ connector, plan, subject, today, approved: work.steps, name: "bench", shadow: false },
      pseudonymKey: new Uint8Array(32).fill(7),
      journal: async () => {},
      passing: async () => {},
      clock: () => performance.now(),
    });
    if (answer.kind !== "acted") throw new Error(`the plan changed: ${answer.because.join("; ")}`);
    const { remaining } = await readBackTouched(connector, answer.record);
    if (remaining > 0) throw new Error(`${remaining} rows are left`);
    return { deleted: answer.record.deleted, tookMs: performance.now() - started };
  } finally {
    await connector.close();
  }
}
