// What may not be taken where it was taken: a fact says that it was, and it is still not ours to use.
import type { DataUse, Program } from "../program/index.ts";
import { categoriesNamed } from "./check-facts.ts";
import type { Fact } from "./fact.ts";

type Collected = Extract<Fact, { kind: "collected" }>;

/** Categories of a fact that are not taken in, and why. */
export interface Dropped {
  readonly categories: readonly string[];
  /** `never-collected` is a violation of what the program says. */
  readonly because: "never-collected" | "not-taken" | "outside-scopes";
}

/**
 * What of a collected fact is kept, and what is dropped. `granted`: the scopes that stood at its point when it was taken;
 * none where nothing is known, and then nothing was granted.
 */
export function dropCategories(
  program: Pick<Program, "collection" | "data" | "never">,
  fact: Collected,
  granted: readonly string[] | undefined,
): { readonly kept: readonly string[]; readonly dropped: readonly Dropped[] } {
  const point = Object.hasOwn(program.collection, fact.point) ? program.collection[fact.point] : undefined;
  const never = new Set(program.never.data);
  const scopes = point?.scopes;
  const opened = scopes && (granted ?? []).flatMap((scope) => (Object.hasOwn(scopes, scope) ? (scopes[scope] ?? []) : []));
  const inScopes = scopes && Object.values(scopes).flat();
  const whyNot = (name: string): Dropped["because"] | undefined => {
    const categories = categoriesNamed(program, name);
    if (categories.some((category) => never.has(category))) return "never-collected";
    if (!isAmong(program, point?.takes ?? [], name)) return "not-taken";
    // Only what a scope lets in asks for one: the rest of `takes` the person gave there themselves.
    if (opened && inScopes && isAmong(program, inScopes, name) && !isAmong(program, opened, name)) return "outside-scopes";
    return undefined;
  };
  const kept: string[] = [];
  const dropped = new Map<Dropped["because"], string[]>();
  for (const name of fact.categories) {
    const because = whyNot(name);
    if (because === undefined) kept.push(name);
    else dropped.set(because, [...(dropped.get(because) ?? []), name]);
  }
  return { kept, dropped: [...dropped].map(([because, categories]) => ({ categories, because })) };
}

/** Whether data is among what a list names: by its own name, or all that it stands for by the taxonomy's. */
function isAmong(program: Pick<Program, "data">, uses: readonly DataUse[], name: string): boolean {
  if (uses.some(({ id, named }) => id === name || named === name)) return true;
  const isOwn = (id: string) => Object.hasOwn(program.data, id) && program.data[id]?.below !== undefined;
  // An own kind of data is not what another of the same category is.
  const counted = isOwn(name) ? uses.filter(({ id }) => !isOwn(id)) : uses;
  const taken = new Set(counted.flatMap(({ categories }) => categories));
  const stands = categoriesNamed(program, name);
  return stands.length > 0 && stands.every((category) => taken.has(category));
}
