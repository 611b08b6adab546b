import { nameIn } from "@troth/core/program";
import { keepingLines, type TaskLine } from "@troth/core/subject-graph";
import type { Call } from "../http/index.ts";
import { Card, errorOf, Field, type FieldError, FileField } from "../pages/index.ts";
import { TASK_LIMITS } from "../tasks/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import { taskPath } from "./task-cards.tsx";
import type { TaskPageData } from "./task-page.tsx";

interface FormProps {
  readonly call: Call;
  readonly data: TaskPageData;
  readonly errors: readonly FieldError[];
}

const MEGABYTES = TASK_LIMITS.fileBytes / 1024 / 1024;

/** A number that is typed, or a day. */
const Typed = ({
  call,
  errors,
  name,
  label,
  hint,
}: Pick<FormProps, "call" | "errors"> & {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
}) => (
  <Field
    name={name}
    label={label}
    hint={hint}
    error={errorOf(errors, name)}
    value={call.form[name] ?? ""}
    inputmode={name.startsWith("oldest-") ? "text" : "numeric"}
    autocomplete="off"
    maxlength={10}
  />
);

/** What is asked of one dataset: how many were found, what stays by law, and the copies of a copy. */
const OfLine = ({ call, data, errors, line, at }: FormProps & { readonly line: TaskLine; readonly at: number }) => {
  const { dataset } = line;
  const keeps = keepingLines([line]).flatMap((one) => one.keeps);
  const shared = { call, errors };
  return (
    <>
      <Typed
        {...shared}
        name={`found-${at}`}
        label={`Records of ${dataset} that you found`}
        hint={at === 0 ? "0 if there were none." : undefined}
      />
      {keeps.length === 0 ? null : (
        <>
          <Typed
            {...shared}
            name={`stays-${at}`}
            label={`Records of ${dataset} that stay by law`}
            hint={`Of those that you found, by ${[...new Set(keeps.map((keep) => nameIn(keep.law, "en")))].join("; ")}. 0 if none does.`}
          />
          <Typed
            {...shared}
            name={`oldest-${at}`}
            label={`Day that the oldest of them counts from (${dataset})`}
            hint={`Its ${keeps.map((keep) => keep.since).join(" or ")}, such as 2019-03-31; today's day if it has none. You are asked again when its time is over.`}
          />
        </>
      )}
      {data.right === "access" ? (
        <FileField
          name={`files-${at}`}
          label={`Copies of ${dataset}`}
          hint={`Scans or files; each at most ${MEGABYTES} MiB. They go into the person's copy.`}
          error={errorOf(errors, `files-${at}`)}
        />
      ) : null}
    </>
  );
};

/** Where one reports on a task. */
export const TaskForm = ({ call, data, errors }: FormProps) => (
  <Card id="report" title="Your report">
    <Form action={taskPath(data.task)} files>
      <Hidden name="seen" value={data.task.openedAt} />
      {data.lines.map((line, at) => (
        <OfLine call={call} data={data} errors={errors} line={line} at={at} />
      ))}
      {data.unknown.length === 0 ? null : (
        <Field
          name="found-by"
          label="How you found the person"
          hint={`Nothing is known by which to look for them in ${data.unknown.join(", ")}. By what did you know whose records these are, or that there are none? It is kept with your report.`}
          error={errorOf(errors, "found-by")}
          value={call.form["found-by"] ?? ""}
          rows={3}
          maxlength={TASK_LIMITS.noteCharacters}
        />
      )}
      <Field
        name="note"
        label="How you did it"
        hint="Where you looked, what you did with what you found. It is kept as proof. If it cannot be done, say why."
        error={errorOf(errors, "note")}
        value={call.form.note ?? ""}
        rows={5}
        maxlength={TASK_LIMITS.noteCharacters}
      />
      {data.right === "erasure" ? (
        <FileField
          name="files-0"
          label="Proof, if there is any"
          hint={`A certificate or a photo; each at most ${MEGABYTES} MiB.`}
          error={errorOf(errors, "files-0")}
        />
      ) : null}
      <div class="actions">
        <Submit primary name="outcome" value="done">
          Report as done
        </Submit>
        <Submit name="outcome" value="impossible">
          It cannot be done
        </Submit>
      </div>
    </Form>
  </Card>
);
