import { resolve } from "node:path";
import { type AskedRecord, readAsked } from "@troth/core/decisions";
import { comparePrograms } from "../../decisions/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { readGiven } from "../files.ts";
import { renderWhatIf } from "../render/what-if.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

const MOST_PEOPLE = 1_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** `troth what-if <file>`: which answers another program would give. 0 none turns, 1 some do. */
export async function whatIf(
  context: CommandContext,
  file: string,
  options: { readonly most?: string; readonly asked?: string; readonly json?: boolean },
): Promise<number> {
  const most = options.most === undefined ? MOST_PEOPLE : Number(options.most);
  if (!Number.isSafeInteger(most) || most < 1)
    throw new UseError("`--most` is no number of people", { advice: "write it as in `--most 1000`" });
  const after = requireProgram({ ...context, programFile: resolve(context.cwd, file) });
  const record = options.asked === undefined ? undefined : await readRecord(resolve(context.cwd, options.asked));
  const compared = await withInstallation(context, (inst) => comparePrograms(inst, after, { most, record }));
  const { screen } = context;
  if (options.json) screen.json(compared);
  else screen.lines(renderWhatIf(compared, screen.paint));
  return compared.flips.length > 0 ? 1 : 0;
}

async function readRecord(file: string): Promise<AskedRecord> {
  const read = readAsked(new TextDecoder().decode(await readGiven(file, "the record of questions", MOST_BYTES)));
  if ("record" in read) return read.record;
  throw new UseError(`that is no record of questions: ${read.wrong}`, {
    advice: "it is what `asked()` of the SDK gives, as JSON; docs/sdk.md shows how",
  });
}
