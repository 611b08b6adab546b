// A company with so many rules, and its people: each rule lets one purpose use one kind of data of whoever agreed to it.
import type { NoticeStated, Question } from "@troth/core/decisions";
import { NO_STATE, type PersonState } from "@troth/core/facts";
import { compileProgram, type Program } from "@troth/core/program";
import { dataCategories } from "@troth/core/taxonomy";

/** What decides about a person, as plain as it can be told: what peers are fed. */
export interface Person {
  readonly id: string;
  /** Purposes that they agreed to, and that they refused. */
  readonly agreed: readonly string[];
  readonly refused: readonly string[];
  readonly objected: readonly string[];
  readonly restricted: boolean;
  /** Years. */
  readonly age: number;
  /** It is a client's customer: no purpose of our own may use their data. */
  readonly held: boolean;
  /** The version of the notice that was in force when they signed up: the first states no rule with an odd number. */
  readonly notice: "v1" | "v2";
}

export const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;
const SIGNED_UP = NOW - 400 * DAY;
/** Nobody's answer may turn on a special ground or on what is linked: rules use ordinary data that people give. */
const KINDS_OF_DATA = Object.values(dataCategories)
  .filter(({ source, gdpr, sensitive, id }) => source === "given" && gdpr === null && !sensitive && !id.startsWith("auth."))
  .map(({ id }) => id);

export const purposeOf = (rule: number): string => `purpose-${rule}`;
export const dataOf = (rule: number): string => KINDS_OF_DATA[rule % KINDS_OF_DATA.length] ?? "";

/** A program of so many purposes, each resting on consent. */
export function companyOf(rules: number): Program {
  const numbers = Array.from({ length: rules }, (_, rule) => rule);
  const { program, findings } = compileProgram({
    data: {
      troth: 1,
      organization: { name: "Bench", country: "NL", contact: "privacy@bench.example" },
      laws: ["gdpr"],
      subjects: { customer: "controller", "clients-customer": "processor" },
      clients: { rows: "main/clients", name: "main/clients.name", contact: "main/clients.name", instructions: {} },
      stores: {
        main: {
          connector: "manual",
          ask: "main@bench.example",
          datasets: { clients: { fields: { name: "none" } } },
        },
      },
      collection: { "sign-up": { takes: KINDS_OF_DATA } },
      purposes: Object.fromEntries(
        numbers.map((rule) => [
          purposeOf(rule),
          { kind: "newsletter", basis: "consent", data: [dataOf(rule)], of: { customer: "any" } },
        ]),
      ),
    },
  });
  if (program === undefined)
    throw new Error(
      findings
        .map(({ says }) => says)
        .slice(0, 5)
        .join("; "),
    );
  return program;
}

/** What the two versions of the notice stated. */
export function noticesOf(rules: number): Readonly<Record<string, NoticeStated>> {
  const stated = (which: (rule: number) => boolean) =>
    Object.fromEntries(Array.from({ length: rules }, (_, rule) => [purposeOf(rule), which(rule) ? [dataOf(rule)] : []] as const));
  return {
    v1: { version: "v1", purposes: stated((rule) => rule % 2 === 0) },
    v2: { version: "v2", purposes: stated(() => true) },
  };
}

/** A number by chance, the same for the same seeds. */
export function mixed(one: number, other: number): number {
  let value = Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(other + 0x165667b1, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return (value ^ (value >>> 15)) >>> 0;
}

/** The person of a number. */
export function personOf(number: number, rules: number): Person {
  const chance = (of: number) => mixed(number, of) / 2 ** 32;
  const rule = (of: number) => purposeOf(mixed(number, 100 + of) % rules);
  const choices = [...new Set(Array.from({ length: 1 + (mixed(number, 1) % 4) }, (_, at) => rule(at)))];
  return {
    id: `user_${number}`,
    agreed: choices.filter((_, at) => mixed(number, 200 + at) % 5 > 0),
    refused: choices.filter((_, at) => mixed(number, 200 + at) % 5 === 0),
    objected: chance(3) < 0.1 ? [rule(0)] : [],
    restricted: chance(4) < 0.02,
    age: chance(5) < 0.05 ? 10 + (mixed(number, 6) % 6) : 18 + (mixed(number, 6) % 60),
    held: chance(7) < 0.1,
    notice: chance(8) < 0.3 ? "v1" : "v2",
  };
}

/** The same person as facts tell it: consents of the day of signing up, so that the notice of that day decides. */
export function stateOf({ agreed, refused, objected, restricted, age, held, notice }: Person): PersonState {
  const choice = (given: boolean) => ({ given, at: SIGNED_UP, explicit: false, confirmed: false, by: "person" as const, notice });
  return {
    ...NO_STATE,
    as: [held ? "clients-customer" : "customer"],
    residences: [{ country: "NL" }],
    born: `${2026 - age}-03-01`,
    consents: Object.fromEntries([...agreed.map((id) => [id, choice(true)]), ...refused.map((id) => [id, choice(false)])]),
    objections: Object.fromEntries(objected.map((id) => [id, SIGNED_UP + DAY])),
    restricted: restricted ? { ground: "accuracy", at: SIGNED_UP + DAY } : undefined,
    collected: [{ point: "sign-up", categories: KINDS_OF_DATA, notice, at: SIGNED_UP }],
  };
}

/** A question with nothing in it but what it asks, and the number of the rule that it is about. */
export interface Asking {
  readonly question: Question;
  readonly rule: number;
}

/** Asks about a person: mostly about a rule that they made a choice of. */
export function askingOf(person: Person, number: number, rules: number): Asking {
  const own = [...person.agreed, ...person.refused];
  const chosen = mixed(number, 300) % 10 < 8 ? own[mixed(number, 301) % own.length] : undefined;
  const rule = chosen === undefined ? mixed(number, 302) % rules : Number(chosen.slice("purpose-".length));
  // One in twenty asks for data that the rule does not name.
  const data = mixed(number, 303) % 20 === 0 ? dataOf(rule + 1) : dataOf(rule);
  return { question: { person: person.id, purpose: purposeOf(rule), data: [data] }, rule };
}
