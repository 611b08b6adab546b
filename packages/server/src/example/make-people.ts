import * as words from "./names.ts";
import type { Random } from "./random.ts";
import type { Cell } from "./write-database.ts";

/** Somebody of the example, before they stand in a table. */
export interface Person {
  readonly id: number;
  readonly first: string;
  readonly last: string | null;
  readonly email: string;
  readonly phone: string;
  readonly title: string;
}

/** Who asks for erasure in the demo: staff of one firm, and a contact of another. */
export const subject = {
  name: "Nadia Osei",
  email: "nadia.osei@fernhill.example",
  phone: "+353 21 555 0142",
  address: "203.0.113.77",
  street: "18 Lantern Row",
} as const;

const plainLetters: Readonly<Record<string, string>> = { ø: "o", ł: "l", ß: "ss", ı: "i", đ: "d", ð: "d", æ: "ae", þ: "th" };

/** How a name is written in a mail address. */
export function addressPart(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[øłßıđðæþ]/g, (letter) => plainLetters[letter] ?? "")
    .replace(/[^a-z0-9]/g, "");
}

/** A person of a firm whose mail domain is `domain`. The number in the address keeps addresses apart. */
export function makePerson(random: Random, id: number, domain: string): Person {
  const common = { id, phone: makePhone(random), title: random.pick(words.jobTitles) };
  const draw = random.int(1, 100);
  if (draw <= 3) {
    const [first, last, address] = random.pick(words.otherLetters);
    return { ...common, first, last, email: `${address}.${id}@${domain}` };
  }
  if (draw <= 9) {
    const first = random.pick(words.singleNames);
    return { ...common, first, last: null, email: `${addressPart(first)}.${id}@${domain}` };
  }
  const first = random.pick(words.givenNames);
  const last = random.pick(words.familyNames);
  // Some people write their own address with capitals; an address is compared without regard to case.
  const address = `${addressPart(first)}.${addressPart(last)}.${id}@${domain}`;
  return {
    ...common,
    first,
    last,
    email: random.chance(0.04) ? address.replace(/^./, (letter) => letter.toUpperCase()) : address,
  };
}

/** The whole name, as on an invoice. */
export function wholeName(person: Pick<Person, "first" | "last">): string {
  return person.last === null ? person.first : `${person.first} ${person.last}`;
}

/** 555 01xx: numbers that are kept for stories. */
function makePhone(random: Random): string {
  return `+1 ${random.int(201, 989)} 555 01${String(random.int(0, 99)).padStart(2, "0")}`;
}

/** An address of the ranges kept for documentation. */
export function makeIp(random: Random): string {
  return random.chance(0.7)
    ? `${random.pick(["192.0.2", "198.51.100"])}.${random.int(1, 254)}`
    : `2001:db8:${random.hex(4)}::${random.hex(4)}`;
}

/** Looks like a hash of argon2, and is one of nothing. */
export function makePasswordHash(random: Random): string {
  return `$argon2id$v=19$m=65536,t=3,p=4$${random.hex(22)}$${random.hex(43)}`;
}

/** A day between two years' beginnings, as `2025-03-09`. */
export function makeDay(random: Random, fromYear: number, toYear: number): string {
  const month = String(random.int(1, 12)).padStart(2, "0");
  return `${random.int(fromYear, toYear)}-${month}-${String(random.int(1, 28)).padStart(2, "0")}`;
}

/** A moment of a day. */
export function makeTime(random: Random, fromYear: number, toYear: number): string {
  const part = (most: number): string => String(random.int(0, most)).padStart(2, "0");
  return `${makeDay(random, fromYear, toYear)}T${part(23)}:${part(59)}:${part(59)}Z`;
}

/** The rows of `sessions` and `notification_settings` for a member of staff. */
export function makeSessions(random: Random, user: number, count: number, ip?: string): Cell[][] {
  return Array.from({ length: count }, () => {
    const created = makeTime(random, 2026, 2026);
    const address = ip ?? makeIp(random);
    return [`s_${random.hex(24)}`, user, random.hex(64), address, random.pick(words.browsers), created, created];
  });
}
