import { isRight } from "@troth/core/requests";
import type { PlannedRight } from "@troth/core/subject-graph";
import { RequestError } from "./errors.ts";
import type { RequestRow } from "./store.ts";

/**
 * The right that a request exercises.
 *
 * @throws RequestError `requests.no-plan` for a question or a concern: those are answered, never planned.
 */
export function rightOf(row: Pick<RequestRow, "id" | "right">): PlannedRight {
  if (isRight(row.right)) return row.right;
  throw new RequestError(
    "requests.no-plan",
    `request ${row.id} is a ${row.right}: it is answered, or turned into a right, and has no plan`,
  );
}
