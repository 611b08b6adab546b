import { carryOutWithdrawals, openWithdrawals, settleWithdrawal } from "../../withdrawals/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole } from "../parse-names.ts";
import { parseKnownBy } from "../parse-words.ts";
import { counted, moment } from "../render/figures.ts";
import { printable, wrap } from "../render/terminal.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth withdrawals`: takes off what can be taken off now, and lists what waits. 1 where something does. */
export async function withdrawals(context: CommandContext, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const { paint } = screen;
  const { done, open } = await withInstallation(context, async (inst) => ({
    done: await carryOutWithdrawals(inst, { all: true, withinMs: Number.POSITIVE_INFINITY }),
    open: await openWithdrawals(inst),
  }));
  if (options.json) screen.json({ done, withdrawals: open });
  else
    screen.lines([
      ...(done > 0 ? [`${paint.mark("done")} ${counted(done, "text")} taken off now`] : []),
      ...open.flatMap(({ id, purpose, place, since, because }) => [
        `${paint.mark("waits")} ${paint.bold(id)}`,
        ...wrap(
          printable(`${purpose}${place === undefined ? "" : `, in ${place}`}, taken back ${moment(since)}: ${because}`),
          75,
        ).map((line) => `  ${paint.dim(line)}`),
      ]),
      ...(done + open.length === 0 ? ["every text whose approval was taken back is off"] : []),
    ]);
  return open.length === 0 ? 0 : 1;
}

/** `troth withdrawal <text> off`: somebody's word, on record, that a text is shown no more. */
export async function settle(
  context: CommandContext,
  { id, word }: { readonly id: string; readonly word: string },
  options: { knownBy?: string; as?: string },
): Promise<number> {
  if (word !== "off") throw new UseError("a text that was taken back is settled by a word", { advice: "write `off` once it is" });
  const { as = "" } = options;
  const by = parseKnownBy(options.knownBy);
  requireRole(requireProgram(context), as);
  const { screen } = context;
  const settled = await withInstallation(context, (inst) => settleWithdrawal(inst, { id, by, as }));
  if (!settled) throw new UseError("there is no such text that waits", { advice: "`troth withdrawals` lists them" });
  screen.lines([`${screen.paint.mark("done")} recorded: the text is off`]);
  return 0;
}
