import {
  answerAll,
  type Captured,
  captureStore,
  type GoneRow,
  type StorePlan,
  type StoreSizes,
  type SubjectIdentifier,
} from "@troth/core/subject-graph";
import type { ReadSession } from "../connectors/index.ts";

/** Captures the keys of every row of the person in one store. In an act session the rows are locked. */
export const captureRows = (
  session: ReadSession,
  plan: StorePlan,
  subject: readonly SubjectIdentifier[],
  gone: readonly GoneRow[] = [],
): Promise<Captured> => answerAll(captureStore(plan, subject, gone), (query) => session.capture(query));

/** Sizes of the datasets that a capture touched, and how many people the store holds, for blast radius. */
export async function sizesOf(session: ReadSession, plan: StorePlan, captured: Captured): Promise<StoreSizes> {
  const rows: Record<string, number> = {};
  for (const dataset of captured.rows.keys()) rows[dataset] = await session.size(dataset);
  const roots = Object.values(plan.datasets).filter((dataset) => dataset.isRoot);
  const people = Math.max(0, ...roots.map((root) => rows[root.dataset] ?? 0));
  return { rows, people };
}
