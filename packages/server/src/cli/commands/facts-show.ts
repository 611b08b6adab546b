import { factsOfAccounts, lookUpSubjects, recordFactsShown } from "../../facts/index.ts";
import type { CommandContext } from "../context.ts";
import { requireRole } from "../parse-names.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth facts show --person <id>`: what was told of one person, and what it comes to. That somebody looked is on the ledger. */
export async function factsShow(
  context: CommandContext,
  options: { person?: string; as?: string; json?: boolean },
): Promise<number> {
  const by = options.as ?? "officer";
  requireRole(requireProgram(context), by);
  const person = options.person ?? "";
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const facts = await factsOfAccounts(inst, [person]);
    const { subjects } = await lookUpSubjects(inst, [{ kind: "person", id: person }]);
    await recordFactsShown(inst, { person, by, facts: facts.length });
    const state = subjects[0]?.state ?? null;
    if (options.json) screen.json({ facts, state });
    else if (state === null) screen.lines(["nothing was told of this person"]);
    else
      screen.lines([
        ...facts.map(
          ({ id, at, kind, origin, person: _, ...says }) => `${at}  ${kind}  ${JSON.stringify(says)}  (${origin}, ${id})`,
        ),
        "",
        "comes to:",
        ...Object.entries(state).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
      ]);
    return state === null ? 1 : 0;
  });
}
