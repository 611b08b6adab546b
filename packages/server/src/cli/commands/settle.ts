import { runRequest, settleRun } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole } from "../parse-names.ts";
import { parseKnownBy, parseRequest } from "../parse-words.ts";
import { receiptLines } from "../receipt-lines.ts";
import { renderRequest } from "../render/status.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth settle <request> <store> <outcome>`: says on record how an act ended that nobody could find out, and goes on from there. */
export async function settle(
  context: CommandContext,
  at: { readonly id: string; readonly store: string; readonly outcome: string },
  options: { knownBy?: string; as?: string },
): Promise<number> {
  const request = parseRequest(at.id);
  const { store, outcome } = at;
  if (outcome !== "erased" && outcome !== "not-erased")
    throw new UseError("unknown outcome", { advice: "say what you found: erased or not-erased" });
  const { as = "" } = options;
  const by = parseKnownBy(options.knownBy);
  requireRole(requireProgram(context), as);
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await settleRun(inst, { request, store, outcome, by, as });
    if (answer.kind === "refused") return showRefusal(screen, answer);
    const view = await runRequest(inst, request);
    screen.lines([
      `${screen.paint.mark("done")} recorded: ${store} was ${outcome === "erased" ? "erased" : "not erased"}`,
      "",
      ...renderRequest(view, screen.paint),
      ...(await receiptLines(inst, request, context.cwd)),
    ]);
    return 0;
  });
}
