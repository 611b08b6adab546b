// What those who write rows into the CRM share: who there is, and the columns that nearly every table has.
import type { Chance } from "../seeded/random.ts";
import { type Part, points, shared, unlisted, type World, without } from "../seeded/world.ts";
import { type Actor, idOf, saidOf } from "./cast.ts";
import type { Kind } from "./tables.ts";

/** What those who write rows need to know. */
export interface Setting {
  readonly world: World;
  readonly chance: Chance;
  readonly actors: readonly Actor[];
  readonly users: readonly Actor[];
  readonly contacts: readonly Actor[];
  readonly leads: readonly Actor[];
  /** A moment of its own for each row that asks. */
  readonly moment: () => string;
}

/** Some users, as Rails keeps them in a column, with what the list is to each of them. */
export function subscribers({ chance, users }: Setting): { readonly text: string | null; readonly parts: readonly Part[] } {
  if (chance.percent(40)) return { text: chance.percent(50) ? null : "--- []\n", parts: [] };
  const picked = [...new Set([chance.pick(users), chance.pick(users), chance.pick(users)])];
  const text = `---\n${picked.map((one) => `- ${one.user}\n`).join("")}`;
  return { text, parts: picked.map((one) => unlisted(one.id, "subscribed_users", "yaml", one.user ?? 0)) };
}

/** Whoever made the row and whoever it was given to: users, who only are mentioned. */
export function staffOf({ chance, users }: Setting): {
  readonly columns: { readonly user_id: number; readonly assigned_to: number | null };
  readonly parts: readonly Part[];
} {
  const maker = chance.pick(users);
  const given = chance.percent(50) ? chance.pick(users) : undefined;
  return {
    columns: { user_id: maker.user ?? 0, assigned_to: given?.user ?? null },
    parts: [points(maker.id, "user_id"), ...(given ? [points(given.id, "assigned_to")] : [])],
  };
}

/** Somebody out of the contacts or the leads, and how a polymorphic link names them. */
export function anybody({ chance, contacts, leads }: Setting): {
  readonly actor: Actor;
  readonly kind: Kind;
  readonly number: number;
} {
  const kind = chance.percent(70) ? "Contact" : "Lead";
  const actor = chance.pick(kind === "Contact" ? contacts : leads);
  return { actor, kind, number: idOf(actor, kind) ?? 0 };
}

const HEADERS: ReadonlySet<string> = new Set(["sent_from", "sent_to", "cc", "bcc"]);

/** A part in texts: whatever in these columns is the person's own goes. */
export function inTexts(actor: Actor, columns: Readonly<Record<string, string | null>>): Part {
  const becomes = Object.keys(columns).map((name) => {
    const one = without(saidOf(actor));
    return [name, HEADERS.has(name) ? { ...one, header: true as const } : one];
  });
  return shared(actor.id, Object.fromEntries(becomes));
}
