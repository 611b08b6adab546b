import type { Installation } from "../installation/index.ts";
import { type Due, takeDue } from "../jobs/index.ts";
import type { RequestRow } from "./store.ts";

/** Due when an approved erasure may begin. */
export const coolingDue = (request: string, until: string): Due => ({
  id: `cooling.${request}`,
  kind: "cooling.end",
  request,
  at: until,
});

/** Whether an approved request still waits, and can be stopped. */
export const isCooling = (inst: Installation, row: Pick<RequestRow, "state" | "cooling_until">): boolean =>
  row.state === "approved" && row.cooling_until !== null && Date.parse(row.cooling_until) > inst.surroundings.now();

/** Queues the erasures whose cooling-off is over: on the clock of the surroundings. Returns how many. */
export const endCooling = (inst: Installation): Promise<number> =>
  takeDue(
    inst.storage,
    inst.surroundings.now(),
    async (tx, due) => {
      for (const { request } of due) if (request !== null) await inst.jobs.enqueue(tx, { kind: "request.advance", request });
    },
    ["cooling.end"],
  );
