import {
  type DataCategoryId,
  dataCategories,
  type PurposeKindId,
  purposeKinds,
  recipientKinds,
  replacedPurposes,
  sourceKinds,
} from "./taxonomy.data.ts";

/** A text in the languages of the taxonomy. */
export interface Label {
  readonly en: string;
  readonly id: string;
}

/** A letter of Civ. Code 1798.140(v)(1), L being sensitive personal information, (ae). */
export type CcpaLetter = "A" | "B" | "C" | "D" | "E" | "F" | "G" | "H" | "I" | "J" | "K" | "L";

/** What kind of data something is, with its place in the laws and in other vocabularies. */
export interface DataCategory {
  readonly id: string;
  readonly label: Label;
  readonly means: string;
  /** @source Cal. Civ. Code 1798.140(v)(1), (ae) */
  readonly ccpa: readonly CcpaLetter[];
  /** Article 9 or 10: special. @source GDPR Art. 9, 10 */
  readonly gdpr: 9 | 10 | null;
  /** @source UU 27/2022 Pasal 4 */
  readonly idPdp: "specific" | "general";
  /** Key of fideslang. */
  readonly fides: string;
  /** Term of https://w3id.org/dpv/pd#. */
  readonly dpv: string;
  readonly source: "given" | "observed" | "derived" | "received";
  /** Whether it names or reaches a person, singles one out, or neither. */
  readonly identifies: "direct" | "indirect" | "none";
  /** The kind of value, which chooses a validator and a mask. */
  readonly value: string;
  /** Never in a copy: described instead. @source 11 CCR 7024(d) */
  readonly secret: boolean;
  /** The CCPA's right to limit applies. */
  readonly sensitive: boolean;
}

/** A heading of the notice and of the banner, which some rules go by. */
export type PurposeGroup = "operate" | "protect" | "law" | "measure" | "personal" | "market" | "advertise" | "employ" | "decide";

/** A kind of purpose. */
export interface PurposeKind {
  readonly id: string;
  readonly label: Label;
  readonly dpv: string;
  readonly fides: string;
  /** The usual ones under the GDPR; the first is what a draft proposes. */
  readonly bases: readonly string[];
  readonly group: PurposeGroup;
  /** What a person can do against it; consent adds withdrawal. */
  readonly stop: "none" | "object" | "final" | "withdraw" | "review";
  readonly signals: readonly string[];
}

/** A kind of recipient with its usual capacity. */
export interface RecipientKind {
  readonly id: string;
  readonly label: Label;
  readonly capacity: "processor" | "third-party" | "controller" | "joint" | "authority";
}

/** Where data comes from. */
export interface SourceKind {
  readonly id: string;
  readonly label: Label;
  /** Not from the person: the information is due within a month. @source GDPR Art. 14 */
  readonly indirect: boolean;
  readonly says: string;
}

/** The data category with this very id. */
export function dataCategory(id: string): DataCategory | undefined {
  return Object.hasOwn(dataCategories, id) ? dataCategories[id as DataCategoryId] : undefined;
}

/** The categories that an id, or a branch (`contact`, `usage.*`), names; none where it names nothing. */
export function branch(id: string): readonly DataCategory[] {
  const stem = id.endsWith(".*") ? id.slice(0, -2) : id;
  return Object.values(dataCategories).filter((category) => category.id === stem || category.id.startsWith(`${stem}.`));
}

/** Of the ids and branches given, the one that names `category` most closely: where two rules meet, the longest wins. */
export function longestMatch(category: string, rules: Iterable<string>): string | undefined {
  let best: string | undefined;
  let length = -1;
  for (const rule of rules) {
    const stem = rule.endsWith(".*") ? rule.slice(0, -2) : rule;
    const names = category === stem || category.startsWith(`${stem}.`);
    if (names && stem.length > length) {
      best = rule;
      length = stem.length;
    }
  }
  return best;
}

/** The kind of purpose with this id; a renamed one is found under its old id too. */
export function purposeKind(id: string): PurposeKind | undefined {
  const now = replacedPurpose(id) ?? id;
  return Object.hasOwn(purposeKinds, now) ? purposeKinds[now as PurposeKindId] : undefined;
}

/** What a kind of purpose is called now, if it was renamed. */
export function replacedPurpose(id: string): PurposeKindId | undefined {
  return Object.hasOwn(replacedPurposes, id) ? replacedPurposes[id] : undefined;
}

/** The kind of recipient with this id. */
export function recipientKind(id: string): RecipientKind | undefined {
  return Object.hasOwn(recipientKinds, id) ? recipientKinds[id as keyof typeof recipientKinds] : undefined;
}

/** The kind of source with this id. */
export function sourceKind(id: string): SourceKind | undefined {
  return Object.hasOwn(sourceKinds, id) ? sourceKinds[id as keyof typeof sourceKinds] : undefined;
}

/** The strongest way in which any of the categories identifies a person. */
export function strongestIdentification(categories: Iterable<string>): DataCategory["identifies"] {
  let strongest: DataCategory["identifies"] = "none";
  for (const id of categories) {
    const identifies = dataCategory(id)?.identifies;
    if (identifies === "direct") return "direct";
    if (identifies === "indirect") strongest = "indirect";
  }
  return strongest;
}
