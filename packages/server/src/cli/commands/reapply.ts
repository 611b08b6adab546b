import { type Reapplied, reapplyErasures } from "../../requests/index.ts";
import type { CommandContext } from "../context.ts";
import type { Paint } from "../render/terminal.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth reapply`: tells who was erased and is back in a restored store; with `--act`, erases them again. */
export async function reapply(context: CommandContext, options: { act?: boolean; json?: boolean }): Promise<number> {
  const { screen } = context;
  const found = await withInstallation(context, (inst) => reapplyErasures(inst, { act: options.act === true }));
  if (options.json) screen.json(found);
  else screen.lines(linesOf(found, screen.paint));
  const open =
    found.again.some((one) => one.state !== "done") ||
    found.stray.length > 0 ||
    (options.act !== true && found.restored.length > 0) ||
    found.unknown.length > 0;
  return open || (options.act !== true && found.again.length > 0) ? 1 : 0;
}

function linesOf(found: Reapplied, paint: Paint): string[] {
  const lines = [
    ...found.restored.map((one) => `${paint.mark("look")} store ${one.store} came back from a backup: ${one.because}`),
    ...found.again.map((one) =>
      one.request === ""
        ? `${paint.mark("look")} ${one.of}: its person is back from a backup; \`troth reapply --act\` erases them again`
        : `${paint.mark(one.state === "done" ? "done" : "look")} ${one.of}: erased again as ${one.request}, which is ${one.state}`,
    ),
    ...found.returned.map(
      (one) => `${paint.mark("done")} ${one.of}: came back since, in ${one.store}/${one.dataset}: a new relationship, left alone`,
    ),
    ...found.stray.map(
      (one) =>
        `${paint.mark("look")} ${one.of}: ${one.rows} rows of ${one.store}/${one.dataset} have deleted keys; look whose they are`,
    ),
    ...found.unknown.map((why) => `${paint.mark("unknown")} not known: ${why}`),
  ];
  return lines.length > 0 ? lines : [`${paint.mark("done")} nothing that was erased is back`];
}
