import type { FieldError } from "../pages/index.ts";
import { CodeAgain, CodeForm } from "./code-form.tsx";
import type { Saying } from "./status-words.ts";
import { say } from "./words.ts";

/** The form for the code that was sent to one more address of the person's. */
export const StatusAddress = ({
  request,
  at,
  errors,
}: {
  readonly request: string;
  readonly at: Saying;
  readonly errors: readonly FieldError[];
}) => {
  const { language } = at;
  const action = `/${language}/requests/${request}/address`;
  return (
    <>
      <h2 id="address">{say(language, "address.title")}</h2>
      <p>{say(language, "address.says")}</p>
      <CodeForm language={language} action={action} errors={errors} />
      <CodeAgain language={language} action={action} />
    </>
  );
};
