import type { Program } from "../program/index.ts";
import { factsOfData, kindsOfData } from "./data-names.ts";
import { optOutsOf } from "./naive-law.ts";

/** In California's words, what it is when data passes to a recipient. @source Cal. Civ. Code 1798.130(a)(5)(C) */
export type Passing = "disclosed" | "sold" | "shared";

/** What a disclosure to a recipient for a purpose counts as: sold, shared or both; else disclosed for a business purpose. */
export function passingOf(
  program: Pick<Program, "purposes" | "recipients">,
  at: { readonly purpose: string; readonly recipient: string },
): readonly Passing[] {
  const purpose = Object.hasOwn(program.purposes, at.purpose) ? program.purposes[at.purpose] : undefined;
  const recipient = Object.hasOwn(program.recipients, at.recipient) ? program.recipients[at.recipient] : undefined;
  if (purpose === undefined) return ["disclosed"];
  const outs = optOutsOf({ purpose, recipient });
  const passed = [
    ...(outs.includes("sale") ? (["sold"] as const) : []),
    ...(outs.includes("sharing") ? (["shared"] as const) : []),
  ];
  return passed.length === 0 ? ["disclosed"] : passed;
}

/** The taxonomy's ids of what names of data stand for, own categories by those above them. */
export const taxonomyOf = (program: Pick<Program, "data">, names: readonly string[]): readonly string[] => [
  ...new Set(names.flatMap((name) => kindsOfData(program, name)).flatMap((kind) => factsOfData(program, kind)?.id ?? [])),
];
