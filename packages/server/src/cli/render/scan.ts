import { formatPlace } from "@troth/core/program";
import type { ScanFinding, ScanVisitor } from "@troth/core/scan";
import type { Scanned } from "../../scan/index.ts";
import { counted } from "./figures.ts";
import { type Mark, type Paint, printable, toEdge, wrap } from "./terminal.ts";

const EDGE = 78;

/** Who visits, in words. */
export const VISITORS: Readonly<Record<ScanVisitor, string>> = {
  unanswered: "before any answer",
  refused: "after a no to all",
  accepted: "after a yes to all",
  gpc: "with Global Privacy Control",
};

/** What a scan found, what it could not see, and the count at the end. */
export function renderScan(scanned: Scanned, time: string, paint: Paint): string[] {
  const { findings, pages, visitors } = scanned;
  const errors = findings.filter(({ level }) => level === "error");
  const known = [counted(pages.length, "page"), counted(visitors.length, "visitor")].join(", ");
  const all = scanned.complete ? "the site does what the program says" : "nothing wrong was met, and not all was seen";
  const summary = errors.length === 0 ? all : counted(errors.length, "finding");
  const mark = errors.length > 0 ? "broken" : scanned.complete ? "done" : "unknown";
  return [
    ...errors.flatMap((one) => [...renderFinding(one, paint), ""]),
    ...notMet(findings, paint),
    ...notSeen(scanned, paint),
    toEdge(`${paint.mark(mark)} ${paint.bold(`${summary}.`)} ${known}`, paint.dim(time), EDGE),
  ];
}

function renderFinding(one: ScanFinding, paint: Paint): string[] {
  const more = one.pages > 1 ? ` and ${counted(one.pages - 1, "more page")}` : "";
  const seen = `${one.visitors.map((visitor) => VISITORS[visitor]).join(", ")}: ${one.page ?? ""}${more}`;
  return [
    ...marked("broken", one.what, paint, paint.bold),
    ...indented(one.says),
    ...(one.place === undefined ? [] : [`  ${paint.dim(printable(formatPlace(one.place)))}`]),
    ...labeled("seen", seen),
    ...(one.by === undefined ? [] : labeled("by", one.by)),
    ...labeled("do", one.advice),
  ];
}

/** What is declared and was not met fails nothing: one line for all. */
function notMet(findings: readonly ScanFinding[], paint: Paint): string[] {
  const names = findings.flatMap(({ code, tracker }) => (code === "not-seen" && tracker !== undefined ? [tracker] : []));
  if (names.length === 0) return [];
  return [...marked("waits", `declared, and not met on these pages: ${names.join(", ")}`, paint), ""];
}

/** What nobody could look at is said, so that nothing is complete in silence. */
function notSeen({ missed, cut, withoutBanner, visitors, notFollowed }: Scanned, paint: Paint): string[] {
  const lines = [
    ...missed.flatMap(({ page, visitor, because }) =>
      marked("unknown", `${page} was not seen ${VISITORS[visitor]}: ${because}`, paint),
    ),
    ...cut.flatMap((one) => marked("unknown", `${VISITORS[one]} more was met than is written down`, paint)),
    ...(withoutBanner.length === 0 ? [] : marked("look", `no banner of Troth's on ${withoutBanner.join(", ")}`, paint)),
    ...(visitors.length > 1 ? [] : indented("no answer was given: what happens after a yes or a no is not known")),
    ...(notFollowed === 0
      ? []
      : marked("look", `${counted(notFollowed, "more page is", "more pages are")} linked and not visited: \`--most\``, paint)),
  ];
  return lines.length === 0 ? [] : [...lines, ""];
}

function marked(mark: Mark, text: string, paint: Paint, dye = (line: string): string => line): string[] {
  const [first = "", ...rest] = wrap(printable(text), EDGE - 2);
  return [`${paint.mark(mark)} ${dye(first)}`, ...rest.map((line) => `  ${dye(line)}`)];
}

const indented = (text: string): string[] => wrap(printable(text), EDGE - 2).map((line) => `  ${line}`);

const LABEL = 8;

function labeled(label: string, text: string): string[] {
  const [first = "", ...rest] = wrap(printable(text), EDGE - 2 - LABEL);
  return [`  ${label.padEnd(LABEL)}${first}`, ...rest.map((line) => `  ${" ".repeat(LABEL)}${line}`)];
}
