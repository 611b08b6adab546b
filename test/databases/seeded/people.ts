// People who do not exist. English and Indonesian names, few of each: first names and cities recur all the time.
import type { Chance } from "./random.ts";

const FIRST = [
  "Ann",
  "Joann",
  "Mary",
  "Marianne",
  "Oliver",
  "Harriet",
  "Budi",
  "Budiman",
  "Dewi",
  "Agus",
  "Siti",
  "Made",
  "Putu",
];
const LAST = [
  "Marsh",
  "Marshall",
  "Okafor",
  "Lindqvist",
  "Reed",
  "Reedy",
  "Santoso",
  "Hartono",
  "Wulandari",
  "Pratama",
  "Lestari",
];
const CITIES = ["Bandung", "Leeds", "Denpasar", "Cork", "Surabaya", "Bath"];
const HOUSES = ["harbor", "larkspur", "kenanga", "northwind", "melati"];
const STREETS = ["Mill Lane", "Jalan Melati", "Station Road", "Jalan Kenanga"];

/** Somebody, and how they can be told from others. */
export interface Somebody {
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  readonly city: string;
  readonly street: string;
}

/** How they are written in a text. */
export const fullName = (one: Pick<Somebody, "first" | "last">): string => `${one.first} ${one.last}`.trim();

/**
 * People one after the other: no two with one address or telephone, some with one name, some with no last name, and
 * addresses of which one is the end or the beginning of another.
 */
export function peopleFrom(chance: Chance): () => Somebody {
  const taken = new Set<string>();
  let number = 0;
  const free = (first: string, last: string): string => {
    const house = `${chance.pick(HOUSES)}.example`;
    const plain = `${first}${last === "" ? "" : `.${last}`}`.toLowerCase();
    // First the shortest: `ann@harbor.example` is the end of `joann@harbor.example`.
    const names = [first.toLowerCase(), plain, `${plain}.${number}`];
    const name = names.find((one) => !taken.has(`${one}@${house}`)) ?? `${plain}.${number}`;
    taken.add(`${name}@${house}`);
    return `${name}@${house}`;
  };
  return () => {
    number += 1;
    const first = chance.pick(FIRST);
    const last = chance.percent(6) ? "" : chance.pick(LAST);
    return {
      first,
      last,
      email: free(first, last),
      phone: `+62 21 555 ${String(1000 + number)}`,
      city: chance.pick(CITIES),
      street: `${chance.pick(STREETS)} ${number}`,
    };
  };
}
