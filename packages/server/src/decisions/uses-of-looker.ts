import { hashOfSubject, personKeyOf } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { hashOfLooker } from "./access-names.ts";
import { entriesOfLooker } from "./store.ts";

/** What the ledger holds of a colleague: a permission, a look or a refusal. Ids are of the program, or ours. */
export interface LookerUse {
  readonly at: string;
  readonly kind: "access.granted" | "access.used" | "access.refused";
  readonly access: string | undefined;
  readonly act: string | undefined;
  readonly ground: string | undefined;
  readonly role: string | undefined;
  /** Why it was refused. */
  readonly rule: string | undefined;
  /** How many; 0: all. */
  readonly items: number;
}

/** More of them nobody reads on a screen; how many there are is said. */
const MOST_USES = 1_000;

/**
 * Which entries of the ledger were a colleague's: the ledger holds a keyed hash, and a given id has the same or another one.
 * The last first. That it was asked is written down: it is a look at the colleague.
 */
export async function usesOfLooker(
  inst: Installation,
  at: { readonly who: string; readonly by: string; readonly person?: string | undefined; readonly access?: string | undefined },
): Promise<{ readonly uses: readonly LookerUse[]; readonly there: number }> {
  const who = hashOfLooker(inst, at.who);
  const person =
    at.person === undefined ? undefined : await personKeyOf(inst, hashOfSubject(inst, { kind: "person", id: at.person }));
  // Of somebody who is not known, or was forgotten, nobody can tell which entries are about them.
  const isNobody = at.person !== undefined && person === undefined;
  const rows = isNobody ? [] : await entriesOfLooker(inst.storage.db, { who, person, access: at.access });
  await inst.storage.transaction((tx) =>
    inst.ledger.append(tx, { kind: "access.asked-who", body: { by: at.by, who, found: rows.length } }),
  );
  await inst.ledger.sequence();
  return { uses: rows.slice(0, MOST_USES).map(useOf), there: rows.length };
}

function useOf({ at, kind, body }: { readonly at: string; readonly kind: string; readonly body: string }): LookerUse {
  const { access, act, ground, role, rule, items } = JSON.parse(body) as Partial<Record<keyof LookerUse, string>> & {
    readonly items?: number | readonly string[];
  };
  const count = typeof items === "number" ? items : (items?.length ?? 0);
  return { at, kind: kind as LookerUse["kind"], access, act, ground, role, rule, items: count };
}
