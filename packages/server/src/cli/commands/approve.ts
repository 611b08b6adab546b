import type { Installation } from "../../installation/index.ts";
import { makePackage } from "../../packages/index.ts";
import { approveRequest, runRequest } from "../../requests/index.ts";
import { showRefusal, statusOf } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { parseHash, parseRequest } from "../parse-words.ts";
import { receiptLines } from "../receipt-lines.ts";
import { renderRequest } from "../render/status.ts";
import { progressDisplay } from "../show-progress.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth approve <request> --plan <hash> --as <role>`: signs this very plan and runs it in the foreground. */
export async function approve(context: CommandContext, id: string, options: { plan?: string; as?: string }): Promise<number> {
  const input = { request: parseRequest(id), plan: parseHash(options.plan ?? ""), as: options.as ?? "" };
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await approveRequest(inst, input);
    if (answer.kind === "refused") return showRefusal(screen, answer);
    screen.lines([`${screen.paint.mark("done")} signed by ${input.as}: this plan, no other`]);
    if (answer.value.state !== "approved") {
      screen.lines([
        `${screen.paint.mark("waits")} one more must sign before it runs`,
        "",
        ...renderRequest(answer.value, screen.paint),
      ]);
      return 0;
    }
    return runInForeground(context, inst, input.request);
  });
}

/** Whoever asked in the privacy center gets a package there; it is mailed to them that it is ready. */
export const packageFor = (inst: Installation, request: string): Promise<unknown> => makePackage(inst, { request });

/** Runs a request as far as it gets, with progress, and prints where it stands then. */
export async function runInForeground(context: CommandContext, inst: Installation, request: string): Promise<number> {
  const { screen } = context;
  const display = progressDisplay(screen);
  const view = await runRequest(inst, request, { onProgress: display.onProgress, copy: packageFor }).finally(display.end);
  screen.lines(["", ...renderRequest(view, screen.paint), ...(await receiptLines(inst, request, context.cwd))]);
  return statusOf(view);
}
