import { cite, type Extending } from "@troth/core/jurisdictions";
import { isEnded, isRight } from "@troth/core/requests";
import { Card, Choices, errorOf, Field, type FieldError, Select } from "../pages/index.ts";
import { MEASURE_WORDS, MESSAGE_CHARACTERS } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";
import { capital, moment } from "./words.ts";

interface TimeProps {
  readonly data: RequestPageData;
  readonly errors: readonly FieldError[];
  readonly form: Readonly<Record<string, string>>;
}

/** Asks the person for what is missing, and takes longer where a law allows it: both are told, and move the clock by law alone. */
export const TimeCard = ({ data, errors, form }: TimeProps) => {
  const { view, need } = data;
  if (isEnded(view.state) || view.state === "appealed" || !isRight(view.right) || !(need.writes || need.decides)) return null;
  const path = `/staff/requests/${view.id}`;
  return (
    <Card id="time" title="Ask, or take longer">
      {need.writes ? (
        <details {...(errorOf(errors, "question") === undefined ? {} : { open: true })}>
          <summary>Ask them for something</summary>
          <Form action={`${path}/ask`}>
            <Choices
              name="what"
              legend="What is missing"
              options={[
                { value: "clarification", label: "What they want", hint: "Which data, or which time." },
                { value: "identity", label: "Who they are", hint: "Only where you have a reason to doubt it." },
              ]}
              chosen={form.what ?? "clarification"}
            />
            <Measures data={data} chosen={form.measure} />
            <Field
              name="question"
              label="Your question"
              hint="They get a mail, and answer on their page. What they write next counts as the answer."
              rows={4}
              value={form.question ?? ""}
              error={errorOf(errors, "question")}
              maxlength={MESSAGE_CHARACTERS}
            />
            <div>
              <Submit>Ask</Submit>
            </div>
          </Form>
        </details>
      ) : null}
      {need.decides ? <Longer data={data} errors={errors} form={form} path={path} /> : null}
    </Card>
  );
};

/** Of who they are, what a law lets be asked, and nothing else. */
const Measures = ({ data, chosen }: { readonly data: RequestPageData; readonly chosen: string | undefined }) => {
  const { judged } = data.view.asker ?? {};
  const open = judged === undefined ? [] : [...judged.must, ...judged.may].filter(({ shown }) => !shown);
  if (open.length === 0) return null;
  return (
    <Select
      name="measure"
      label="If it is who they are: what they are to show"
      hint="What a law of the request lets you ask, with its article. Nothing else is asked."
      chosen={chosen}
      options={open.map((one) => ({ value: one.measure, label: `${capital(MEASURE_WORDS[one.measure])} (${cite(one)})` }))}
    />
  );
};

const Longer = ({ data, errors, form, path }: TimeProps & { readonly path: string }) => {
  const { extending: longer, extendedAt } = data.view;
  if (!longer.can) return <p class="small quiet">{whyNoLonger(longer, data.zone, extendedAt)}</p>;
  return (
    <details {...(errorOf(errors, "longer") === undefined ? {} : { open: true })}>
      <summary>Take until {moment(longer.until, longer.zone)}</summary>
      <Form action={`${path}/extend`}>
        <Field
          name="longer"
          label="Why it takes longer"
          hint={`The person reads it as it stands here. ${longer.article} allows it once, told by ${moment(longer.tellBy, longer.zone)}.`}
          rows={4}
          value={form.longer ?? ""}
          error={errorOf(errors, "longer")}
          maxlength={2000}
        />
        <div>
          <Submit>Tell them</Submit>
        </div>
      </Form>
    </details>
  );
};

function whyNoLonger(
  { because, article, tellBy, zone }: Exclude<Extending, { readonly can: true }>,
  here: string,
  extendedAt: string | undefined,
): string {
  if (extendedAt !== undefined) return `They were told on ${moment(extendedAt, here)} that it takes longer.`;
  if (because === "no-clock") return "No law sets a time.";
  if (tellBy === undefined) return `${article} lets nobody take longer.`;
  return `It is too late to take longer: that had to be told by ${moment(tellBy, zone ?? here)}.`;
}
