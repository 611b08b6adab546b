import {
  CHUNK_ROWS,
  chunksFinding,
  LARGE_ROWS_OF_WORK,
  type PlanFinding,
  type PlanStep,
  rowsOfSteps,
  type StoreWork,
} from "@troth/core/subject-graph";
import type { Connector } from "../connectors/index.ts";
import type { LargeSets } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";

const LARGE_SETS: LargeSets = { rows: LARGE_ROWS_OF_WORK, chunkRows: CHUNK_ROWS, pauseMs: 1000 };

/** When an erasure is split, and how. */
export const largeSetsOf = (inst: Pick<Installation, "surroundings">): LargeSets => inst.surroundings.largeSets ?? LARGE_SETS;

/**
 * Whether what was approved in a store is too much for one transaction. Not where there is none: nothing is locked there, and
 * what a journal names can be deleted again.
 */
export const isLarge = (inst: Installation, connector: Connector, approved: readonly PlanStep[]): boolean =>
  connector.capabilities.repeats !== true && rowsOfSteps(approved) > largeSetsOf(inst).rows;

/** What a plan says of the stores whose work would be split. */
export async function chunkFindings(
  inst: Installation,
  works: readonly StoreWork[],
  shadow: ReadonlySet<string>,
): Promise<PlanFinding[]> {
  const { chunkRows } = largeSetsOf(inst);
  const findings = works.map(async ({ store, steps }) =>
    isLarge(inst, await inst.connector(store), steps)
      ? [chunksFinding({ store, rows: rowsOfSteps(steps), chunkRows, shadow: shadow.has(store) })]
      : [],
  );
  return (await Promise.all(findings)).flat();
}
