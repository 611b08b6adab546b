import { DRAFTED, HELD_OUT, HONESTLY, hasHeldOut } from "../../test/databases/first-programs.ts";
import { testPostgres } from "../../test/support/databases.ts";
import type { BenchResult } from "../bench.ts";

/**
 * How good a first program is: precision and recall of categories, declared foreign keys proposed, and hand edits, until
 * `check` passes and until the draft says what a person wrote. No peer does this.
 */
export async function run(): Promise<BenchResult> {
  const all = [...DRAFTED, ...(hasHeldOut ? [HELD_OUT] : [])];
  const notes = [HONESTLY];
  if (testPostgres === undefined) notes.push("Without TROTH_TEST_POSTGRES only SQLite was looked at.");
  if (!hasHeldOut) notes.push("Fat Free CRM is not here (../shared): left out.");
  const figures: Record<string, number> = {};
  for (const one of all.filter(({ needsPostgres }) => !needsPostgres || testPostgres !== undefined)) {
    const started = performance.now();
    const first = await one.draft();
    const name = `${one.name.replaceAll(" ", "")} (${one.seen}): `;
    Object.assign(figures, {
      [`${name}foreign keys`]: first.keys.length,
      [`${name}foreign keys proposed`]: first.keys.length - first.missed.length,
      [`${name}precision`]: first.precision,
      [`${name}recall`]: first.recall,
      [`${name}edits until check passes`]: first.errors.length,
      [`${name}edits until as written by hand`]: first.edits,
      [`${name}ms`]: performance.now() - started,
    });
  }
  return { ratios: {}, figures, notes };
}
