import { checkFact, type Fact, type FactFault, type FactSubject, factSchema, subjectOfFact } from "@troth/core/facts";
import type { Installation } from "../installation/index.ts";
import { hashOfTold } from "./sealed-fact.ts";
import { hashOfFactId, hashOfSubject } from "./subjects.ts";
import type { Telling } from "./tell-facts.ts";

/** A fact of a batch, read. */
export interface ReadFact {
  readonly index: number;
  readonly fact: Fact;
  readonly subject: FactSubject;
  /** The subject's hash. */
  readonly hash: string;
  readonly idHash: string;
  readonly told: string;
}

/** A fault with its place in the batch: `facts[3].point`. */
export interface PlacedFault {
  readonly path: string;
  readonly code: FactFault["code"];
  readonly says: string;
  readonly advice: string;
}

/** More of them help nobody. */
export const MOST_FAULTS = 20;

/** Puts a fault into its place. */
export const placed = (index: number, { field, code, says, advice }: FactFault): PlacedFault => ({
  path: field === "" ? `facts[${index}]` : `facts[${index}].${field}`,
  ...{ code, says, advice },
});

/** Reads a batch as it was told: every fact by the schema and by the program. */
export function readBatch(
  inst: Pick<Installation, "program" | "keys" | "surroundings">,
  told: Telling,
): { readonly facts: readonly ReadFact[]; readonly faults: readonly PlacedFault[] } {
  const facts: ReadFact[] = [];
  const faults: PlacedFault[] = [];
  const now = inst.surroundings.now();
  for (let index = 0; index < told.facts.length && faults.length < MOST_FAULTS; index++) {
    const read = readFact(told, index);
    const wrong = read.fact ? checkFact(inst.program, read.fact, now, told.own) : read.faults;
    faults.push(...wrong.map((fault) => placed(index, fault)));
    const subject = read.fact && subjectOfFact(read.fact);
    if (read.fact === undefined || subject === undefined || wrong.length > 0) continue;
    const { fact } = read;
    const hash = hashOfSubject(inst, subject);
    facts.push({ index, fact, subject, hash, idHash: hashOfFactId(inst, fact.id), told: hashOfTold(fact) });
  }
  return { facts, faults: faults.slice(0, MOST_FAULTS) };
}

function readFact(
  { facts, areRead }: Telling,
  index: number,
): { readonly fact: Fact; readonly faults?: never } | { readonly fact?: never; readonly faults: readonly FactFault[] } {
  const made = areRead ? facts[index] : undefined;
  if (made !== undefined) return { fact: made };
  const read = factSchema.safeParse(facts[index]);
  if (read.success) return { fact: read.data };
  const faults = read.error.issues.map((issue): FactFault => {
    const field = issue.path.reduce<string>(
      (all, part) => (typeof part === "number" ? `${all}[${part}]` : `${all}${all === "" ? "" : "."}${String(part)}`),
      "",
    );
    // The name of a field that is not ours may be anything: it is not repeated.
    const says = issue.code === "unrecognized_keys" ? "it has a field that facts of its kind have not" : lower(issue.message);
    return { field, code: "shape", says, advice: "docs/facts.md shows every kind of fact with its fields" };
  });
  return { faults };
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The same id with another content. */
export const otherContent = {
  field: "id",
  code: "other-content",
  says: "a fact with this id was told before, with another content",
  advice: "what is told stays as it is: give this one an id of its own, and name that one in `corrects`",
} as const;
