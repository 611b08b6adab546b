// Whose a captured row is, and how: in a batch one row may be one person's own, another's in part, and mention a third.
import type { LinkKind } from "../program/index.ts";
import type { CapturedRow } from "./captured.ts";
import { isStronger } from "./reach.ts";
import { union } from "./values.ts";

type Whose = Pick<CapturedRow, "link" | "people" | "sharing">;

const NOBODY: readonly number[] = [];

/** The people to whom a row is this much, and no more. */
export function peopleBy({ link, people, sharing }: Whose, strength: LinkKind): readonly number[] {
  if (link !== strength) return strength === "shared" ? (sharing ?? NOBODY) : NOBODY;
  return sharing === undefined ? people : without(people, sharing);
}

/**
 * Says of a row also what another path to it says. True if somebody has more of it than before.
 *
 * INVARIANT (no spreading, in a batch): to each person a row is what it would be to them alone. Whoever is only mentioned in
 * what is another's is none of its people: it lends them no values, no pseudonym and no way to further rows.
 */
export function joinWhose(had: Whose, also: Whose): boolean {
  const link = isStronger(also.link, had.link) ? also.link : had.link;
  const all = (strength: LinkKind) => union(peopleBy(had, strength), peopleBy(also, strength));
  const before = { link: had.link, first: peopleBy(had, link).length, sharing: had.sharing?.length ?? 0 };
  const first = all(link);
  const sharing = link === "owned" ? without(all("shared"), first) : NOBODY;
  had.link = link;
  had.people = sharing.length === 0 ? first : [...first, ...sharing];
  had.sharing = sharing.length === 0 ? undefined : sharing;
  return link !== before.link || first.length > before.first || sharing.length > before.sharing;
}

function without(people: readonly number[], others: readonly number[]): readonly number[] {
  if (people.length === 0 || others.length === 0) return people;
  const out = new Set(others);
  return people.filter((person) => !out.has(person));
}
