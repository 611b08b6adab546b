import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { keepingLines, type TaskLine, type TaskSearch, unsearchable } from "@troth/core/subject-graph";
import type { Installation } from "../../installation/index.ts";
import {
  findRequest,
  type RequestRow,
  reportTask,
  type TaskPart,
  takesReports,
  taskPartOf,
  unknownRequest,
} from "../../requests/index.ts";
import { needOf } from "../../staff/index.ts";
import {
  actsSay,
  findTask,
  type HandedFile,
  lookAtTask,
  looksSay,
  readReports,
  readWaitingTasks,
  TASK_LIMITS,
  type TaskRound,
  type TaskRow,
  type TaskView,
  unknownSays,
} from "../../tasks/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole, requireStore } from "../parse-names.ts";
import { parseRequest } from "../parse-words.ts";
import { counted, day, figure, moment } from "../render/figures.ts";
import { type Paint, padEnd, printable, wrap } from "../render/terminal.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";
import { runInForeground } from "./approve.ts";

/** `troth task list`: what waits to be done by hand. */
export async function taskList(context: CommandContext, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const tasks = await withInstallation(context, readWaitingTasks);
  if (options.json) screen.json(tasks);
  else
    screen.lines(
      tasks.length === 0
        ? [`${screen.paint.mark("done")} nothing waits to be done by hand`]
        : tasks.map((one) => lineOf(one, screen.paint)),
    );
  return 0;
}

function lineOf({ request, store, state, purpose, dueAt, late }: TaskView, paint: Paint): string {
  const when = state === "impossible" ? "impossible, as reported; due" : late ? "late: it was due" : "due";
  const aim = purpose === "keep" ? "  what a law kept" : "";
  const mark = paint.mark(late || state === "impossible" ? "broken" : "waits");
  return `${mark} ${request}  ${padEnd(printable(store), 24)}${when} ${day(dueAt)}${aim}`;
}

/** `troth task show <request> <store>`: whom to look for, and what becomes of what is found. The look is recorded. */
export async function taskShow(
  context: CommandContext,
  at: { readonly id: string; readonly store: string },
  options: { as?: string },
): Promise<number> {
  const request = parseRequest(at.id);
  const program = requireProgram(context);
  requireStore(program, at.store);
  const role = options.as ?? "";
  requireRole(program, role);
  if (!needOf(program, role).opensPerson)
    throw new UseError(`the role \`${role}\` opens nobody's data`, { advice: "whoever does it shows a role that needs it" });
  return withInstallation(context, async (inst) => {
    const lines = await linesFor(inst, { request, store: at.store, role }, context.screen.paint);
    context.screen.lines(lines);
    return 0;
  });
}

interface TaskShown {
  readonly row: RequestRow;
  readonly task: TaskRow;
  readonly part: TaskPart;
}

async function linesFor(
  inst: Installation,
  { request, store, role }: { readonly request: string; readonly store: string; readonly role: string },
  paint: Paint,
): Promise<string[]> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  const task = await findTask(inst.storage.db, { request, store });
  const part = task && (await taskPartOf(inst, row, task));
  if (!part) throw new UseError(`request ${request} has no task in ${store}`, { advice: "`troth task list` shows what waits" });
  const shown = { row, task, part };
  const isOpen = task.state !== "done" && takesReports(row, task);
  const searches = isOpen ? await lookAtTask(inst, { request, store, person: row.person_id, by: { role } }) : undefined;
  const unknown = isOpen ? unsearchable(part.lines, searches) : [];
  const aim = task.purpose === "keep" ? "what a law kept" : part.right;
  return [
    `${paint.bold(store)}, for ${request} (${aim}): ${task.state === "waiting" ? `due ${day(task.due_at)}` : task.state}`,
    ...part.lines.flatMap((line) => linesOf(line, { searches, unknown, paint })),
    ...(await readReports(inst, { request, store })).flatMap((round) => roundLines(round, paint)),
    ...(task.state === "done" ? [] : nextLines(shown, unknown)),
  ];
}

const indented = (text: string): string[] => wrap(printable(text), 75).map((part) => `  ${part}`);

const linesOf = (
  line: TaskLine,
  at: { readonly searches: readonly TaskSearch[] | undefined; readonly unknown: readonly string[]; readonly paint: Paint },
): string[] => [
  "",
  `${at.paint.bold(printable(line.dataset))}  ${at.paint.dim(`look ${looksSay(line)}`)}`,
  ...(at.searches?.find((one) => one.dataset === line.dataset)?.by ?? []).map(
    (one) => `  ${printable(one.column)}: ${one.values.map(printable).join(", ")}`,
  ),
  ...(at.unknown.includes(line.dataset) ? indented(unknownSays(line.dataset)) : []),
  ...actsSay(line).flatMap(indented),
];

