import type { DecisionSource, Explanation, Question } from "@troth/core/decisions";
import { hang, type Paint, printable } from "./terminal.ts";

/** A decision as a tree: what it went by, each row that was asked, and what came of it. */
export function renderExplanation({ decision, went, rows }: Explanation, question: Question, paint: Paint): string[] {
  const asked = rows.filter(({ came }) => came !== "not asked");
  const left = rows.length - asked.length;
  const head = decision.allowed
    ? `${paint.mark("done")} ${paint.bold("allowed")}`
    : `${paint.mark("broken")} ${paint.bold("denied")}`;
  return [
    ...hang(`${head}  `, printable(decision.because)),
    ...sourceLines(decision.source, "  ", paint),
    ...(decision.doubt === undefined ? [] : [`  ${paint.mark("unknown")} in doubt: ${decision.doubt}`]),
    ...(decision.until === undefined ? [] : [`  holds until ${new Date(decision.until).toISOString()}`]),
    ...decision.obligations.map((one) => `  ${paint.mark("look")} ${obligation(one)}`),
    "",
    ...hang("", printable(questionLine(question))),
    ...(went === undefined ? [] : wentLines(went, paint)),
    ...asked.flatMap((row, index) => {
      const last = index === asked.length - 1 && left === 0;
      const mark = row.came === "passed" ? paint.mark("done") : row.came === "waived" ? paint.mark("look") : paint.mark("broken");
      const gutter = paint.dim(last ? " " : paint.gutter);
      const lead = `${paint.dim(last ? paint.lastBranch : paint.branch)} ${mark} `;
      const lines = hang(lead, row.asks, paint.dim(row.rule), gutter);
      if (row.because === undefined) return lines;
      const stem = `${gutter}      `;
      return [...lines, ...hang(stem, printable(row.because), "", gutter), ...sourceLines(row.source ?? {}, stem, paint)];
    }),
    ...(left === 0
      ? []
      : [`${paint.dim(paint.lastBranch)} ${paint.mark("waits")} ${paint.dim(`${left} more rows, which need not be asked`)}`]),
  ];
}

function questionLine({ purpose, data, recipient, form, at, channel, topic }: Question): string {
  const parts = [
    recipient && `to ${recipient}`,
    form && `as ${form}`,
    at && `taken at ${at}`,
    channel && `by ${channel}`,
    topic && `about ${topic}`,
  ];
  return [`${purpose} with ${data.join(", ")}`, ...parts.filter(Boolean)].join(", ");
}

function wentLines({ laws, as }: NonNullable<Explanation["went"]>, paint: Paint): string[] {
  const laid = laws.length === 0 ? "no law is named by the program" : laws.join(", ");
  return [
    `${paint.dim(paint.branch)} ${paint.dim("law")}  ${laid}`,
    ...(as.length === 0 ? [] : [`${paint.dim(paint.branch)} ${paint.dim("as")}   ${as.join(", ")}`]),
  ];
}

function sourceLines({ place, article }: Partial<DecisionSource>, stem: string, paint: Paint): string[] {
  const at = place === undefined || place.line === 0 ? undefined : `${place.file}:${place.line}:${place.column}`;
  const said = [article, at].filter((part) => part !== undefined).join("  ");
  return said === "" ? [] : [`${stem}${paint.dim(said)}`];
}

function obligation(one: Explanation["decision"]["obligations"][number]): string {
  switch (one.kind) {
    case "form":
      return `in the form ${one.form} alone`;
    case "record":
      return "record what is sent, to whom and why";
    case "safeguards":
      return `the person is owed: ${one.safeguards.join(", ")}`;
    case "otherwise":
      return `it may go on in the form ${one.form}`;
  }
}
