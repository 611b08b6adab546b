import { isEnded, isRight } from "@troth/core/requests";
import { Card, Choices, errorOf, Field, type FieldError, State } from "../pages/index.ts";
import { SHOWN_BY } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";
import { capital, moment } from "./words.ts";

const seen = Object.entries(SHOWN_BY).map(([value, label]) => ({ value, label: capital(label) }));

/** A code was sent to one more address: what can be done meanwhile. */
const CodeCard = ({
  data,
  since,
  errors,
}: {
  readonly data: RequestPageData;
  readonly since: string;
  readonly errors: readonly FieldError[];
}) => (
  <Card id="identify" title="Another identifier" aside={<State of="soon">a code is waited for</State>}>
    <p>
      On {moment(since, data.zone)} a code was sent to one more mail address. The plan does not act by that address, and cannot be
      signed, until the person has entered it on their page or you decide here. After a week it lapses.
    </p>
    <Form action={`/staff/requests/${data.view.id}/identify-code`}>
      <Choices
        name="settle"
        legend="What is to become of it"
        options={[
          { value: "again", label: "Send another code: the last one can no longer be used" },
          ...seen.map(({ value, label }) => ({ value, label: `It needs no code: ${label.toLowerCase()}` })),
          { value: "taken-back", label: "Leave the address out: it is not theirs, or nobody can show it" },
        ]}
        chosen={undefined}
        error={errorOf(errors, "settle")}
      />
      <div>
        <Submit>Do it, on record</Submit>
      </div>
    </Form>
  </Card>
);

/** Adds an identifier that the person names later: to a request that stands, by whoever may open the person. */
export const IdentifyCard = ({
  data,
  errors,
  form,
}: {
  readonly data: RequestPageData;
  readonly errors: readonly FieldError[];
  readonly form: Readonly<Record<string, string>>;
}) => {
  const { view, need, person } = data;
  const stands = isRight(view.right) && view.plan !== undefined && !isEnded(view.state) && view.state !== "executing";
  const may = need.writes || need.decides;
  if (
    !stands ||
    !may ||
    person === undefined ||
    person.forgotten ||
    person.damaged.includes("identifiers") ||
    view.plan?.people !== undefined
  )
    return null;
  if (view.codeWaits !== undefined) return <CodeCard data={data} since={view.codeWaits} errors={errors} />;
  const names = ["kind", "identifier", "shownBy"];
  const isWrong = errors.some((one) => names.includes(one.field));
  return (
    <Card id="identify" title="Another identifier">
      <details {...(isWrong ? { open: true } : {})}>
        <summary>Add one that the person named later</summary>
        <p class="small quiet">
          The plan is made anew and must be signed again. Its kind and what you have seen of it are on the ledger, its value is
          not. To a mail address a code can be sent: the person enters it on their page, and until then nothing is done by it.
        </p>
        <Form action={`/staff/requests/${view.id}/identify`}>
          <Choices
            name="kind"
            legend="What it is"
            options={["email", ...data.kinds].map((kind) => ({
              value: kind,
              label: kind === "email" ? "Mail address" : capital(kind),
            }))}
            chosen={form.kind}
            error={errorOf(errors, "kind")}
          />
          <Field
            name="identifier"
            label="The identifier"
            hint="As the person gave it."
            autocomplete="off"
            maxlength={320}
            value={form.identifier ?? ""}
            error={errorOf(errors, "identifier")}
          />
          <Choices
            name="shownBy"
            legend="What you have seen of it"
            options={[{ value: "code", label: "Nothing yet: send a code to the mail address" }, ...seen]}
            chosen={form.shownBy}
            error={errorOf(errors, "shownBy")}
          />
          <div>
            <Submit>Add it, on record</Submit>
          </div>
        </Form>
      </details>
    </Card>
  );
};
