import type { Call } from "../http/index.ts";
import { Empty, StaffLayout } from "../pages/index.ts";
import type { TaskView } from "../tasks/index.ts";
import { Table } from "./table.tsx";
import { TaskState, taskPath } from "./task-cards.tsx";
import { counted, moment } from "./words.ts";

/** All tasks that wait for somebody, the most pressing first. */
export const TasksPage = ({
  call,
  tasks,
  zone,
}: {
  readonly call: Call;
  readonly tasks: readonly TaskView[];
  readonly zone: string;
}) => {
  const late = tasks.filter((task) => task.late).length;
  const answer =
    tasks.length === 0
      ? "Nothing waits to be done by hand."
      : `${counted(tasks.length, "task")} ${tasks.length === 1 ? "waits" : "wait"} to be done by hand${late === 0 ? "" : `, ${late} of them late`}.`;
  return (
    <StaffLayout call={call} title="Tasks" answer={answer}>
      {tasks.length === 0 ? (
        <section class="card" aria-label="Tasks">
          <Empty title="Nothing to do">
            <p>A task comes here when a request concerns a store that only people can look into.</p>
          </Empty>
        </section>
      ) : (
        <section class="card" aria-label="Tasks">
          <Table
            label="Tasks"
            columns={[
              { label: "Due, soonest first", short: "Due" },
              { label: "Task", heading: true },
              { label: "Request" },
              { label: "State" },
            ]}
            rows={tasks.map((task) => [
              moment(task.dueAt, zone),
              <a href={taskPath(task)}>{task.store}</a>,
              <a class="mono small" href={`/staff/requests/${task.request}`}>
                {task.request}
              </a>,
              <TaskState task={task} />,
            ])}
          />
        </section>
      )}
    </StaffLayout>
  );
};
