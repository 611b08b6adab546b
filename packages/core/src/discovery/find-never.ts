// Columns of a store that seem to hold what the program says is never collected.
import type { Program } from "../program/index.ts";
import type { StoreSchema } from "../subject-graph/index.ts";
import { guessStore } from "./guess-store.ts";
import { knownFrom } from "./suggest-links.ts";

/** A column, and what it seems to hold. */
export interface NeverFound {
  readonly dataset: string;
  readonly column: string;
  /** A taxonomy id. */
  readonly category: string;
  readonly because: string;
}

/**
 * By names alone, as a store tells them: no row is read. What the program says of a column by name is not guessed again; that
 * the rest of a dataset is nothing personal (`rest: none`) was said of columns that nobody may have looked at.
 */
export function findNeverCollected(program: Program, schema: StoreSchema): readonly NeverFound[] {
  const never = new Set(program.never.data);
  if (never.size === 0) return [];
  const said = program.stores[schema.store]?.datasets ?? {};
  return Object.values(guessStore(schema, {}, knownFrom(program, schema.store, schema))).flatMap(({ name, fields }) => {
    const named = new Set((Object.hasOwn(said, name) ? said[name] : undefined)?.fields.map(({ column }) => column));
    return fields.flatMap(({ column, category, because }) =>
      category && never.has(category) && !named.has(column) ? [{ dataset: name, column, category, because }] : [],
    );
  });
}
