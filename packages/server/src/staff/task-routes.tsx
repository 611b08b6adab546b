import { keepingLines, type TaskLine, unsearchable } from "@troth/core/subject-graph";
import { listAccounts } from "../accounts/index.ts";
import { type Call, type Route, refuse } from "../http/index.ts";
import type { FieldError } from "../pages/index.ts";
import { findRequest, type RequestRow, reportTask, takesReports, taskPartOf } from "../requests/index.ts";
import {
  findKeep,
  findTask,
  type HandedFile,
  lookAtTask,
  readReports,
  readSearches,
  readWaitingTasks,
  type TaskRow,
  viewTask,
} from "../tasks/index.ts";
import { needOf } from "./need-to-know.ts";
import { REQUEST_PATH, requestOfCall } from "./show-request.tsx";
import { staffOfCall } from "./staff-of-call.ts";
import { taskPath } from "./task-cards.tsx";
import { TaskPage, type TaskPageData } from "./task-page.tsx";
import { TasksPage } from "./tasks-page.tsx";
import { capital, moment } from "./words.ts";

const PATH = `${REQUEST_PATH}/tasks/:store{[A-Za-z0-9_.:-]{1,100}}`;

/** What people do by hand: the list of it, and one task with its report. */
export const taskRoutes = (): Route[] => [
  {
    method: "get",
    path: "/staff/tasks",
    who: "staff",
    kind: "page",
    says: "What waits to be done by hand in stores that only people can look into",
    handle: async (call) =>
      call.c.html(<TasksPage call={call} tasks={await readWaitingTasks(call.inst)} zone={call.inst.program.zone} />),
  },
  {
    method: "get",
    path: PATH,
    who: "staff",
    kind: "page",
    says: "One task: whom to look for, for whoever needs to know, and what becomes of what is found",
    handle: (call) => page(call),
  },
  {
    method: "post",
    path: PATH,
    who: "staff",
    kind: "page",
    // A few scans: all that is posted is in memory at once.
    bodyBytes: 32 * 1024 * 1024,
    files: true,
    says: "Reports what was done by hand, with its proof",
    handle: report,
  },
];

const storeOf = (call: Call): string => call.c.req.param("store") ?? "";

async function page(
  call: Call,
  wrong: { readonly errors?: readonly FieldError[]; readonly refused?: string; readonly status?: 409 | 422 } = {},
): Promise<Response> {
  const { c, inst } = call;
  const [request, store] = [requestOfCall(call), storeOf(call)];
  const row = await findRequest(inst.storage.db, request);
  const task = await findTask(inst.storage.db, { request, store });
  if (!row || !task) return refuse("not-found");
  const part = await taskPartOf(inst, row, task);
  const closed = part === undefined ? NO_LONGER : whyClosed(call, row, task);
  const { account, role } = staffOfCall(call);
  const opens = needOf(inst.program, role).opensPerson;
  const look = { request, store, person: row.person_id, by: { account } };
  // Where nothing is done now, nobody needs to know whom to look for.
  const isOpen = task.state !== "done" && part !== undefined && takesReports(row, task);
  const searches = opens && isOpen ? await lookAtTask(inst, look) : undefined;
  // Which datasets nobody can be looked for in says nothing of the person: whoever reports needs to know it.
  const unknown = isOpen ? unsearchable(part.lines, searches ?? (await readSearches(inst, look))) : [];
  const names = new Map((await listAccounts(inst)).map((one) => [one.account, one.name || one.role]));
  const { zone } = inst.program;
  const data: TaskPageData = {
    task: viewTask(task, inst.surroundings.now(), await findKeep(inst.storage.db, { request, store })),
    ...(part ?? { right: row.right === "access" ? "access" : "erasure", lines: [] }),
    about: inst.program.stores[store]?.about,
    searches,
    unknown,
    opens: opens || task.state !== "waiting",
    closed,
    rounds: (await readReports(inst, { request, store })).map((round) => ({
      ...round,
      note: opens ? round.note : undefined,
      by: `${names.get(round.account ?? "") ?? byRole(round.role)}, ${moment(round.at, zone)}`,
    })),
    zone,
  };
  const { status = 200, errors = [], refused } = wrong;
  return c.html(<TaskPage call={call} data={data} errors={errors} refused={refused} />, status);
}

