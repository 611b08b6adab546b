// What a name of data stands for: the taxonomy's ids, branches of them, and a program's own categories below one of them.
import type { Derived } from "../facts/index.ts";
import type { CollectionRule, DataRule, DataUse, Program } from "../program/index.ts";
import { branch, type DataCategory, dataCategory } from "../taxonomy/index.ts";

/** What of a program names data. */
export type DataGround = Pick<Program, "data" | "never">;

/** The entry of a program under this very id. */
export const entryOf = ({ data }: Pick<Program, "data">, id: string): DataRule | undefined =>
  Object.hasOwn(data, id) ? data[id] : undefined;

/** An own category's name, then everything above it: `mailbox`, `communication.email-content`, `communication`. */
export function lineageOf(program: Pick<Program, "data">, id: string): readonly string[] {
  const below = entryOf(program, id)?.below;
  return below === undefined ? stemsOf(id) : [id, ...lineageOf(program, below)];
}

const stemsOf = (id: string): readonly string[] => {
  const parts = id.split(".");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("."));
};

/** Every kind of data that a name of a question stands for; none where it is unknown. */
export function kindsOfData(program: Pick<Program, "data">, name: string): readonly string[] {
  if (entryOf(program, name)?.below !== undefined) return [name];
  const taxonomy = branch(name).map(({ id }) => id);
  if (taxonomy.length === 0) return [];
  const known = new Set(taxonomy);
  const own = Object.values(program.data).filter(
    ({ id, below }) => below !== undefined && lineageOf(program, id).some((stem) => known.has(stem)),
  );
  return [...taxonomy, ...own.map(({ id }) => id)];
}

/** What the taxonomy says of a kind of data; of an own category, what it says of the one above. */
export function factsOfData(program: Pick<Program, "data">, id: string): DataCategory | undefined {
  for (const stem of lineageOf(program, id)) {
    const found = dataCategory(stem);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of several uses of data the one that names this kind most closely; none where no one names it. */
export function closestUse(uses: readonly DataUse[], lineage: readonly string[]): DataUse | undefined {
  for (const stem of lineage) {
    const use = uses.find(({ id }) => id === stem);
    if (use !== undefined) return use;
  }
  return undefined;
}

/** Whether names of data cover a kind. */
export const covers = (names: readonly string[], lineage: readonly string[]): boolean =>
  lineage.some((stem) => names.includes(stem));

/** Whether a kind of data is let in at a point by a scope alone: what the person gives there outright asks for none. */
export function asksForScope({ scopes, takes }: Pick<CollectionRule, "scopes" | "takes">, lineage: readonly string[]): boolean {
  if (scopes === undefined) return false;
  return closestUse(Object.values(scopes).flat(), lineage) !== undefined || closestUse(takes, lineage) === undefined;
}

/** Entries of `data` that hold for a kind of data, those of what it is worked out from included. */
export interface DataRules {
  readonly limited: readonly DataRule[];
  readonly only: readonly DataRule[];
  readonly never: readonly DataRule[];
  readonly transfers: readonly DataRule[];
}

/** What a kind of data of somebody was worked out from, beside what the program says of everybody's. */
const derivedFor = (derived: Derived, lineage: readonly string[]): readonly string[] =>
  Object.entries(derived).flatMap(([category, from]) => (lineage.includes(withoutStar(category)) ? from : []));

/** Facts may write a branch with its star. */
const withoutStar = (name: string): string => (name.endsWith(".*") ? name.slice(0, -2) : name);

/** What somebody's data was worked out from, as a person's facts and a browser's say together. */
export const derivedOf = (all: readonly Derived[]): Derived =>
  all.reduce((one, other) => {
    const merged = new Map(Object.entries(one));
    for (const [category, from] of Object.entries(other))
      merged.set(category, [...new Set([...(merged.get(category) ?? []), ...from])].sort());
    return Object.fromEntries(merged);
  }, {});

/**
 * The rules of a kind of data: each key from the closest entry that has it, and what it inherits by derivation - the program's,
 * and that of the one person whose data it is.
 */
export function rulesOfData(program: Pick<Program, "data">, id: string, derived: Derived = {}): DataRules {
  const rules = { limited: [] as DataRule[], only: [] as DataRule[], never: [] as DataRule[], transfers: [] as DataRule[] };
  const seen = new Set<string>();
  const visit = (kind: string, inherited: boolean): void => {
    if (seen.has(kind)) return;
    seen.add(kind);
    const lineage = lineageOf(program, kind);
    const entries = lineage.flatMap((stem) => {
      const entry = entryOf(program, stem) ?? entryOf(program, `${stem}.*`);
      return entry === undefined ? [] : [entry];
    });
    const closest = (has: (entry: DataRule) => boolean) => entries.find((entry) => has(entry) && (!inherited || entry.follows));
    push(
      rules.limited,
      closest(({ limited }) => limited !== undefined),
    );
    push(
      rules.only,
      closest(({ only }) => only !== undefined),
    );
    push(
      rules.never,
      closest(({ never }) => never.length > 0),
    );
    push(
      rules.transfers,
      closest(({ transfers }) => transfers !== undefined),
    );
    const sources = entries.find(({ derivedFrom }) => derivedFrom.length > 0)?.derivedFrom ?? [];
    // What is worked out from a branch may be worked out from anything below it.
    for (const source of [...sources, ...derivedFor(derived, lineage)])
      for (const each of [withoutStar(source), ...kindsOfData(program, source)]) visit(each, true);
  };
  visit(id, false);
  return rules;
}

function push(list: DataRule[], rule: DataRule | undefined): void {
  if (rule !== undefined && !list.includes(rule)) list.push(rule);
}

/** What a provider's limited-use rules allow: kinds of purpose. Sources are theirs, read in field.md. */
export const LIMITED_TO: Readonly<Record<NonNullable<DataRule["limited"]>, readonly string[]>> = {
  "google-workspace": ["mail-client", "security", "legal-duty"],
};
