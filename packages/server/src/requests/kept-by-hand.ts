// What a law keeps after an erasure in stores that people went through: what they reported, remembered with whom to look for.
import { dayOf } from "@troth/core/jurisdictions";
import type { Name } from "@troth/core/program";
import { firstUntil, keepingLines, type Staying, stayingUntil, type TaskLine, taskLines } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { findTask, keepStays, reportsOf } from "../tasks/index.ts";
import { tasksIn } from "./run-tasks.ts";
import type { RequestRow } from "./store.ts";

/** What stays in one store by the word of whoever went through it. */
export interface KeptThere {
  readonly rows: number;
  /** The last day of the keep that ends first: on the next it is asked for again. */
  readonly firstEnds: string;
  readonly laws: readonly Name[];
}

/** What people left by law, by store, and what remembers it. */
export interface KeptByHand {
  readonly stores: ReadonlyMap<string, KeptThere>;
  readonly rows: number;
  readonly add: (tx: Tx) => Promise<void>;
}

type Stays = Readonly<Record<string, Staying>>;

/** Gathers what people reported to stay, while the person's key still opens whom they were to look for. */
export async function keptByHandOf(inst: Installation, row: RequestRow): Promise<KeptByHand> {
  const stores = new Map<string, KeptThere>();
  const prepared: Awaited<ReturnType<typeof keepStays>>[] = [];
  for (const plan of tasksIn(row)) {
    const at = { request: row.id, store: plan.store };
    const task = await findTask(inst.storage.db, at);
    // One that is asked for a keep already is remembered since an earlier completion.
    if (task?.state !== "done" || task.purpose !== "request") continue;
    const lines = taskLines(plan, "erasure");
    const last = (await reportsOf(inst.storage.db, at)).at(-1);
    const stays = last?.stays ?? unsaid(lines, last?.found ?? {}, dayOf(last?.at ?? row.received_at, inst.program.zone));
    prepared.push(await keepStays(inst, { task, person: row.person_id, lines, stays }));
    const firstEnds = firstUntil(stays);
    if (firstEnds !== undefined) stores.set(plan.store, { rows: rowsOf(stays), firstEnds, laws: lawsOf(lines, stays) });
  }
  return {
    stores,
    rows: [...stores.values()].reduce((all, one) => all + one.rows, 0),
    add: async (tx) => {
      for (const one of prepared) await one.add(tx);
    },
  };
}

/**
 * What stays by a report from before anybody was asked: as much as was found, from the day of the report. Asked for once too
 * often, nothing stays too long.
 */
const unsaid = (lines: readonly TaskLine[], found: Readonly<Record<string, number>>, day: string): Stays =>
  Object.fromEntries(
    keepingLines(lines).flatMap((line): [string, Staying][] => {
      const [rows = 0, until] = [found[line.dataset], stayingUntil(line, day, day)];
      return rows > 0 && until !== undefined ? [[line.dataset, { rows, until }]] : [];
    }),
  );

const rowsOf = (stays: Stays): number => Object.values(stays).reduce((all, one) => all + one.rows, 0);

const lawsOf = (lines: readonly TaskLine[], stays: Stays): readonly Name[] =>
  lines.filter((line) => stays[line.dataset] !== undefined).flatMap((line) => line.keeps.map((keep) => keep.law));
