import { Card, State } from "../pages/index.ts";
import type { PlanView } from "../requests/index.ts";
import { actsSay, looksSay, type TaskView } from "../tasks/index.ts";
import type { RequestPageData } from "./read-request.ts";
import { Table, TableCard } from "./table.tsx";
import { counted, day, moment } from "./words.ts";

/** Where a task is done and reported. */
export const taskPath = ({ request, store }: Pick<TaskView, "request" | "store">): string =>
  `/staff/requests/${request}/tasks/${encodeURIComponent(store)}`;

/** Where a task stands. */
export const TaskState = ({ task }: { readonly task: TaskView }) =>
  task.state === "done" ? (
    <State of="done">reported as done</State>
  ) : task.state === "impossible" ? (
    <State of="stopped">reported as impossible</State>
  ) : task.late ? (
    <State of="late">late</State>
  ) : (
    <State of="here">waits for somebody</State>
  );

/** What people were asked to do for a request, and whether they have. */
export const TasksCard = ({ data }: { readonly data: RequestPageData }) => {
  const { view, zone, names } = data;
  return view.tasks.length === 0 ? null : (
    <TableCard id="tasks" title="Tasks" aside="stores that only people can look into">
      <Table
        label="Tasks"
        columns={[{ label: "Store", heading: true }, { label: "State" }, { label: "Due" }, { label: "Reported" }]}
        rows={view.tasks.map((task) => [
          <>
            <a href={taskPath(task)}>{task.store}</a>
            {task.kept === undefined ? null : (
              <p class="small quiet">
                {counted(task.kept.rows, "record")} {task.kept.rows === 1 ? "stays" : "stay"} by law; the first may go after{" "}
                {day(task.kept.until, "UTC")}
              </p>
            )}
          </>,
          <TaskState task={task} />,
          moment(task.dueAt, zone),
          task.endedAt === undefined ? (
            <span class="quiet">not yet</span>
          ) : (
            `${moment(task.endedAt, zone)}${task.account === undefined ? "" : `, ${names.get(task.account) ?? "staff"}`}`
          ),
        ])}
      />
    </TableCard>
  );
};

/** The part of a plan that people carry out: nothing of it is counted beforehand. */
export const ByHandCard = ({ plan }: { readonly plan: PlanView }) => {
  const { byHand = [] } = plan;
  return byHand.length === 0 ? null : (
    <Card
      id="by-hand"
      title="By hand"
      aside={`${counted(byHand.length, "store")} that only people can look into: nothing there is counted beforehand`}
    >
      {byHand.map((task) => (
        <section class="column-tight" aria-label={task.store}>
          <h3>
            {task.store}
            {task.shadow && plan.right === "erasure" ? <span class="small quiet"> in shadow: nobody is asked</span> : null}
          </h3>
          <ul class="plain lines">
            {task.lines.map((line) => (
              <li>
                <span class="top">
                  <strong>{line.dataset}</strong>
                  <span class="small quiet">{looksSay(line)}</span>
                </span>
                {actsSay(line).map((says) => (
                  <p class="small">{says}</p>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
};
