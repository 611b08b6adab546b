import type { LinkSuggestion } from "@troth/core/discovery";
import { counted } from "./figures.ts";
import { type Paint, printable, wrap } from "./terminal.ts";

/** From here on a suggestion is rather right than wrong. */
const likely = 0.6;

const indented = (text: string): string[] => wrap(printable(text), 70).map((line) => `      ${line}`);

/** Suggestions by dataset, the surest first, each with the line to paste and what speaks for it. */
export function renderSuggestions(suggestions: readonly LinkSuggestion[], store: string, paint: Paint): string[] {
  const links = suggestions.filter((one) => one.kind !== "none");
  const byDataset = new Map<string, LinkSuggestion[]>();
  for (const one of links) byDataset.set(one.dataset, [...(byDataset.get(one.dataset) ?? []), one]);
  const best = (list: readonly LinkSuggestion[]): number => Math.max(...list.map((one) => one.sure));
  const ordered = [...byDataset].sort(([, one], [, other]) => best(other) - best(one));
  return [
    ...ordered.flatMap(([dataset, list]) => [
      paint.bold(printable(`stores.${store}.datasets.${dataset}.links`)) +
        (list[0]?.isNewDataset ? paint.dim("  (the program has no such dataset yet)") : ""),
      ...[...list].sort((one, other) => other.sure - one.sure).flatMap((one) => linesOf(one, paint)),
      "",
    ]),
    ...noneLines(suggestions, paint),
  ];
}

function linesOf(one: LinkSuggestion, paint: Paint): string[] {
  const mark = paint.mark(one.sure >= likely ? "done" : "unknown");
  const says = `${one.because}; sure ${one.sure.toFixed(2)}`;
  return [
    `  ${mark} ${paint.green(printable(one.line))}`,
    ...indented(one.evidence.join("; ")).map(paint.dim),
    ...indented(says).map(paint.dim),
  ];
}

/** Declared keys that lead to nobody, in few words: the check asks for a line all the same. */
function noneLines(suggestions: readonly LinkSuggestion[], paint: Paint): string[] {
  const none = suggestions.filter((one) => one.kind === "none" && !one.isNewDataset);
  if (none.length === 0) return [];
  const head = `${counted(none.length, "declared key")} that ${none.length === 1 ? "leads" : "lead"} to no person: say none`;
  return [paint.bold(head), ...none.map((one) => `  ${printable(`${one.dataset}: ${one.line}`)}`), ""];
}
