import { nameIn } from "@troth/core/program";
import { besideSays, type PlanFinding, type PlanStep } from "@troth/core/subject-graph";
import type { PlanView } from "../../requests/index.ts";
import { actsSay, looksSay } from "../../tasks/index.ts";
import { counted, day, figure, hashHead } from "./figures.ts";
import { type Paint, padEnd, printable, toEdge, widthOf, wrap } from "./terminal.ts";

/** Where the columns of a tree stand. */
export interface TreeLayout {
  readonly indent: number;
  /** Least width of the names. */
  readonly names: number;
  /** Where figures end. */
  readonly edge: number;
}

const PLAN: TreeLayout = { indent: 0, names: 24, edge: 75 };
const LINKS = 11;

/** A plan as a tree: store, dataset, link, what becomes of the rows, how many. */
export function renderPlanTree(view: Pick<PlanView, "stores">, paint: Paint, layout: TreeLayout = PLAN): string[] {
  const longest = Math.max(0, ...view.stores.flatMap((store) => store.steps.map((step) => widthOf(nameOf(step)))));
  const wide = { ...layout, names: Math.max(layout.names, longest + 2) };
  return view.stores.flatMap((store, index) => {
    const shadow = store.shadow ? `  ${paint.yellow("in shadow: nothing is committed")}` : "";
    const title = `${" ".repeat(layout.indent)}${paint.bold(printable(store.store))}  ${paint.dim(printable(store.product))}${shadow}`;
    const head = index === 0 ? toEdge(title, "rows", layout.edge) : title;
    if (store.steps.length === 0)
      return [head, `${" ".repeat(layout.indent)}${paint.dim(paint.lastBranch)} nothing of this person`];
    const steps = store.steps.flatMap((step, at) => stepLines(step, at === store.steps.length - 1, paint, wide));
    return [head, ...steps, ...besideInShort(store, paint, layout.indent)];
  });
}

const MOST_BESIDE = 4;

/** The same where one looks at the whole: many are counted, and the table has each. */
function besideInShort(store: PlanView["stores"][number], paint: Paint, indent: number): string[] {
  const { beside = [] } = store;
  if (beside.length <= MOST_BESIDE) return besideLines(store, paint, indent);
  const says = `the store does ${beside.length} things to these rows by itself as well: \`troth plan --table\` lists them`;
  return wrap(says, 76 - indent).map((line) => `${" ".repeat(indent + 3)}${paint.dim(line)}`);
}

/** What the store does by itself to these rows as well: its cascades and its triggers, in words. */
const besideLines = ({ beside = [] }: PlanView["stores"][number], paint: Paint, indent = 0): string[] =>
  beside.flatMap((one) =>
    wrap(printable(besideSays(one)), 76 - indent).map((line) => `${" ".repeat(indent + 3)}${paint.dim(line)}`),
  );

const nameOf = (step: PlanStep): string => printable(step.column === undefined ? step.dataset : `${step.dataset}.${step.column}`);

function stepLines(step: PlanStep, last: boolean, paint: Paint, layout: TreeLayout): string[] {
  const indent = " ".repeat(layout.indent);
  const start = `${indent}${paint.dim(last ? paint.lastBranch : paint.branch)} ${padEnd(nameOf(step), layout.names)}`;
  const stays = step.until === undefined ? "stays" : `stays until ${day(step.until)}`;
  const action = step.action === "keep" ? paint.yellow(stays) : step.action;
  const line = toEdge(`${start}${padEnd(paint.dim(step.link), LINKS)}${action}`, figure(step.rows), layout.edge);
  if (step.because === undefined) return [line];
  const { exception, law } = step.because;
  const reason = `${step.action === "keep" ? "" : `${stays}: `}${exception}, ${nameIn(law, "en")}`;
  const at = layout.indent + 3 + layout.names;
  const lead = `${indent}${last ? " " : paint.dim(paint.gutter)}`;
  return [line, ...wrap(printable(reason), 79 - at).map((text) => `${padEnd(lead, at)}${paint.yellow(text)}`)];
}

