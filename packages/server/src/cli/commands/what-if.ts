import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type AskedRecord, readAsked } from "@troth/core/decisions";
import type { Program } from "@troth/core/program";
import { comparePrograms } from "../../decisions/index.ts";
import { loadProgram } from "../../program/index.ts";
import { type CommandContext, DEFAULT_PROGRAM } from "../context.ts";
import { UseError } from "../errors.ts";
import { readGiven } from "../files.ts";
import { renderWhatIf } from "../render/what-if.ts";
import { withInstallation } from "../with-installation.ts";

const MOST_PEOPLE = 1_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** `troth what-if <file>`, or `--program <file>`: which answers another program would give. 0 none turns, 1 some do. */
export async function whatIf(
  context: CommandContext,
  file: string | undefined,
  options: { readonly most?: string; readonly asked?: string; readonly json?: boolean },
): Promise<number> {
  const most = options.most === undefined ? MOST_PEOPLE : Number(options.most);
  if (!Number.isSafeInteger(most) || most < 1)
    throw new UseError("`--most` is no number of people", { advice: "write it as in `--most 1000`" });
  const files = filesOf(context, file);
  const after = otherProgram(files.after);
  const record = options.asked === undefined ? undefined : await readRecord(resolve(context.cwd, options.asked));
  const compared = await withInstallation({ ...context, programFile: files.before }, (inst) =>
    comparePrograms(inst, after, { most, record }),
  );
  const { screen } = context;
  if (options.json) screen.json(compared);
  else screen.lines(renderWhatIf(compared, screen.paint));
  return compared.flips.length > 0 ? 1 : 0;
}

/** `--program` names the program in force, as everywhere. Alone it names the other one: beside none there would be no question. */
function filesOf({ cwd, programFile, programGiven }: CommandContext, file: string | undefined) {
  if (file !== undefined) return { before: programFile, after: resolve(cwd, file) };
  const before = resolve(cwd, DEFAULT_PROGRAM);
  const advice = "write `troth what-if <file>`; `--program` beside it names the one in force";
  if (!programGiven) throw new UseError("it is not said which other program", { advice });
  if (programFile === before)
    throw new UseError("`--program` alone names the other program, and that is the one in force", { advice });
  if (!existsSync(before))
    throw new UseError("`--program` alone names the other program, and there is no ./troth.yaml that is in force", { advice });
  return { before, after: programFile };
}

/** One with errors is no answer: with 1 whoever asks would think that some answers turn. */
function otherProgram(file: string): Program {
  const { program } = loadProgram(file);
  if (program !== undefined) return program;
  throw new UseError("the other program has errors, so nothing can be asked of it", {
    place: file,
    advice: `\`troth check --program ${basename(file)}\` shows what and where`,
  });
}

async function readRecord(file: string): Promise<AskedRecord> {
  const read = readAsked(new TextDecoder().decode(await readGiven(file, "the record of questions", MOST_BYTES)));
  if ("record" in read) return read.record;
  throw new UseError(`that is no record of questions: ${read.wrong}`, {
    advice: "it is what `asked()` of the SDK gives, as JSON; docs/sdk.md shows how",
  });
}
