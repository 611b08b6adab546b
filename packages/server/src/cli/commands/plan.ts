import { previewPlan } from "../../requests/index.ts";
import type { PlannedSql } from "../../subject-graph/index.ts";
import type { CommandContext } from "../context.ts";
import { parseRight } from "../parse-words.ts";
import { readPeople } from "../read-people.ts";
import { renderSql } from "../render/plan-sql.ts";
import { renderPlan } from "../render/plan-tree.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth plan <right> --subject ...`: what a request would do. Touches and records nothing. */
export async function plan(
  context: CommandContext,
  word: string,
  options: { subject?: readonly string[]; people?: string; json?: boolean; table?: boolean; sql?: boolean },
): Promise<number> {
  const right = parseRight(word);
  const { screen } = context;
  const texts = options.subject ?? [];
  const people = await readPeople(context, right, options);
  const sql: { store: string; all: readonly PlannedSql[] }[] = [];
  const view = await withInstallation(context, (inst) =>
    previewPlan(inst, { right, ...people, ...(options.sql ? { onSql: (store, all) => sql.push({ store, all }) } : {}) }),
  );
  const whom =
    options.people === undefined
      ? texts.map((text) => `--subject ${quoted(text)}`).join(" ")
      : `--people ${quoted(options.people)}`;
  const next = `troth request ${right} ${whom}`;
  if (options.json) screen.json(options.sql ? { ...view, sql } : view);
  else
    screen.lines([...renderPlan(view, screen.paint, next, options.table), ...(options.sql ? renderSql(sql, screen.paint) : [])]);
  return view.canBeApproved ? 0 : 1;
}

/** A word as a shell takes it back. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
