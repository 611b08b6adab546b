// What a collection point that asks for age does with somebody: goes on, turns them away, or asks a parent first.
import { covers } from "../decisions/index.ts";
import { applicableLaws, minorRuleOf, type Residence, useArticle } from "../jurisdictions/index.ts";
import type { CollectionRule, Law, Program, PurposeRule } from "../program/index.ts";
import { restsOnConsent } from "./bases.ts";

/** A rule by which somebody is too young here. */
export interface AgeRuleAt {
  readonly under: number;
  /** Absent: the program's own rule for the point. */
  readonly law: Law | undefined;
  readonly article: string | undefined;
}

/** `parent`: nothing is collected before a parent agrees, to each of these purposes apart. */
export type AgeGate =
  | { readonly kind: "open" }
  /** `proof`: all that would be left to a parent asks for more proof than a mail. */
  | { readonly kind: "refuse"; readonly because: "program" | "proof"; readonly rules: readonly AgeRuleAt[] }
  | { readonly kind: "parent"; readonly rules: readonly AgeRuleAt[]; readonly purposes: readonly PurposeRule[] };

/** Who stands before a point. */
export interface AgeGateInput {
  readonly point: CollectionRule;
  /** In years; absent: a minor of an age that is not kept. */
  readonly age: number | undefined;
  /** None: the strictest of the program's laws. */
  readonly residences: readonly Residence[];
}

/** One rule with the purposes for which it asks a parent. */
interface Judged extends AgeRuleAt {
  readonly refuses: boolean;
  readonly mailInside: boolean;
  readonly purposes: readonly PurposeRule[];
}

/** What happens at a point that asks for age, by every law that protects the person and by the program, the strictest first. */
export function ageGate(program: Program, { point, age, residences }: AgeGateInput): AgeGate {
  if (point.age === undefined) return { kind: "open" };
  const all = [...pointRule(program, point), ...lawRules(program, { point, residences })];
  const rules = all.filter(({ under }) => age === undefined || age < under);
  if (rules.length === 0) return { kind: "open" };
  const said = rules.map(({ under, law, article }) => ({ under, law, article }));
  if (rules.some(({ refuses }) => refuses)) return { kind: "refuse", because: "program", rules: said };
  const inside = rules.some(({ mailInside }) => mailInside);
  const asked = purposesAt(program, point).filter((one) => rules.some(({ purposes }) => purposes.includes(one)));
  const purposes = asked.filter((one) => !inside || !goesOut(program, one));
  return purposes.length === 0 ? { kind: "refuse", because: "proof", rules: said } : { kind: "parent", rules: said, purposes };
}

/** `age: 16` on a point: whoever is younger is a minor there, whatever the law. */
function pointRule(program: Program, point: CollectionRule): readonly Judged[] {
  if (typeof point.age !== "number") return [];
  const refuses = (program.minors?.then ?? "refuse") === "refuse";
  const purposes = purposesAt(program, point);
  return [{ under: point.age, law: undefined, article: undefined, refuses, mailInside: false, purposes }];
}

function lawRules(program: Program, { point, residences }: Pick<AgeGateInput, "point" | "residences">): readonly Judged[] {
  return applicableLaws(program, residences).flatMap((law): readonly Judged[] => {
    const rule = minorRuleOf(program, law);
    // A sale is asked of when something is sold, by its decision.
    if (rule === undefined || rule.needs === "sale") return [];
    const purposes = purposesAt(program, point).filter((one) => !rule.consentOnly || restsOnConsent(one, [law]));
    if (purposes.length === 0) return [];
    const { under, needs, mailInside } = rule;
    return [{ under, law, article: useArticle(law, "child"), refuses: needs === "refuse", mailInside, purposes }];
  });
}

/** The purposes that data of a point serves and that a minor's parent has a say in. */
const purposesAt = (program: Program, point: CollectionRule): readonly PurposeRule[] =>
  Object.values(program.purposes).filter(
    ({ id, group, data }) =>
      group !== "law" &&
      group !== "protect" &&
      (point.for === undefined
        ? data.some((one) => point.takes.some((taken) => overlap(one, taken.id)))
        : point.for.includes(id)),
  );

const overlap = (one: string, other: string): boolean => covers([one], stems(other)) || covers([other], stems(one));
const stems = (id: string): readonly string[] => id.split(".").map((_, at, parts) => parts.slice(0, at + 1).join("."));

/** Somebody else than a processor gets of it. @source 16 CFR 312.2 (disclose) */
const goesOut = (program: Program, { id, kind }: PurposeRule): boolean =>
  kind === "sale" ||
  kind === "rental" ||
  Object.values(program.recipients).some(
    ({ purposes, capacity, sale, sharing, rental }) =>
      purposes.includes(id) && (capacity !== "processor" || sale || sharing || rental),
  );
