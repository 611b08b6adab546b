import type { Call } from "../http/index.ts";
import { CenterLayout, DataTable } from "../pages/index.ts";
import type { RequestView } from "../requests/index.ts";
import { dayIn } from "../words/index.ts";
import { say } from "./words.ts";

/** The requests of whoever entered a code, newest first. */
export const RequestsPage = ({ call, requests }: { readonly call: Call; readonly requests: readonly RequestView[] }) => {
  const { language, inst } = call;
  return (
    <CenterLayout call={call} title={say(language, "requests.title")}>
      <h1>{say(language, "requests.title")}</h1>
      <p class="lead">{say(language, "requests.lead", { count: requests.length })}</p>
      {requests.length === 0 ? null : (
        <div class="card">
          <DataTable
            label={say(language, "requests.title")}
            columns={[
              { label: say(language, "requests.what") },
              { label: say(language, "requests.state") },
              { label: say(language, "requests.received") },
            ]}
            rows={requests.map((view) => [
              <a href={`/${language}/requests/${view.id}`}>
                {view.id}, {say(language, `right.short.${view.right}`)}
              </a>,
              say(language, `state.${view.state}`),
              dayIn(language, view.receivedAt, inst.program.zone),
            ])}
          />
        </div>
      )}
      <p class="actions">
        <a class={requests.length === 0 ? "button primary" : "button"} href={`/${language}/ask`}>
          {say(language, "requests.ask")}
        </a>
      </p>
    </CenterLayout>
  );
};
