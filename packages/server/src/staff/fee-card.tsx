// How often it is free, and what may be asked for it.
import { cite } from "@troth/core/jurisdictions";
import { isEnded } from "@troth/core/requests";
import { Card, Choices, errorOf, Field, type FieldError } from "../pages/index.ts";
import { isFeeOpen } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";
import { capital, moment } from "./words.ts";

interface FeeProps {
  readonly data: RequestPageData;
  readonly errors: readonly FieldError[];
  readonly form: Readonly<Record<string, string>>;
}

/** Where it is free no more, what the law lets the company do; and the fee that was asked for. */
export const FeeCard = ({ data, errors, form }: FeeProps) => {
  const { view, need, denials, zone } = data;
  const { fee } = view;
  const often = denials.choices.filter(({ kind }) => kind === "often");
  const charging = denials.choices.filter(({ charges }) => charges);
  if (
    isEnded(view.state) ||
    view.state === "appealed" ||
    !need.decides ||
    (fee === undefined && charging.length + often.length === 0)
  )
    return null;
  const path = `/staff/requests/${view.id}`;
  const wrong = ["feeGround", "amount", "feeBecause"].some((field) => errorOf(errors, field) !== undefined);
  return (
    <Card id="fee" title="What it may cost">
      {often.map((choice) => (
        <p>
          {choice.state === undefined ? "" : `Of who lives in ${choice.state}: `}They had the same before. By{" "}
          {choice.rules.map(cite).join(", ")}{" "}
          {choice.holds ? "you may decline it" : choice.charges ? "you may ask for money" : "nothing follows here"}
          {choice.holds || choice.charges ? "." : ": another law gives it all the same."}
        </p>
      ))}
      {fee === undefined ? null : (
        <p>
          {fee.amount} was asked for on {moment(fee.askedAt, zone)}.{" "}
          {fee.acceptedAt !== undefined
            ? `They accepted on ${moment(fee.acceptedAt, zone)}.`
            : fee.waivedAt !== undefined
              ? "It is done for nothing after all."
              : "They have not accepted it: nothing is signed until they do."}
        </p>
      )}
      {isFeeOpen(fee) ? (
        <Form action={`${path}/fee-waive`}>
          <div>
            <Submit>Do it for nothing</Submit>
          </div>
        </Form>
      ) : null}
      {fee === undefined && charging.length > 0 ? (
        <details {...(wrong ? { open: true } : {})}>
          <summary>Ask for money, before the work</summary>
          <Form action={`${path}/fee`}>
            <Choices
              name="feeGround"
              legend="The ground"
              options={charging.map((choice) => ({
                value: choice.id,
                label: `${capital(choice.ground.replaceAll("-", " "))}${choice.state === undefined ? "" : `, of who lives in ${choice.state}`}`,
                hint: `${choice.rules.map(cite).join(", ")}${choice.most === undefined ? "" : `: at most ${choice.most.currency} ${choice.most.amount}`}`,
              }))}
              chosen={form.feeGround}
              error={errorOf(errors, "feeGround")}
            />
            <Field
              name="amount"
              label="How much"
              hint="As in EUR 12.50"
              value={form.amount ?? ""}
              error={errorOf(errors, "amount")}
              maxlength={20}
            />
            <Field
              name="feeBecause"
              label="Why it holds here"
              hint="The person reads it, and accepts or takes the request back. The time of the law goes on, but where its law says otherwise."
              rows={3}
              value={form.feeBecause ?? ""}
              error={errorOf(errors, "feeBecause")}
              maxlength={2000}
            />
            <div>
              <Submit>Tell them</Submit>
            </div>
          </Form>
        </details>
      ) : null}
    </Card>
  );
};
