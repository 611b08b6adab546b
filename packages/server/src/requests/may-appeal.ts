import { appealsUnder, dayOf } from "@troth/core/jurisdictions";
import { isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { lawsOf } from "./clock-of.ts";
import type { Denial } from "./denial-ground.ts";
import type { RequestRow } from "./store.ts";

/** Whether a law of a denied request gives the person an appeal to the company itself. */
export function mayAppeal(
  inst: Pick<Installation, "program">,
  row: Pick<RequestRow, "right" | "laws" | "received_at">,
  denial: Pick<Denial, "state"> | undefined,
): boolean {
  if (!isRight(row.right)) return false;
  const day = dayOf(row.received_at, inst.program.zone);
  return appealsUnder({ laws: lawsOf(inst, row), day, state: denial?.state }).length > 0;
}
