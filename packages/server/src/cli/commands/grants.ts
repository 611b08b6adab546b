import { needsOf } from "@troth/core/subject-graph";
import { grantsFor } from "../../connectors/index.ts";
import type { CommandContext } from "../context.ts";
import { inspectStore } from "../inspect-store.ts";
import { requireStore } from "../parse-names.ts";
import { requireProgram } from "../require-program.ts";

/** `troth grants <store>`: the least rights that Troth needs in a store, as SQL to be read and run by its owner. */
export async function grants(context: CommandContext, store: string): Promise<number> {
  const program = requireProgram(context);
  requireStore(program, store);
  const schema = await inspectStore(context, program, store);
  context.screen.lines([grantsFor({ store, schema, needs: needsOf(program, schema) }).trimEnd()]);
  return 0;
}
