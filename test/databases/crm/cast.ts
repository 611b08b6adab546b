// Who is in the CRM: 200 people, as users, contacts and leads, some as two of them, some as all that was ever known of them.
import { fullName, peopleFrom, type Somebody } from "../seeded/people.ts";
import { type Chance, chanceOf } from "../seeded/random.ts";
import type { Own } from "../seeded/world.ts";
import type { Kind } from "./tables.ts";

export interface Actor extends Somebody {
  readonly id: string;
  readonly alt: string | null;
  readonly user?: number;
  readonly contact?: number;
  readonly lead?: number;
  /** What the contact's row says, where that is not their own address. */
  readonly written: { readonly email: string | null; readonly phone: string };
}

const USERS = 24;
const USERS_ALSO_CONTACTS = 14;
const CONTACTS_FROM_LEADS = 30;
const CONTACTS = 120;
export const PEOPLE = 200;

/** Addresses that stand for none, and one that a household has. */
const NOBODYS = ["", null, "unknown@none.example", "family.reed@melati.example"] as const;

export function castOf(seed: number): { readonly actors: readonly Actor[]; readonly chance: Chance } {
  const chance = chanceOf(seed);
  const somebody = peopleFrom(chance);
  const count = { contact: 0, lead: 0 };
  let before: Somebody | undefined;
  const actors = Array.from({ length: PEOPLE }, (_, at): Actor => {
    const isUser = at < USERS;
    const isContact = isUser ? at < USERS_ALSO_CONTACTS : at < USERS + CONTACTS;
    const isLead = !isContact ? !isUser : at >= USERS && at < USERS + CONTACTS_FROM_LEADS;
    const one = somebody();
    // The last contacts have no address of their own.
    const odd = isContact && at >= USERS + CONTACTS - 16 ? NOBODYS[at % NOBODYS.length] : undefined;
    const phone = at % 7 === 3 && before !== undefined ? before.phone : one.phone;
    before = one;
    return {
      ...one,
      // What stands in no row of theirs is nobody's.
      email: odd === undefined ? one.email : "unlisted@elsewhere.example",
      id: `p${at + 1}`,
      alt: chance.percent(20) && odd === undefined ? `alt.${at + 1}.${one.email}` : null,
      ...(isUser ? { user: at + 1 } : {}),
      ...(isContact ? { contact: ++count.contact } : {}),
      ...(isLead ? { lead: ++count.lead } : {}),
      written: { email: odd === undefined ? one.email : odd, phone: isContact ? phone : one.phone },
    };
  });
  for (const one of actors) byName.set(fullName(one), (byName.get(fullName(one)) ?? new Set()).add(one.email));
  return { actors, chance };
}

export const idOf = (actor: Actor, kind: Kind): number | undefined =>
  ({ User: actor.user, Contact: actor.contact, Lead: actor.lead })[kind];

/** What can be said of somebody in a text, and has to go from it. */
export const valuesOf = (actor: Actor): string[] =>
  [fullName(actor), actor.written.email, actor.alt, actor.written.phone].filter((one) => one !== null && one !== "") as string[];

/** By what somebody asks: an address that is theirs alone, or else the number of their row. */
export function subjectOf(actor: Actor): { readonly kind: string; readonly value: string }[] {
  if (actor.written.email === actor.email) return [{ kind: "email", value: actor.email }];
  return [{ kind: "account@contacts", value: String(actor.contact) }];
}

/** What goes from a text. A name of one word may be a word of everyday, so it is asked of nobody that it goes. */
export const saidOf = (actor: Actor): Own => ({
  values: valuesOf(actor).filter((value) => value !== actor.first),
  // Where two have one name, an address that is made of it may be either's.
  perhaps: [actor.first, actor.last, ...namesakesOf(actor)],
});

const byName = new Map<string, Set<string>>();
const namesakesOf = (actor: Actor): string[] => [...(byName.get(fullName(actor)) ?? [])].filter((email) => email !== actor.email);
