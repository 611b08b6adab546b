import type { Program } from "@troth/core/program";
import { loadProgram } from "../program/index.ts";
import type { CommandContext } from "./context.ts";
import { RefusedError } from "./errors.ts";

/**
 * The program, without an installation: a command that is wrongly used is refused before anything is opened or made.
 * @throws ProgramUnreadable, RefusedError where it has errors.
 */
export function requireProgram({ programFile }: Pick<CommandContext, "programFile">): Program {
  const { program, findings } = loadProgram(programFile);
  if (program !== undefined) return program;
  const errors = findings.filter((finding) => finding.level === "error").length;
  throw new RefusedError(errors === 1 ? "the program has an error" : `the program has ${errors} errors`, {
    place: programFile,
    advice: "`troth check` shows what and where",
  });
}
