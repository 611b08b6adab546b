import { previewPlan } from "../../requests/index.ts";
import type { CommandContext } from "../context.ts";
import { identityKinds, parseSubject } from "../parse-subject.ts";
import { parseRight } from "../parse-words.ts";
import { renderPlan } from "../render/plan-tree.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth plan <right> --subject ...`: what a request would do. Touches and records nothing. */
export async function plan(
  context: CommandContext,
  word: string,
  options: { subject?: readonly string[]; json?: boolean },
): Promise<number> {
  const right = parseRight(word);
  const { screen } = context;
  const texts = options.subject ?? [];
  const subject = parseSubject(texts, identityKinds(requireProgram(context)));
  const view = await withInstallation(context, (inst) => previewPlan(inst, { right, subject }));
  const next = `troth request ${right} ${texts.map((text) => `--subject ${quoted(text)}`).join(" ")}`;
  if (options.json) screen.json(view);
  else screen.lines(renderPlan(view, screen.paint, next));
  return view.canBeApproved ? 0 : 1;
}

/** A word as a shell takes it back. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
