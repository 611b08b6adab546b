import type { Law } from "@troth/core/program";
import { isRight, type RequestKind } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import type { Mail } from "../mail/index.ts";
import { clockOf } from "./clock-of.ts";
import type { RequestRow } from "./store.ts";
import { type ToldByLaw, toldByLaw } from "./told-by-law.ts";

/** The mail that says that something was received: for a right with its day and law, for a question without. */
export function acknowledgmentOf(
  inst: Pick<Installation, "program" | "holidays" | "surroundings">,
  at: {
    readonly right: RequestKind;
    readonly receivedAt: string;
    readonly laws?: readonly Law[] | undefined;
    readonly request: string;
    readonly page: string;
  },
): Mail {
  const { right, receivedAt, request, page } = at;
  if (!isRight(right)) return { template: "question-received", request, kind: right, page };
  const row = { right, received_at: receivedAt, clock: null, laws: at.laws ? [...at.laws] : null };
  return { template: "received", request, right, page, ...confirmationOf(inst, row) };
}

/** What confirms that a right was received: by when it is answered, and what its laws want told with that. */
export function confirmationOf(
  inst: Pick<Installation, "program" | "holidays" | "surroundings">,
  row: Pick<RequestRow, "right" | "received_at" | "clock" | "laws">,
): ToldByLaw & { readonly due: string | undefined } {
  const clock = clockOf(inst, row);
  return { due: clock?.dueAt, ...toldByLaw(inst, row, "confirmation", clock === undefined ? {} : { by: [clock] }) };
}
