import { type LookerUse, usesOfLooker } from "../../decisions/index.ts";
import type { CommandContext } from "../context.ts";
import { requireRole } from "../parse-names.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth access who <id>`: what on record was this colleague's. 0 something, 1 nothing. */
export async function accessWho(
  context: CommandContext,
  id: string,
  options: { readonly person?: string; readonly access?: string; readonly as?: string; readonly json?: boolean },
): Promise<number> {
  const by = options.as ?? "officer";
  requireRole(requireProgram(context), by);
  const { person, access } = options;
  const found = await withInstallation(context, (inst) => usesOfLooker(inst, { who: id, by, person, access }));
  const { screen } = context;
  if (options.json) screen.json(found);
  else screen.lines(linesOf(found));
  return found.there > 0 ? 0 : 1;
}

function linesOf({ uses, there }: { readonly uses: readonly LookerUse[]; readonly there: number }): string[] {
  if (there === 0) return ["nothing on record is theirs"];
  const head = uses.length < there ? `${there} on record, the last ${uses.length} of them:` : `${there} on record`;
  return [head, ...uses.map(lineOf)];
}

function lineOf({ at, kind, act, ground, role, rule, items, access }: LookerUse): string {
  const what = [act, ground].filter((one) => one !== undefined).join(", ");
  return [
    at,
    kind.replace("access.", "").padEnd(7),
    ...(what === "" ? [] : [what]),
    ...(role === undefined ? [] : [`as ${role}`]),
    `${items} ${items === 1 ? "item" : "items"}`,
    ...(rule === undefined ? [] : [`rule ${rule}`]),
    ...(access === undefined ? [] : [`permission ${access}`]),
  ].join("  ");
}
