import { responseClock } from "@troth/core/jurisdictions";
import type { Program } from "@troth/core/program";
import { isRight, type RequestKind } from "@troth/core/requests";
import type { Mail } from "../mail/index.ts";

/** The mail that says that something was received: for a right with its day and law, for a question without. */
export function acknowledgmentOf(
  program: Pick<Program, "laws" | "zone">,
  at: { readonly right: RequestKind; readonly receivedAt: string; readonly request: string; readonly page: string },
): Mail {
  const { right, receivedAt, request, page } = at;
  if (!isRight(right)) return { template: "question-received", request, kind: right, page };
  const clock = responseClock({ laws: program.laws, right, receivedAt, zone: program.zone });
  return { template: "received", request, right, due: clock?.dueAt, law: clock?.article, page };
}
