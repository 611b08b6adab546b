import { LEAVING_OUT } from "@troth/core/subject-graph";
import { isLeavingOut, leaveOut } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole } from "../parse-names.ts";
import { parseRequest } from "../parse-words.ts";
import { receiptLines } from "../receipt-lines.ts";
import { renderRequest } from "../render/status.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth leave-out <request> <store/dataset...>`: decides on record that a request need not look there. */
export async function leaveOutOf(
  context: CommandContext,
  at: { readonly id: string; readonly places: readonly string[] },
  options: { because?: string; as?: string },
): Promise<number> {
  const request = parseRequest(at.id);
  const { because: reason = "", as = "" } = options;
  if (!isLeavingOut(reason)) throw new UseError("unknown reason", { advice: `one of: ${Object.keys(LEAVING_OUT).join(", ")}` });
  requireRole(requireProgram(context), as);
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await leaveOut(inst, { request, places: at.places, reason, as });
    if (answer.kind === "refused") return showRefusal(screen, answer);
    screen.lines([
      `${screen.paint.mark("done")} recorded, left out: ${at.places.join(", ")}: ${LEAVING_OUT[reason]}`,
      "",
      ...renderRequest(answer.value, screen.paint),
      ...(await receiptLines(inst, request, context.cwd)),
    ]);
    return 0;
  });
}