/** One report, as it was made: who, when, what was found and what stays, and in which words. */
const roundLines = (round: TaskRound, paint: Paint): string[] => [
  "",
  `${paint.bold(`report ${round.number}`)}  ${round.outcome}${round.purpose === "keep" ? ", of what a law kept" : ""}, ${moment(round.at)}, ${printable(round.role ?? round.account ?? "at the command line")}`,
  ...Object.entries(round.found).map(([dataset, rows]) => {
    const stays = round.stays[dataset];
    const left = stays === undefined ? "" : `, ${figure(stays.rows)} stay by law, the first until ${day(stays.until)}`;
    return `  ${printable(dataset)}: ${figure(rows)} found${left}`;
  }),
  ...(round.files === 0 ? [] : [`  ${counted(round.files, "file")} handed in`]),
  ...(round.note ?? "its words are forgotten").split("\n").flatMap(indented),
  `  ${paint.dim(`proof ${round.proof.slice(0, 16)}`)}`,
];

function nextLines({ row, task, part }: TaskShown, unknown: readonly string[]): string[] {
  const stays = keepingLines(part.lines).length > 0 ? " --stays <dataset=number:day>..." : "";
  const foundBy = unknown.length > 0 ? ' --found-by "..."' : "";
  return [
    "",
    `next    troth task done ${row.id} ${task.store} --as <role> --found <dataset=number>...${stays}${foundBy} --note "..."`,
    `        troth task impossible ${row.id} ${task.store} --as <role> --note "..."`,
  ];
}

/** `troth task done|impossible <request> <store>`: what somebody did by hand; the request goes on. */
export async function taskReport(
  context: CommandContext,
  at: { readonly id: string; readonly store: string; readonly outcome: "done" | "impossible" },
  options: {
    note?: string;
    found?: readonly string[];
    stays?: readonly string[];
    foundBy?: string;
    file?: readonly string[];
    as?: string;
  },
): Promise<number> {
  const request = parseRequest(at.id);
  const program = requireProgram(context);
  requireStore(program, at.store);
  const role = options.as ?? "";
  requireRole(program, role);
  if (!needOf(program, role).writes)
    throw new UseError(`the role \`${role}\` does not report on tasks`, { advice: "whoever did it shows their own role" });
  const found = Object.fromEntries(
    (options.found ?? []).map((text) => pairOf(text, "--found folders=3")).map(([name, count]) => [name, countOf(count)]),
  );
  const stays = Object.fromEntries(
    (options.stays ?? []).map((text) => pairOf(text, STAYS)).map(([name, left]) => [name, stayingOf(left)]),
  );
  const files: HandedFile[] = [];
  for (const [dataset, path] of (options.file ?? []).map((text) => pairOf(text, "--file folders=scan.pdf")))
    files.push({ dataset, name: basename(path), bytes: await bytesOf(resolve(context.cwd, path)) });
  return withInstallation(context, async (inst) => {
    const answer = await reportTask(inst, {
      request,
      store: at.store,
      outcome: at.outcome,
      role,
      found,
      stays,
      files,
      foundBy: options.foundBy ?? "",
      note: options.note ?? "",
    });
    if (answer.kind === "refused") return showRefusal(context.screen, answer);
    context.screen.lines([`${context.screen.paint.mark("done")} recorded: ${at.store} was reported as ${at.outcome}`]);
    return runInForeground(context, inst, request);
  });
}

function pairOf(text: string, example: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new UseError("a dataset and what belongs to it are written with =", { advice: `such as ${example}` });
  return [text.slice(0, at), text.slice(at + 1)];
}

function countOf(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new UseError("the number of records is no number", { advice: "such as --found folders=3" });
  return Number(text);
}

const STAYS = "--stays folders=2:2019-03-31";

/** How many stay, and the day that the oldest of them counts from. */
function stayingOf(text: string): { readonly rows: number; readonly oldest?: string } {
  const [, rows, oldest] = /^(\d{1,10})(?::(\d{4}-\d{2}-\d{2}))?$/.exec(text) ?? [];
  if (rows === undefined)
    throw new UseError("what stays is a number, and the day that the oldest of it counts from", { advice: `such as ${STAYS}` });
  return { rows: Number(rows), ...(oldest === undefined ? {} : { oldest }) };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(await readFile(path));
    if (bytes.length <= TASK_LIMITS.fileBytes) return bytes;
  } catch {
    throw new UseError("a file cannot be read", { advice: "see that the path after = is right" });
  }
  throw new UseError(`a file is larger than ${TASK_LIMITS.fileBytes / 1024 / 1024} MiB`, { advice: "divide it" });
}
