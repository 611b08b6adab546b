import { existsSync } from "node:fs";
import { lawChanges, lawsOn } from "@troth/core/jurisdictions";
import { lawBook } from "@troth/core/laws";
import type { Law, Program } from "@troth/core/program";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { renderChanges, renderLaws } from "../render/laws.ts";
import { requireProgram } from "../require-program.ts";

/** What `troth law` is given. */
export interface LawOptions {
  readonly on?: string;
  readonly since?: string;
  readonly law?: string;
  readonly json?: boolean;
}

/** `troth law`: what the program's laws say on a day, or what has changed in them since one. 0, or 1 where something changed. */
export async function law(context: CommandContext, options: LawOptions): Promise<number> {
  const { screen } = context;
  if (options.on !== undefined && options.since !== undefined)
    throw new UseError("`--on` and `--since` are two questions", { advice: "ask one of them" });
  const program = programOf(context, options.law);
  const today = new Date().toISOString().slice(0, 10);
  if (options.since === undefined) {
    const day = dayIn(options.on ?? today, "--on");
    const rules = lawsOn({ laws: program.laws, day });
    if (options.json) screen.json({ day, laws: program.laws, rules });
    else screen.lines(renderLaws(rules, day, screen.paint));
    return 0;
  }
  const since = dayIn(options.since, "--since");
  const changes = lawChanges(program, { since, until: today });
  if (options.json) screen.json({ since, until: today, laws: program.laws, changes });
  else screen.lines(renderChanges(changes, { since, until: today }, screen.paint));
  return changes.length === 0 ? 0 : 1;
}

/** The program's, of one of its laws or of all; without a program, all laws there are. */
function programOf(context: CommandContext, only: string | undefined): Pick<Program, "laws" | "purposes" | "minors"> {
  const known = lawBook.map(({ id }) => id);
  const program = existsSync(context.programFile)
    ? requireProgram(context)
    : { laws: known as readonly Law[], purposes: {}, minors: undefined };
  if (only === undefined) return program;
  const law = known.find((id) => id === only);
  if (law === undefined) throw new UseError(`unknown law \`${only}\``, { advice: `one of: ${known.join(", ")}` });
  return { ...program, laws: [law] };
}

function dayIn(text: string, option: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new UseError(`\`${option}\` is no day`, { advice: `write it as in \`${option} 2026-02-05\`` });
}
