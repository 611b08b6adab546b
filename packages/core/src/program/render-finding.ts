// Findings as lines for a terminal. Colors are the caller's.
import { type Finding, formatPlace } from "./finding.ts";
import type { UnrunKey } from "./program.ts";

/** What a piece of a line is: the caller gives it its color, or none. */
export type Paint = (role: "error" | "warning" | "info" | "mark" | "dim" | "bold" | "write", text: string) => string;

/** How findings are drawn. */
export interface RenderOptions {
  readonly paint?: Paint;
  /** Signs of UTF-8, or words that any terminal has. */
  readonly ascii?: boolean;
}

const SIGNS = { error: ["✗", "XX"], warning: ["!", "!!"], info: ["·", "-"] } as const;
const plain: Paint = (_, text) => text;

/** One finding: what is wrong, where, the lines with the part marked, what was expected, what to write. */
export function renderFinding(finding: Finding, { paint = plain, ascii = false }: RenderOptions = {}): readonly string[] {
  const sign = SIGNS[finding.level][ascii ? 1 : 0];
  const lines = [`${paint(finding.level, sign)} ${paint("bold", finding.says)}`];
  if (finding.place) lines.push(`  ${paint("dim", formatPlace(finding.place))}`);
  lines.push(...renderExcerpt(finding, paint, ascii ? "|" : "│"));
  if (finding.expected !== undefined) lines.push(`  expected  ${finding.expected}`);
  if (finding.write !== undefined) lines.push(`  write     ${paint("write", finding.write)}`);
  return lines;
}

function renderExcerpt({ excerpt, level }: Finding, paint: Paint, bar: string): readonly string[] {
  if (!excerpt) return [];
  const { lines, mark } = excerpt;
  const width = Math.max(5, ...lines.map(({ number }) => String(number).length + 2));
  const gutter = (text: string) => paint("dim", `  ${text.padStart(width)} ${bar} `);
  const shown = lines.map(({ number, text }) => `${gutter(String(number))}${text}`);
  const under = " ".repeat(mark.column - 1) + paint(level === "error" ? "mark" : level, "^".repeat(mark.length));
  return [...shown, `${gutter("")}${under}`];
}

/** All findings with an empty line between, and the count at the end. */
export function renderFindings(
  findings: readonly Finding[],
  files: readonly string[],
  options: RenderOptions = {},
): readonly string[] {
  const blocks = findings.flatMap((finding) => [...renderFinding(finding, options), ""]);
  return [...blocks, summary(findings, files)];
}

function summary(findings: readonly Finding[], files: readonly string[]): string {
  const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
  const [main = "troth.yaml", ...included] = files;
  const where = included.length === 0 ? main : `${main} and ${plural(included.length, "included file")}`;
  return `${plural(count("error"), "error")}, ${plural(count("warning"), "warning")} in ${where}`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Keys that nothing runs yet, those with the same meaning together: one line for the meaning, one for each place. */
export function renderUnrun(unrun: readonly UnrunKey[], { paint = plain, ascii = false }: RenderOptions = {}): readonly string[] {
  const byMeaning = new Map<string, readonly UnrunKey[]>();
  for (const key of unrun) byMeaning.set(key.means, [...(byMeaning.get(key.means) ?? []), key]);
  return [...byMeaning].flatMap(([means, keys]) => [
    `${paint("info", SIGNS.info[ascii ? 1 : 0])} ${means}`,
    ...keys.map(({ path, place }) => `    ${path}  ${paint("dim", formatPlace(place))}`),
  ]);
}