const NO_LONGER = "The plan asks nothing of people in this store any more.";

const byRole = (role: string | undefined): string =>
  role === undefined ? "At the command line" : `${role}, at the command line`;

/** Why this account reports nothing now; undefined if it may. */
function whyClosed(call: Call, row: RequestRow, task: TaskRow): string | undefined {
  if (!needOf(call.inst.program, staffOfCall(call).role).writes) return "Your role does not report on tasks.";
  return takesReports(row, task) ? undefined : `The request is ${row.state}: nothing is done for it now.`;
}

/** What was posted, by dataset: fields are numbered, since a dataset's name is no name of a field. */
function read({ form, files }: Call, lines: readonly TaskLine[], right: "access" | "erasure") {
  const datasets = lines.map((line) => line.dataset);
  const found: Record<string, number> = {};
  const stays: Record<string, { rows: number; oldest: string }> = {};
  const keeping = new Set(keepingLines(lines).map((line) => line.dataset));
  for (const [at, dataset] of datasets.entries()) {
    const [rows, left] = [countIn(form[`found-${at}`]), countIn(form[`stays-${at}`])];
    if (rows !== undefined) found[dataset] = rows;
    // What is said to stay where nothing asks for it is refused with the report, never left out of it.
    if (left !== undefined && (keeping.has(dataset) || left !== 0))
      stays[dataset] = { rows: left, oldest: (form[`oldest-${at}`] ?? "").trim() };
  }
  const handed = files.map(({ field, name, bytes }): HandedFile => {
    const dataset = datasets[Number(/^files-(\d{1,3})$/.exec(field)?.[1] ?? Number.NaN)];
    // A file that nothing asks for is refused with the report, never left out of it.
    const asked = dataset !== undefined && (right === "access" || field === "files-0");
    return { dataset: asked ? dataset : "", name, bytes };
  });
  return { found, stays, files: handed };
}

/** A number as it was typed: none, or what is no number, to be refused with its field. */
function countIn(text: string | undefined): number | undefined {
  const typed = (text ?? "").trim();
  return typed === "" ? undefined : /^\d{1,10}$/.test(typed) ? Number(typed) : Number.NaN;
}

async function report(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const [request, store] = [requestOfCall(call), storeOf(call)];
  const { account, role } = staffOfCall(call);
  if (!needOf(inst.program, role).writes) refuse("forbidden", "your role does not report on tasks");
  const row = await findRequest(inst.storage.db, request);
  const task = row && (await findTask(inst.storage.db, { request, store }));
  const part = task && (await taskPartOf(inst, row, task));
  if (!part) return refuse("not-found");
  const datasets = part.lines.map((line) => line.dataset);
  const outcome = form.outcome === "impossible" ? "impossible" : "done";
  const answer = await reportTask(inst, {
    request,
    store,
    account,
    outcome,
    note: form.note ?? "",
    foundBy: form["found-by"] ?? "",
    ...(form.seen === undefined ? {} : { seen: form.seen }),
    ...read(call, part.lines, part.right),
  });
  if (answer.kind === "done") return c.redirect(taskPath({ request, store }), 303);
  const says = `${capital(answer.says)}${answer.advice === undefined ? "" : `: ${answer.advice}`}.`;
  // Something else is asked now: the numbers that were typed are of other lines.
  if (answer.reason === "raced") return page({ ...call, form: { note: form.note ?? "" } }, { refused: says, status: 409 });
  const field = fieldOf(answer.reason, datasets);
  return field === undefined
    ? page(call, { refused: says, status: 409 })
    : page(call, { errors: [{ field, says }], status: 422 });
}

/** The field that a refusal speaks of. */
function fieldOf(reason: string, datasets: readonly string[]): string | undefined {
  if (reason === "note" || reason === "found-by") return reason;
  if (reason === "files") return "files-0";
  for (const [at, dataset] of datasets.entries())
    for (const field of ["found", "files", "stays", "oldest"]) if (reason === `${field}-${dataset}`) return `${field}-${at}`;
  return undefined;
}
