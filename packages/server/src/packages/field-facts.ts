import { shortName } from "@troth/core/jurisdictions";
import type { FieldRule, Program, PurposeRule, RecipientRule } from "@troth/core/program";
import { dataCategory, purposeKind, recipientKind } from "@troth/core/taxonomy";
import type { CopyField } from "../subject-graph/index.ts";
import { type Language, listIn } from "../words/index.ts";
import { ownFacts } from "./own-words.ts";
import { collectionPoint, entryOf, sourcesOf, wordsIn } from "./program-words.ts";
import { say, sayBasis, saySource } from "./words.ts";

/** What the law wants a person to be told of a field. @source GDPR Art. 15(1) */
export interface FieldFacts {
  /** What it is. */
  readonly is: string;
  /** Where it came from. */
  readonly from: string;
  /** Why it is held: each purpose with its legal basis. */
  readonly why: readonly string[];
  /** Who receives it. */
  readonly who: readonly string[];
}

/** Where a field stands. */
export interface FieldPlace {
  readonly program: Program;
  readonly language: Language;
  /** `YYYY-MM-DD`: recipients of that day. */
  readonly day: string;
  readonly store: string;
  readonly dataset: string;
  readonly column: string;
  readonly field: CopyField;
}

/** Gathers what the program says of a field. What it does not say is said to be unsaid. */
export function factsOf(place: FieldPlace): FieldFacts {
  const own = ownFacts(place);
  if (own !== undefined) return own;
  const { program, store, dataset, column, field, language } = place;
  const rule = program.stores[store]?.datasets[dataset]?.fields.find((one) => one.column === column);
  const labels = field.categories.map((id) => dataCategory(id)?.label[language] ?? id);
  const label = labels.length === 0 ? say(language, "field.unmapped") : listIn(language, [...new Set(labels)]);
  return {
    is: rule?.free ? say(language, "field.holds", { what: label }) : label,
    from: sayFrom(place, rule),
    why: purposesOf(place),
    who: recipientsOf(place),
  };
}

/** What the program says of this field's source; or what is usual for such data, and that it is no more than that. */
function sayFrom({ program, language, store, field }: FieldPlace, rule: FieldRule | undefined): string {
  const point = rule?.at === undefined ? undefined : collectionPoint(program, store, rule.at);
  const kind = typeof point?.from === "string" ? point.from : undefined;
  if (rule?.at !== undefined) {
    const where = wordsIn(program, point?.says, language) ?? rule.at.replaceAll("-", " ");
    return say(language, "from.point", { source: saySource(language, kind ?? "person"), where });
  }
  const named = [...new Set(field.categories.flatMap((category) => sourcesOf(program, store, category)))];
  if (named.length > 0)
    return say(language, "from.source", {
      source: listIn(
        language,
        named.map((one) => saySource(language, one)),
      ),
    });
  if (field.derived) return say(language, "from.source", { source: saySource(language, "derived") });
  const usual = dataCategory(field.categories[0] ?? "")?.source;
  return usual === undefined ? say(language, "from.unsaid") : say(language, `usual.${usual}`);
}

const touches = (field: CopyField, data: readonly string[]): boolean =>
  field.categories.some((category) => data.includes(category));

function purposesOf({ program, language, field }: FieldPlace): string[] {
  return Object.values(program.purposes)
    .filter((purpose) => touches(field, purpose.data))
    .map((purpose) =>
      say(language, "why.purpose", {
        purpose: sayPurpose(program, purpose, language),
        basis: basisOf(program, purpose, language),
      }),
    );
}

function sayPurpose(program: Program, purpose: PurposeRule, language: Language): string {
  const kind = purpose.kind === undefined ? undefined : purposeKind(purpose.kind)?.label[language];
  return wordsIn(program, entryOf(program, "purposes", purpose.id)?.label, language) ?? kind ?? purpose.label;
}

/** The legal basis, by law where laws differ; with the interest or the duty that it rests on. */
function basisOf(program: Program, purpose: PurposeRule, language: Language): string {
  if (purpose.basis === undefined) return say(language, "basis.unsaid");
  const entry = entryOf(program, "purposes", purpose.id);
  const each = purpose.basis === "instruction" ? { all: "instruction" } : purpose.basis;
  const lawsOf = new Map<string, string[]>();
  for (const [law, basis] of Object.entries(each)) lawsOf.set(basis, [...(lawsOf.get(basis) ?? []), law]);
  const said = [...lawsOf].map(([basis, laws]) => {
    const rests = basis === "legitimate-interest" ? entry?.interest : basis === "legal-duty" ? entry?.duty : undefined;
    const because = wordsIn(program, rests, language) ?? (typeof rests === "string" ? rests : undefined);
    const name = because === undefined ? sayBasis(language, basis) : `${sayBasis(language, basis)} (${because})`;
    return lawsOf.size === 1
      ? name
      : say(language, "basis.by-law", {
          basis: name,
          laws: listIn(
            language,
            laws.map((law) => shortName(law, language)),
          ),
        });
  });
  return listIn(language, said);
}

function recipientsOf({ program, language, field, store, day }: FieldPlace): string[] {
  return Object.values(program.recipients)
    .filter((one) => inForce(one, day) && (one.stores.includes(store) || touches(field, one.receives)))
    .map((one) => {
      const kind = one.kind === undefined ? undefined : recipientKind(one.kind)?.label[language];
      return kind === undefined ? one.name : `${one.name} (${kind})`;
    });
}

const inForce = (one: RecipientRule, day: string): boolean =>
  (one.since === undefined || one.since <= day) && (one.until === undefined || one.until >= day);
