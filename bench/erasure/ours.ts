import { readFileSync } from "node:fs";
import { compileProgram, type Program } from "@troth/core/program";
import { makePlan, type StorePlan, settleErasure } from "@troth/core/subject-graph";
import { type Connector, openConnector } from "../../packages/server/src/connectors/index.ts";
import {
  captureRows,
  eraseRows,
  inspectStores,
  readBackIdentities,
  readBackTouched,
} from "../../packages/server/src/subject-graph/index.ts";

/** What Troth did in the store, and how long the store was busy with it. */
export interface ByTroth {
  readonly deleted: number;
  /** Capture under lock, changes, deletes, COMMIT, and tiers 1 and 2 of the read-back; not the plan, the approval or the ledger. */
  readonly tookMs: number;
}

/** Compiles a program that has one store. */
export const readProgram = (path: string): Program => compileText(path, readFileSync(path, "utf8"));

/** The same of a text. */
export function compileText(path: string, text: string): Program {
  const { program, findings } = compileProgram({ file: path, read: (name) => (name === path ? text : undefined) });
  if (program === undefined) throw new Error(`the program has ${findings.length} findings`);
  return program;
}

/** One store opened and planned for, ready to erase people one after the other. */
export interface Engine {
  readonly plan: StorePlan;
  /** Of one person, or of a batch: captured for the plan first, outside of what is measured. */
  readonly erase: (emails: readonly string[], onStart?: () => void) => Promise<ByTroth>;
  /** What comes before: the capture for the plan, alone. */
  readonly capture: (emails: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The engine alone: what of an erasure touches the store. */
export async function openEngine({ program, url }: { readonly program: Program; readonly url: string }): Promise<Engine> {
  const [rule] = Object.values(program.stores);
  if (rule === undefined) throw new Error("the program has no store");
  const connector = openConnector({ store: rule.id, connector: rule.connector, url, options: {} });
  const { schemas } = await inspectStores(program, async () => connector);
  const plan = makePlan({ program, schemas, right: "erasure", identities: ["email"] }).stores[0];
  if (plan === undefined) throw new Error("the store is in no plan");
  return {
    plan,
    erase: (emails, onStart) => eraseWith({ connector, plan, onStart }, emails),
    capture: async (emails) => void (await capturedWork({ connector, plan }, emails)),
    close: () => connector.close(),
  };
}

const today = { day: new Date().toISOString().slice(0, 10), zone: "UTC" };

const capturedWork = (
  { connector, plan }: { readonly connector: Connector; readonly plan: StorePlan },
  emails: readonly string[],
) => {
  const [subject = [], ...others] = emails.map((value) => [{ kind: "email", value }]);
  return connector.read(async (session) => settleErasure(plan, await captureRows(session, plan, subject, { others }), today));
};

async function eraseWith(
  at: { readonly connector: Connector; readonly plan: StorePlan; readonly onStart: (() => void) | undefined },
  emails: readonly string[],
): Promise<ByTroth> {
  const { connector, plan } = at;
  const [subject = [], ...rest] = emails.map((value) => [{ kind: "email", value }]);
  const pseudonymKey = new Uint8Array(32).fill(7);
  const others = rest.map((one) => ({ subject: one, pseudonymKey }));
  const work = await capturedWork(at, emails);
  at.onStart?.();
  const started = performance.now();
  const answer = await eraseRows({
    ...{ connector, plan, subject, others, today, approved: work.steps, name: "bench", shadow: false, pseudonymKey },
    journal: async () => {},
    passing: async () => {},
    clock: () => performance.now(),
  });
  if (answer.kind !== "acted") throw new Error(`the plan changed: ${answer.because.join("; ")}`);
  const tiers = [await readBackTouched(connector, plan, answer.record), await readBackIdentities(connector, plan, answer.record)];
  const remaining = tiers.reduce((sum, tier) => sum + tier.remaining, 0);
  if (remaining > 0) throw new Error(`${remaining} rows are left`);
  return { deleted: answer.record.deleted, tookMs: performance.now() - started };
}

/** One person, from a store that is opened for it. */
export async function eraseByTroth(at: {
  readonly program: Program;
  readonly url: string;
  readonly email: string;
}): Promise<ByTroth> {
  const engine = await openEngine(at);
  return engine.erase([at.email]).finally(engine.close);
}
