import { needsOf } from "@troth/core/subject-graph";
import { grantsFor } from "../../connectors/index.ts";
import { loadProgram } from "../../program/index.ts";
import type { CommandContext } from "../context.ts";
import { RefusedError } from "../errors.ts";
import { inspectStore } from "../inspect-store.ts";
import { requireStore } from "../parse-names.ts";

/** `troth grants <store>`: the least rights that Troth needs in a store, as SQL to be read and run by its owner. */
export async function grants(context: CommandContext, store: string): Promise<number> {
  const { screen, programFile } = context;
  const { program } = loadProgram(programFile);
  if (program === undefined)
    throw new RefusedError("the program has errors", { place: programFile, advice: "`troth check` shows them" });
  requireStore(program, store);
  const schema = await inspectStore(context, program, store);
  screen.lines([grantsFor({ store, schema, needs: needsOf(program, schema) }).trimEnd()]);
  return 0;
}
