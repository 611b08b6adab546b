import type { Missing } from "@troth/core/notices";
import { type Finding, type Paint as FindingPaint, renderFinding, renderUnrun, type UnrunKey } from "@troth/core/program";
import { sayLack } from "../../words/index.ts";
import { counted } from "./figures.ts";
import { type Paint, padEnd, printable, toEdge, widthOf, wrap } from "./terminal.ts";

const EDGE = 78;

/** What was checked, for the last line. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** The main file and those that it includes. */
  readonly files: readonly string[];
  /** `0.4 s`. */
  readonly time: string;
}

/** The findings of a check with an empty line between, and the count at the end. */
export function renderCheck({ findings, files, time }: Checked, paint: Paint): string[] {
  const options = { paint: findingPaint(paint), ascii: !paint.utf8 };
  const count = (level: Finding["level"]): number => findings.filter((finding) => finding.level === level).length;
  const [main = "troth.yaml", ...included] = files;
  const where = included.length === 0 ? main : `${main} and ${counted(included.length, "included file")}`;
  const summary = `${counted(count("error"), "error")}, ${counted(count("warning"), "warning")} in ${where}.`;
  return [
    ...findings.flatMap((finding) => [...renderFinding(finding, options).flatMap(fitted), ""]),
    toEdge(paint.bold(summary), paint.dim(`checked in ${time}`), EDGE),
  ];
}

/** What the program says and nothing runs yet: named, so that nobody relies on it. */
export function renderNotYet(unrun: readonly UnrunKey[], paint: Paint): string[] {
  if (unrun.length === 0) return [];
  const lines = renderUnrun(unrun, { paint: findingPaint(paint), ascii: !paint.utf8 });
  return [
    `${paint.bold("Accepted, and not run yet.")} A plan that touches a dataset with such a key in its`,
    "rules cannot be approved.",
    ...lines,
  ];
}

/** What the notice does not say: whoever reads it sees so, and whoever writes the program is told first. */
export function renderLacks(lacks: readonly Missing[], paint: Paint): string[] {
  if (lacks.length === 0) return [];
  const lines = lacks.map(({ what, of, law, language, article }) => {
    const says = sayLack("en", what, { names: of.join(", "), law: law ?? "" });
    const words = what === "translation" ? `Words in ${language}: ${of.join(", ")}.` : says;
    return article === undefined ? words : `${words} ${article}`;
  });
  return [
    "",
    paint.bold("The notice does not say yet, and shows that it does not:"),
    ...lines.flatMap((line) => wrap(printable(line), EDGE - 2).map((part, at) => `${at === 0 ? "- " : "  "}${part}`)),
  ];
}

const EXPECTED = "  expected  ";

/** A long list of what was expected is broken at its blanks; the program's own lines stay as they are. */
function fitted(line: string): string[] {
  if (!line.startsWith(EXPECTED) || widthOf(line) <= 80) return [line];
  return wrap(line, 80 - EXPECTED.length).map((part, at) =>
    at === 0 ? `  ${part.replace(/^expected /, "expected  ")}` : `${" ".repeat(EXPECTED.length)}${part}`,
  );
}

/** The roles of a finding's parts in the terminal's colors: red errors, yellow warnings, dim places, green suggestions. */
function findingPaint(paint: Paint): FindingPaint {
  return (role, text) => {
    switch (role) {
      case "error":
      case "mark":
        return paint.red(text);
      case "warning":
        return paint.yellow(text);
      case "write":
        return paint.green(text);
      case "bold":
        return paint.bold(text);
      default:
        return paint.dim(text);
    }
  };
}

/** What a sound program has in it. */
export interface SoundProgram {
  readonly hash: string;
  /** `6 purposes`, `4 recipients`, ... */
  readonly counts: readonly string[];
  readonly time: string;
}

/** The two lines of a program without an error. */
export function renderSound({ hash, counts, time }: SoundProgram, paint: Paint): string[] {
  const head = hash.slice(0, 12).replace(/(.{4})(?=.)/g, "$1 ");
  return [
    `${paint.mark("done")} ${padEnd("the program is sound:", 22)}${counts.join(", ")}`,
    toEdge(`  ${paint.dim(`hash ${head}${paint.more}`)}`, paint.dim(time), EDGE),
  ];
}