/** `8,693 deleted, 66 changed, 23 stay`; what does not happen is left out. */
export function totalsInWords(totals: PlanView["totals"]): string {
  const parts = [
    totals.deleted > 0 ? `${figure(totals.deleted)} deleted` : "",
    totals.changed > 0 ? `${figure(totals.changed)} changed` : "",
    totals.kept > 0 ? `${figure(totals.kept)} stay` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "nothing changes" : parts.join(", ");
}

/** The whole of `troth plan`. `next` is the command that goes on from here. */
export function renderPlan(view: PlanView, paint: Paint, next: string | undefined, asTable = false): string[] {
  const what =
    view.right === "erasure"
      ? "Nothing is touched. This is what an erasure would do."
      : "Nothing is written. This is what a copy would hold.";
  const batch = view.people === undefined ? "" : `It is of ${counted(view.people, "person", "people")}.`;
  const words = view.right === "erasure" ? totalsInWords(view.totals) : "in the copy";
  const stores = padEnd(counted(view.stores.length, "store"), 22);
  return [
    ...[what, batch].filter((line) => line !== ""),
    "",
    ...(asTable ? renderPlanTable(view, paint) : renderPlanTree(view, paint)),
    toEdge("", paint.dim(paint.rule.repeat(8)), PLAN.edge),
    paint.bold(toEdge(`${stores}${words}`, figure(view.totals.rows), PLAN.edge)),
    ...byHandLines(view, paint),
    "",
    ...planFacts(view, paint),
    ...(next === undefined || !view.canBeApproved ? [] : [`next    ${next}`]),
    ...renderPlanFindings(view, paint),
  ];
}

const ABOUT = "~";
const ESTIMATED = `${ABOUT} is the store's estimate; every other number was counted`;

/** The same as a table: each line stands by itself, with how many rows of everybody's its dataset has. */
function renderPlanTable(view: PlanView, paint: Paint): string[] {
  const rows = view.stores.flatMap((store) =>
    store.steps.map((step) => ({
      name: `${printable(store.store)}/${nameOf(step)}`,
      link: step.link,
      action: step.action === "keep" ? (step.until === undefined ? "stays" : `stays until ${day(step.until)}`) : step.action,
      rows: figure(step.rows),
      of: `${store.estimatedSizes?.includes(step.dataset) ? ABOUT : ""}${figure(store.sizes?.[step.dataset] ?? 0)}`,
    })),
  );
  const names = Math.max(20, ...rows.map((row) => widthOf(row.name))) + 2;
  const line = (row: Readonly<Record<"name" | "link" | "action" | "rows" | "of", string>>) =>
    toEdge(
      toEdge(`${padEnd(row.name, names)}${padEnd(row.link, LINKS)}${row.action}`, row.rows, PLAN.edge - 11),
      row.of,
      PLAN.edge,
    );
  const head = line({ name: "store/dataset", link: "link", action: "becomes", rows: "rows", of: "of all" });
  const beside = view.stores.flatMap((store) => besideLines(store, paint));
  const about = rows.some((row) => row.of.startsWith(ABOUT)) ? [paint.dim(ESTIMATED)] : [];
  return [paint.dim(head), ...rows.map(line), ...about, ...beside];
}

/** Stores that people go through: what they are asked stands where rows would, and nothing is counted. */
const byHandLines = ({ byHand = [], right }: PlanView, paint: Paint): string[] =>
  byHand.flatMap((task) => [
    "",
    `${paint.bold(printable(task.store))}  ${paint.dim("by hand: nothing there is counted beforehand")}${task.shadow && right === "erasure" ? `  ${paint.yellow("in shadow: nobody is asked")}` : ""}`,
    ...task.lines.flatMap((line, at) => {
      const last = at === task.lines.length - 1;
      const lead = last ? " " : paint.dim(paint.gutter);
      return [
        `${paint.dim(last ? paint.lastBranch : paint.branch)} ${padEnd(printable(line.dataset), PLAN.names)}${paint.dim(`look ${looksSay(line)}`)}`,
        ...actsSay(line).flatMap((says) => wrap(printable(says), 73).map((part) => `${padEnd(lead, 3)}${part}`)),
      ];
    }),
  ]);

function planFacts(view: PlanView, paint: Paint): string[] {
  const head = (hash: string): string => `${hash.slice(0, 6)}${paint.more}`;
  const schemas = view.stores.slice(0, 3).map((store) => head(store.fingerprint));
  const hash = `hash ${hashHead(view.hash, paint)}`;
  const kept = view.keptUntil === undefined ? [] : [`kept    the last of what stays goes after ${day(view.keptUntil)}`];
  return [...kept, `schema  ${paint.dim(`${schemas.join(" ")}   program ${head(view.program)}   ${hash}`)}`];
}

/** What stands against a plan, and what to look at before it is approved. */
export function renderPlanFindings(view: PlanView, paint: Paint): string[] {
  const sorted = triggersOnce(view.findings).toSorted((a, b) => Number(a.blocks) - Number(b.blocks));
  const lines = sorted.flatMap((finding, at) => findingLines(finding, sorted[at + 1], paint));
  const second = view.needsSecondApprover ? [`${paint.mark("look")} two people must approve this plan`] : [];
  const blocked = view.canBeApproved ? [] : [`${paint.mark("broken")} this plan cannot be approved until that is mended`];
  const all = [...lines, ...second, ...blocked];
  return all.length === 0 ? [] : ["", ...all];
}

/** Triggers are one thing to look at, on however many datasets they fire. */
function triggersOnce(findings: readonly PlanFinding[]): readonly PlanFinding[] {
  const triggers = findings.filter((finding) => finding.code === "triggers");
  const [first] = triggers;
  if (!first || triggers.length < 2) return findings;
  const datasets = triggers.map((finding) => finding.dataset ?? "").sort();
  const one = { ...first, dataset: undefined, store: undefined, says: `triggers fire on ${datasets.join(", ")}` };
  return [...findings.filter((finding) => finding.code !== "triggers"), one];
}

/** A finding; advice that the next one repeats is left to it. */
function findingLines(finding: PlanFinding, next: PlanFinding | undefined, paint: Paint): string[] {
  const { store, dataset, column, says, advice, code } = finding;
  const place = [store, dataset, column].filter((part) => part !== undefined).join(".");
  const named = [dataset, column].every((part) => part === undefined || says.includes(part));
  const [first = "", ...rest] = wrap(printable(says), 77);
  const repeated = next?.code === code && next.advice === advice;
  return [
    `${paint.mark(finding.blocks ? "broken" : "look")} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(place === "" || (named && dataset !== undefined) ? [] : [`  ${paint.dim(printable(place))}`]),
    ...(advice === undefined || repeated ? [] : wrap(printable(advice), 77).map((line) => `  ${line}`)),
  ];
}
