import type { Call } from "../http/index.ts";
import { CenterLayout, ErrorSummary, type FieldError, Note } from "../pages/index.ts";
import { CodeAgain, CodeForm } from "./code-form.tsx";

import { say } from "./words.ts";

/** The form for the code of an ask. `sentAgain`: a new one was just asked for. */
export const CodePage = ({
  call,
  ask,
  errors = [],
  sentAgain = false,
}: {
  readonly call: Call;
  readonly ask: string;
  readonly errors?: readonly FieldError[];
  readonly sentAgain?: boolean;
}) => {
  const { language } = call;
  const title = say(language, "code.title");
  const action = `/${language}/code/${ask}`;
  return (
    <CenterLayout call={call} title={title} wrong={errors.length > 0}>
      <ErrorSummary errors={errors} language={language} />
      <div>
        <p class="small quiet">{say(language, "code.step")}</p>
        <h1>{title}</h1>
      </div>
      {sentAgain ? (
        <Note kind="brand">
          <p role="status">{say(language, "code.sent")}</p>
        </Note>
      ) : (
        <p class="lead">{say(language, "code.lead")}</p>
      )}
      <CodeForm language={language} action={action} errors={errors} />

      <h2 id="none">{say(language, "code.none")}</h2>
      <p>{say(language, "code.none.says")}</p>

      <CodeAgain language={language} action={action} />
    </CenterLayout>
  );
};

/** Where no code is waited for: it was used, has lapsed, or never was. */
export const NoCodePage = ({ call }: { readonly call: Call }) => {
  const { language } = call;
  return (
    <CenterLayout call={call} title={say(language, "code.unknown.title")}>
      <h1>{say(language, "code.unknown.title")}</h1>
      <p>{say(language, "code.unknown")}</p>
      <p class="actions">
        <a class="button primary" href={`/${language}/ask`}>
          {say(language, "requests.ask")}
        </a>
        <a class="button" href={`/${language}/requests`}>
          {say(language, "copy.used.go")}
        </a>
      </p>
    </CenterLayout>
  );
};
