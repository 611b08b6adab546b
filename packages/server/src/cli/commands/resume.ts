import { resumeAll } from "../../requests/index.ts";
import { statusOf } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { parseRequest } from "../parse-words.ts";
import { renderRequest } from "../render/status.ts";
import { progressDisplay } from "../show-progress.ts";
import { withInstallation } from "../with-installation.ts";
import { packageFor, runInForeground } from "./approve.ts";

/** `troth resume [request]`: goes on with one request, or with all that can go on. */
export async function resume(context: CommandContext, id: string | undefined): Promise<number> {
  const { screen } = context;
  if (id !== undefined) {
    const request = parseRequest(id);
    return withInstallation(context, (inst) => runInForeground(context, inst, request));
  }
  const display = progressDisplay(screen);
  const troubles: string[] = [];
  const views = await withInstallation(context, (inst) =>
    resumeAll(inst, { onProgress: display.onProgress, copy: packageFor, onTrouble: (says) => troubles.push(says) }).finally(
      display.end,
    ),
  );
  screen.lines(troubles.map((says) => `${screen.paint.mark("broken")} what a law kept could not be removed yet: ${says}`));
  if (views.length === 0 && troubles.length === 0) screen.lines(["nothing waits to go on"]);
  for (const [at, view] of views.entries()) screen.lines([...(at > 0 ? [""] : []), ...renderRequest(view, screen.paint)]);
  return Math.max(troubles.length > 0 ? 1 : 0, ...views.map(statusOf));
}
