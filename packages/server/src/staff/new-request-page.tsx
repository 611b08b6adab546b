import type { Call } from "../http/index.ts";
import { Card, Choices, ErrorSummary, errorOf, Field, type FieldError, StaffLayout } from "../pages/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";

/** How a request can come to staff. */
export const ways = ["letter", "call", "mail", "visit"] as const;
export type Way = (typeof ways)[number];

const wayWords: Readonly<Record<Way, string>> = { letter: "A letter", call: "A call", mail: "A mail", visit: "In person" };

const rights = [
  { value: "access", label: "A copy of their data" },
  { value: "erasure", label: "Erasure of their data" },
  { value: "question", label: "A question" },
  { value: "concern", label: "A concern" },
];

/** Where staff write down what came by letter, call or visit. */
export const NewRequestPage = ({
  call,
  kinds,
  today,
  errors = [],
}: {
  readonly call: Call;
  /** Kinds of identifier, besides the address, by which the program finds people. */
  readonly kinds: readonly string[];
  /** `2026-11-22`, in the organization's zone. */
  readonly today: string;
  readonly errors?: readonly FieldError[];
}) => {
  const { form } = call;
  const field = (name: string) => ({ name, value: form[name] ?? "", error: errorOf(errors, name) });
  return (
    <StaffLayout
      call={call}
      title="Enter a request"
      crumb={<a href="/staff/requests">Requests</a>}
      answer="For what came by letter, call or visit. The clock runs from the day it came, not from today."
      wrong={errors.length > 0}
    >
      <ErrorSummary errors={errors} />
      <div class="split">
        <Card id="request" title="What came">
          <Form action="/staff/requests/new">
            <Choices name="right" legend="What is asked" options={rights} chosen={form.right} error={errorOf(errors, "right")} />
            <Choices
              name="came"
              legend="How it came"
              options={ways.map((way) => ({ value: way, label: wayWords[way] }))}
              chosen={form.came}
              error={errorOf(errors, "came")}
            />
            <Field {...field("received")} type="date" label="The day it came" value={form.received ?? today} />
            <Field
              {...field("email")}
              type="email"
              label="Their e-mail address"
              hint="By it their data is found, and they are told what becomes of the request."
              autocomplete="off"
              maxlength={400}
            />
            {kinds.map((kind) => (
              <Field
                {...field(`by-${kind}`)}
                label={`Their ${kind}`}
                hint="If they gave one."
                autocomplete="off"
                maxlength={320}
              />
            ))}
            <Choices
              name="language"
              legend="In which language they read us"
              options={[
                { value: "en", label: "English" },
                { value: "id", label: "Indonesian" },
              ]}
              chosen={form.language ?? "en"}
              error={errorOf(errors, "language")}
            />
            <Field
              {...field("words")}
              label="Their words"
              hint="As they wrote or said them. Wanted for a question or a concern."
              rows={6}
              maxlength={MESSAGE_CHARACTERS}
            />
            <div>
              <Submit primary>Enter it</Submit>
            </div>
          </Form>
        </Card>
        <aside class="column" aria-label="About entering">
          <Card id="about" title="Not verified">
            <p>
              What you enter counts as not verified. Whoever has the address gets a mail about it, and can take it back on the
              page that it leads to.
            </p>
          </Card>
        </aside>
      </div>
    </StaffLayout>
  );
};
