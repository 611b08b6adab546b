import { type Reapplied, reapplyErasures } from "../../requests/index.ts";
import { carryOutWithdrawals, countOpenWithdrawals, reopenWithdrawals } from "../../withdrawals/index.ts";
import type { CommandContext } from "../context.ts";
import { counted } from "../render/figures.ts";
import type { Paint } from "../render/terminal.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth reapply`: tells who was erased and is back in a restored store; with `--act`, erases them again. */
export async function reapply(context: CommandContext, options: { act?: boolean; json?: boolean }): Promise<number> {
  const { screen } = context;
  const act = options.act === true;
  const found = await withInstallation(context, async (inst) => {
    // Before the erasures: with them the store is settled, and a crash between the two would leave texts on show.
    const texts = await reopenWithdrawals(inst, { act });
    const reapplied = await reapplyErasures(inst, { act });
    if (act) await carryOutWithdrawals(inst, { all: true, withinMs: Number.POSITIVE_INFINITY });
    return { ...reapplied, texts, waiting: texts === 0 ? 0 : await countOpenWithdrawals(inst.storage.db) };
  });
  if (options.json) screen.json(found);
  else screen.lines(linesOf(found, screen.paint, act));
  const open =
    found.again.some((one) => one.state !== "done") ||
    found.stray.length > 0 ||
    (!act && found.restored.length > 0) ||
    found.unknown.length > 0;
  return open || (!act && found.again.length + found.texts > 0) || found.waiting > 0 ? 1 : 0;
}

/** What became of texts that a restored store shows again, and how many are still to be taken off. */
interface TextsAgain {
  readonly texts: number;
  readonly waiting: number;
}

function textLines({ texts, waiting }: TextsAgain, paint: Paint, act: boolean): string[] {
  if (texts === 0) return [];
  const what = `${counted(texts, "text")} whose approval was taken back`;
  if (!act) return [`${paint.mark("look")} ${what} may be on show again; \`troth reapply --act\` takes them off`];
  if (waiting === 0) return [`${paint.mark("done")} ${what}: taken off again`];
  return [`${paint.mark("look")} ${what}: open again, and ${waiting} not off yet; \`troth withdrawals\` tells why`];
}

function linesOf(found: Reapplied & TextsAgain, paint: Paint, act: boolean): string[] {
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
    ...textLines(found, paint, act),
    ...found.unknown.map((why) => `${paint.mark("unknown")} not known: ${why}`),
  ];
  return lines.length > 0 ? lines : [`${paint.mark("done")} nothing that was erased is back`];
}
