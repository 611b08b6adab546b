import type { TaskLine, TaskSearch } from "@troth/core/subject-graph";
import type { Call } from "../http/index.ts";
import { Card, ErrorSummary, type FieldError, Note, StaffLayout } from "../pages/index.ts";
import { actsSay, looksSay, type TaskView, unknownSays } from "../tasks/index.ts";
import { NOT_OPENED } from "./need-to-know.ts";
import { TaskState } from "./task-cards.tsx";
import { TaskForm } from "./task-form.tsx";
import { type ReportedRound, TaskRounds } from "./task-rounds.tsx";
import { moment } from "./words.ts";

/** What the page of one task shows. */
export interface TaskPageData {
  readonly task: TaskView;
  readonly right: "access" | "erasure";
  readonly lines: readonly TaskLine[];
  readonly about: string | undefined;
  /** Whom to look for; undefined where the account does not open people, or the person is forgotten. */
  readonly searches: readonly TaskSearch[] | undefined;
  /** Datasets in which nothing says whom to look for. */
  readonly unknown: readonly string[];
  readonly opens: boolean;
  /** Whether a report is taken now; else why not. */
  readonly closed: string | undefined;
  /** All that was reported, the first report first. */
  readonly rounds: readonly ReportedRound[];
  readonly zone: string;
}

const Search = ({ search }: { readonly search: TaskSearch | undefined }) =>
  search === undefined ? null : (
    <dl class="facts">
      {search.by.map((one) => (
        <>
          <dt>{one.column}</dt>
          <dd>{one.values.join(", ")}</dd>
        </>
      ))}
    </dl>
  );

const Asked = ({ data }: { readonly data: TaskPageData }) => (
  <Card id="asked" title="What is asked">
    {data.about === undefined ? null : <p>{data.about}</p>}
    {data.opens ? null : <p class="small quiet">{NOT_OPENED}</p>}
    {data.opens && data.searches === undefined && data.task.state === "waiting" && data.closed === undefined ? (
      <p class="small quiet">The person has been forgotten: nobody is looked for any more.</p>
    ) : null}
    <ul class="plain lines">
      {data.lines.map((line) => {
        const search = data.searches?.find((one) => one.dataset === line.dataset);
        return (
          <li>
            <span class="top">
              <strong>{line.dataset}</strong>
              <span class="small quiet">look {looksSay(line)}</span>
            </span>
            <Search search={search} />
            {data.unknown.includes(line.dataset) ? <Note kind="soon">{unknownSays(line.dataset)}</Note> : null}
            {actsSay(line).map((says) => (
              <p>{says}</p>
            ))}
          </li>
        );
      })}
    </ul>
  </Card>
);

/** What the task is for. */
const aimOf = ({ task, right }: TaskPageData): string =>
  task.purpose === "keep"
    ? "What a law kept of the person may go now."
    : right === "access"
      ? "The person gets a copy of what you find."
      : "The person is to be erased there.";

/** One task: whom to look for, what becomes of what is found, and where one reports. */
export const TaskPage = ({
  call,
  data,
  errors = [],
  refused,
}: {
  readonly call: Call;
  readonly data: TaskPageData;
  readonly errors?: readonly FieldError[];
  readonly refused?: string | undefined;
}) => {
  const { task } = data;
  const due = task.state === "waiting" ? ` Report by ${moment(task.dueAt, data.zone)}.` : "";
  return (
    <StaffLayout
      call={call}
      title={`${task.store}, ${task.request}`}
      crumb={
        <>
          <a href="/staff/tasks">Tasks</a> / <a href={`/staff/requests/${task.request}`}>{task.request}</a>
        </>
      }
      answer={`Only people can look into this store. ${aimOf(data)}${due}`}
      wrong={errors.length > 0}
    >
      <ErrorSummary errors={errors} />
      {refused === undefined ? null : (
        <div role="alert">
          <Note kind="soon">{refused}</Note>
        </div>
      )}
      <p>
        <TaskState task={task} />
      </p>
      <div class="split">
        <div class="column">
          <Asked data={data} />
        </div>
        <aside class="column" aria-label="Report">
          <TaskRounds rounds={data.rounds} counts={task.state !== "waiting"} />
          {task.state === "done" ? null : data.closed === undefined ? (
            <TaskForm call={call} data={data} errors={errors} />
          ) : (
            <Card id="closed" title="Your report">
              <p>{data.closed}</p>
            </Card>
          )}
        </aside>
      </div>
    </StaffLayout>
  );
};
