import { Card, Choices, errorOf, type FieldError } from "../pages/index.ts";
import { SETTLED_BY } from "../requests/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";
import { capital } from "./words.ts";

interface SettleProps {
  readonly data: RequestPageData;
  readonly errors: readonly FieldError[];
  readonly form: Readonly<Record<string, string>>;
}

/** A store whose outcome nobody could find out: whoever has looked into it says how the act ended. Of several, one after the other. */
export const SettleCard = ({ data, errors, form }: SettleProps) => {
  const { view, need } = data;
  if (!need.decides || (view.state !== "open" && view.state !== "executing")) return null;
  const run = view.stores.find((one) => one.state === "unknown");
  return run === undefined ? null : (
    <Card id="settle" title={`Was it erased in ${run.store}?`}>
      <p>
        Neither the store nor its rows tell how the act ended. Look into the store: at the rows whose keys others have now, or at
        its log. What you say stays on record.
      </p>
      <Form action={`/staff/requests/${view.id}/settle`}>
        <Hidden name="store" value={run.store} />
        <Choices
          name="outcome"
          legend="What you found"
          options={[
            { value: "erased", label: "It was erased", hint: "It is written down as done, and read back." },
            {
              value: "not-erased",
              label: "It was not erased",
              hint: "It is done again, never to rows that are somebody else's now.",
            },
          ]}
          chosen={form.outcome}
          error={errorOf(errors, "outcome")}
        />
        <Choices
          name="knownBy"
          legend="How you know it"
          options={Object.entries(SETTLED_BY).map(([value, label]) => ({ value, label: capital(label) }))}
          chosen={form.knownBy}
          error={errorOf(errors, "knownBy")}
        />
        <div>
          <Submit primary>Settle it</Submit>
        </div>
      </Form>
    </Card>
  );
};
