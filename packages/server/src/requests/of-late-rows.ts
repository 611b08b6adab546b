import { bodiesOf, type Reader, type RequestRow } from "./store.ts";

/** What tells how a request came to its plan. */
const TELLING = ["request.completed", "request.reopened", "request.planned", "request.named-further", "store.erased"];

/**
 * Whether a plan is of late rows and of nothing else: all that was approved was done and the request complete; then it was opened
 * for late rows, and planned once, by the same program.
 */
export async function isOfLateRowsAlone(db: Reader, row: Pick<RequestRow, "id" | "state" | "right">): Promise<boolean> {
  if (row.right !== "erasure" || row.state !== "planned") return false;
  const told = await bodiesOf(db, { request: row.id, kinds: TELLING });
  const [planned, reopened, completed, ...before] = told.toReversed();
  const last = before.find((one) => one.kind === "request.planned");
  return (
    completed?.kind === "request.completed" &&
    reopened?.kind === "request.reopened" &&
    reopened.body.cause === "late-rows" &&
    planned?.kind === "request.planned" &&
    planned.body.program === last?.body.program
  );
}
