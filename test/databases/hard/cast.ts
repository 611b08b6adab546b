// Who is in the hard schema: 200 people in two workspaces, with every reason to take one for another.
import { fullName, peopleFrom, type Somebody } from "../seeded/people.ts";
import { type Chance, chanceOf } from "../seeded/random.ts";
import type { Own } from "../seeded/world.ts";

/** One row of `people`. */
export interface Face {
  readonly id: number;
  readonly no: number;
  readonly email: string | null;
}

export interface Actor extends Somebody {
  readonly id: string;
  readonly tenant: number;
  /** The row of today, then the one that they had before, if any. */
  readonly faces: readonly [Face, ...Face[]];
  readonly uid: string;
  readonly ext: string | null;
}

export const PEOPLE = 200;
/** So many of the second workspace have name, address and telephone of somebody in the first. */
export const DOUBLES = 20;
/** So many had an account before. */
const RETURNED = 15;

/** What stands where nobody knew an address. */
const NO_ADDRESS = [null, "", "unknown", "-"] as const;

export function castOf(seed: number): { readonly actors: readonly Actor[]; readonly chance: Chance } {
  const chance = chanceOf(seed);
  const somebody = peopleFrom(chance);
  const numbers = { 1: 0, 2: 0 };
  const nextNo = (tenant: 1 | 2): number => (numbers[tenant] += 1);
  const firsts: Somebody[] = [];
  const actors = Array.from({ length: PEOPLE }, (_, at): Actor => {
    const tenant = at < PEOPLE / 2 ? 1 : 2;
    const twin = tenant === 2 && at - PEOPLE / 2 < DOUBLES ? firsts[at - PEOPLE / 2] : undefined;
    const one = twin ?? somebody();
    firsts.push(one);
    const nobodys = at % 20 === 19 ? NO_ADDRESS[Math.floor(at / 20) % NO_ADDRESS.length] : undefined;
    const email = nobodys === undefined ? one.email : nobodys;
    const face: Face = { id: at + 1, no: nextNo(tenant), email };
    const returned = at >= 40 && at < 40 + RETURNED;
    // What they wrote then: the same address, in other letters.
    const old: Face[] = returned
      ? [
          {
            id: PEOPLE + at - 39,
            no: nextNo(tenant),
            email: email === null ? null : email.replace(/^./, (letter) => letter.toUpperCase()),
          },
        ]
      : [];
    return {
      ...one,
      id: `p${at + 1}`,
      tenant,
      faces: [face, ...old],
      uid: uidOf(at + 1),
      ext: at % 9 === 0 ? chance.pick(["", null]) : `EXT-${at + 1}`,
    };
  });
  for (const one of actors) byName.set(fullName(one), (byName.get(fullName(one)) ?? new Set()).add(one.email));
  return { actors, chance };
}

/** Not by chance: it is looked for in other spellings. */
const uidOf = (number: number): string => `a1b2c3d4-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;

export const faceOf = (actor: Actor): Face => actor.faces[0];

/** Whether they can be written to, and found by it. */
export const hasAddress = (actor: Actor): boolean => faceOf(actor).email?.includes("@") === true;

/** Somebody else has the same address in the other workspace. */
export const isDouble = (actor: Actor): boolean =>
  faceOf(actor).id <= DOUBLES || (actor.tenant === 2 && faceOf(actor).no <= DOUBLES);

/** What can be said of somebody in a text, and has to go from it. */
export const valuesOf = (actor: Actor): string[] => [fullName(actor), ...(hasAddress(actor) ? [actor.email] : []), actor.phone];

/** What goes from a text. A name of one word may be a word of everyday, so it is asked of nobody that it goes. */
export const saidOf = (actor: Actor): Own => ({
  values: valuesOf(actor).filter((value) => value !== actor.first),
  // Where two have one name, an address that is made of it may be either's.
  perhaps: [actor.first, actor.last, ...namesakesOf(actor)],
});

const byName = new Map<string, Set<string>>();
const namesakesOf = (actor: Actor): string[] => [...(byName.get(fullName(actor)) ?? [])].filter((email) => email !== actor.email);
