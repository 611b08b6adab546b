import { dayOf } from "@troth/core/jurisdictions";
import { type DisclosureReport, type ReportLine, reportDisclosures } from "../../decisions/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { padEnd, padStart, widthOf } from "../render/terminal.ts";
import { withInstallation } from "../with-installation.ts";

/** California's categories, by their letters. @source Cal. Civ. Code 1798.140(v)(1) */
const CATEGORIES: Readonly<Record<string, string>> = {
  A: "identifiers",
  B: "customer records (1798.80)",
  C: "protected characteristics",
  D: "commercial information",
  E: "biometric information",
  F: "internet activity",
  G: "geolocation",
  H: "audio, visual and the like",
  I: "professional information",
  J: "education information",
  K: "inferences",
  L: "sensitive personal information",
};

/** `troth disclosures report`: what passed to whom. */
export async function disclosuresReport(
  context: CommandContext,
  options: { from?: string; to?: string; json?: boolean },
): Promise<number> {
  const { screen } = context;
  const report = await withInstallation(context, (inst) => {
    const to =
      options.to === undefined ? dayOf(new Date(inst.surroundings.now()).toISOString(), inst.program.zone) : day(options.to);
    const from = options.from === undefined ? aYearBefore(to) : day(options.from);
    if (from > to) throw new UseError("the first day is after the last", { advice: "`--from` is the earlier one" });
    return reportDisclosures(inst, { from, to });
  });
  if (options.json) screen.json(report);
  else screen.lines(linesOf(report));
  return 0;
}

function day(text: string): string {
  const read = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (read === undefined || Number.isNaN(read.getTime()) || !read.toISOString().startsWith(text))
    throw new UseError("that is no day", { advice: "write it as 2026-12-31" });
  return text;
}

/** The day after the same day of the year before: twelve months, the last day included. */
function aYearBefore(to: string): string {
  const first = new Date(`${to}T00:00:00Z`);
  first.setUTCFullYear(first.getUTCFullYear() - 1);
  first.setUTCDate(first.getUTCDate() + 1);
  return first.toISOString().slice(0, 10);
}

const HEAD = ["", "category", "recipient", "occasions", "items", "for"];

function linesOf({ from, to, lines, occasions, aboutNobody }: DisclosureReport): string[] {
  const head = `${from} to ${to}: ${occasions} ${occasions === 1 ? "occasion" : "occasions"} on record`;
  const nobody = aboutNobody === 0 ? [] : [`${aboutNobody} of them were about nobody, and stand in no line`];
  if (lines.length === 0) return [head, ...nobody, "nothing was disclosed, sold or shared"];
  const rows = [HEAD, ...lines.map(cellsOf)];
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ""))));
  const table = rows.map((row) =>
    row
      .map((cell, at) => (at === 3 || at === 4 ? padStart(cell, widths[at] ?? 0) : padEnd(cell, widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [head, ...nobody, ...table];
}

const cellsOf = ({ passed, letter, name, occasions, items, purposes }: ReportLine): string[] => [
  passed,
  letter === "" ? "none of California's" : `${letter} ${CATEGORIES[letter] ?? ""}`,
  name,
  String(occasions),
  String(items),
  purposes.join(", "),
];
