import { REQUESTERS } from "@troth/core/jurisdictions";
import type { Call } from "../http/index.ts";
import { Card, Choices, ErrorSummary, errorOf, Field, type FieldError, ResidenceField, StaffLayout } from "../pages/index.ts";
import { MESSAGE_CHARACTERS, REQUESTER_WORDS } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";
import { capital } from "./words.ts";

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

/** Who asks, by what the person is found, and where whoever asks for them is written to. */
const Who = ({
  field,
  form,
  errors,
  kinds,
}: {
  readonly field: (name: string) => { readonly name: string; readonly value: string; readonly error: string | undefined };
  readonly form: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
  readonly kinds: readonly string[];
}) => (
  <>
    <Choices
      name="requester"
      legend="Who asks"
      options={REQUESTERS.map((one) => ({ value: one, label: capital(REQUESTER_WORDS[one]) }))}
      chosen={form.requester ?? "person"}
      error={errorOf(errors, "requester")}
    />
    <Field
      {...field("email")}
      type="email"
      label="The person's e-mail address"
      hint="By it their data is found. If they ask themselves, they are told by it what becomes of the request."
      autocomplete="off"
      maxlength={400}
    />
    {kinds.map((kind) => (
      <Field {...field(`by-${kind}`)} label={`Their ${kind}`} hint="If they gave one." autocomplete="off" maxlength={320} />
    ))}
    <Field
      {...field("asker-email")}
      type="email"
      label="The e-mail address of whoever asks for them"
      hint="Only where somebody else asks. The answer goes there, once they have shown that they may have it."
      autocomplete="off"
      maxlength={400}
    />
    <Field
      {...field("asker-post")}
      label="Or their name and postal address"
      hint="Only where somebody else asks, and gave no e-mail address."
      autocomplete="off"
      rows={3}
      maxlength={500}
    />
  </>
);

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
            <Who field={field} form={form} errors={errors} kinds={kinds} />
            <ResidenceField
              laws={call.inst.program.laws}
              language="en"
              label="Where they live"
              hint="By it the law is known that protects them. Not known: the strictest of the program."
              unsaid="Not known"
              chosen={form.place}
              error={errorOf(errors, "place")}
            />
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
              page that it leads to. What must be shown before anything is done stands on the request's page.
            </p>
          </Card>
        </aside>
      </div>
    </StaffLayout>
  );
};
