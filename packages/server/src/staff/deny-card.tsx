// A denial on a ground of the law, and the appeal against it.
import type { DenialChoice } from "@troth/core/jurisdictions";
import type { FollowWord } from "@troth/core/laws";
import { isEnded } from "@troth/core/requests";
import { Card, Choices, errorOf, Field, type FieldError } from "../pages/index.ts";
import { MESSAGE_CHARACTERS, whyNotHeld } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";
import { capital, lawName, moment } from "./words.ts";

interface DenyProps {
  readonly data: RequestPageData;
  readonly errors: readonly FieldError[];
  readonly form: Readonly<Record<string, string>>;
}

const pathOf = (data: RequestPageData, act: string): string => `/staff/requests/${data.view.id}/${act}`;

/** What follows for the company that uses a ground. A word of the laws without a sentence does not compile. */
const FOLLOWS: Readonly<Record<FollowWord, string>> = {
  "do-the-rest": "Everything that it does not cover is done all the same.",
  "use-for-that-only": "What stays serves that alone from now on.",
  "offer-opt-out": "The letter offers to opt out of sale and sharing.",
  "prove-it": "It is for you to prove it: say how in your words.",
  "treat-as-categories":
    "It is then a request for the kinds of data alone, and is to be answered as one: the letter leads to the notice.",
  "accept-statement": "They may add a statement to what stays: take it, and keep it with the data.",
  restrict: "What is disputed is restricted meanwhile.",
  "tell-others-may-act": "They may turn to an authority or a court: the letter says so.",
};

const cited = ({ rules }: Pick<DenialChoice, "rules">): string =>
  rules
    .map(({ law, state, article, verified }) => `${state ?? lawName(law)}: ${article}${verified ? "" : " (not verified)"}`)
    .join("; ");

const nameOf = ({ ground, state }: DenialChoice): string =>
  `${capital(ground.replaceAll("-", " "))}${state === undefined ? "" : `, of who lives in ${state}`}`;

const hintOf = (choice: DenialChoice) => (
  <>
    {cited(choice)}. {choice.must ? "You are obliged to refuse on it, not free to. " : "It lets you decline. "}
    {choice.follows.map((word) => FOLLOWS[word]).join(" ")}
  </>
);

/** Grounds that the laws have, and that deny nothing here: each with why. */
const NotHeld = ({ choices }: { readonly choices: readonly DenialChoice[] }) =>
  choices.length === 0 ? null : (
    <details>
      <summary>Grounds that deny nothing here ({choices.length})</summary>
      <ul class="bullets small">
        {choices.map((choice) => (
          <li>
            {nameOf(choice)} ({cited(choice)}): {whyNotHeld(choice)}.
          </li>
        ))}
      </ul>
    </details>
  );

/** Denies a request: on a ground that its laws have for this right, explained in words that the person reads. */
export const DenyCard = ({ data, errors, form }: DenyProps) => {
  const { view, need, denials } = data;
  const can = view.state === "received" || view.state === "planned" || view.state === "approved";
  if (isEnded(view.state) || !can || !need.decides || view.stores.some((store) => store.acted)) return null;
  const held = denials.choices.filter(({ holds }) => holds);
  const isOpen = (errorOf(errors, "because") ?? errorOf(errors, "ground")) !== undefined;
  return (
    <Card id="deny" title="Deny">
      <details {...(isOpen ? { open: true } : {})}>
        <summary>Deny this {view.right === "access" ? "access request" : view.right}, on a ground of the law</summary>
        {held.length === 0 && !denials.wordsAlone ? (
          <p>No law of this request has a ground, read in its text, on which it may be denied as a whole.</p>
        ) : (
          <Form action={pathOf(data, "deny")}>
            {held.length === 0 ? null : (
              <Choices
                name="ground"
                legend="The ground"
                options={[
                  ...held.map((choice) => ({ value: choice.id, label: nameOf(choice), hint: hintOf(choice) })),
                  ...(denials.wordsAlone
                    ? [{ value: "", label: "Another, in words", hint: "No law of this request gives the right at all." }]
                    : []),
                ]}
                chosen={form.ground}
                error={errorOf(errors, "ground")}
              />
            )}
            <Field
              name="because"
              label="Why it holds here"
              hint="The person reads it as it stands here, with the articles and how to complain. It is sealed with the request."
              rows={4}
              value={form.because ?? ""}
              error={errorOf(errors, "because")}
              maxlength={2000}
            />
            <div>
              <Submit>Deny it</Submit>
            </div>
          </Form>
        )}
        <NotHeld choices={denials.choices.filter(({ holds }) => !holds)} />
      </details>
    </Card>
  );
};

/** On what it was denied, what follows from that, and the appeal: taken down, or decided. */
export const DeniedCard = ({ data, errors, form }: DenyProps) => {
  const { view, need } = data;
  const { denial, appeal } = view;
  if (denial === undefined) return null;
  const articles = denial.rules.map(({ article, verified }) => `${article}${verified ? "" : " (not verified)"}`).join("; ");
  return (
    <Card id="denied" title={view.state === "appealed" ? "The appeal" : "The denial"}>
      <p>
        {denial.ground === undefined
          ? "Denied in words alone: no law of the request gives the right."
          : `Denied as ${denial.ground.replaceAll("-", " ")} (${articles}).`}
      </p>
      {denial.follows.length === 0 ? null : (
        <>
          <h3>What follows</h3>
          <ul class="bullets">
            {denial.follows.map((word) => (
              <li>{FOLLOWS[word]}</li>
            ))}
          </ul>
        </>
      )}
      {appeal === undefined ? null : (
        <p>
          They appealed on {moment(appeal.at, data.zone)}
          {appeal.decidedAt === undefined ? "." : `; it was ${appeal.outcome} on ${moment(appeal.decidedAt, data.zone)}.`} What
          they write stands among the messages.
        </p>
      )}
      {view.canAppeal && need.writes ? <TakeDown data={data} errors={errors} form={form} /> : null}
      {view.state === "appealed" && need.decides ? <Decide data={data} errors={errors} form={form} /> : null}
    </Card>
  );
};

const TakeDown = ({ data, errors, form }: DenyProps) => (
  <details {...(errorOf(errors, "appeal") === undefined ? {} : { open: true })}>
    <summary>Take down an appeal that came by letter or call</summary>
    <Form action={pathOf(data, "appeal")}>
      <Field
        name="appeal"
        label="What they say"
        rows={4}
        value={form.appeal ?? ""}
        error={errorOf(errors, "appeal")}
        maxlength={MESSAGE_CHARACTERS}
      />
      <div>
        <Submit>Take it down</Submit>
      </div>
    </Form>
  </details>
);

const Decide = ({ data, errors, form }: DenyProps) =>
  data.appealIsOurs ? (
    <Form action={pathOf(data, "decide-appeal")}>
      <Choices
        name="outcome"
        legend="What is decided"
        options={[
          {
            value: "granted",
            label: "Grant it",
            hint: "The request is received anew, on its old day, and planned. It is not denied again.",
          },
          { value: "refused", label: "Stay with the denial", hint: "They are told why, and where they can complain." },
        ]}
        chosen={form.outcome}
        error={errorOf(errors, "outcome")}
      />
      <Field
        name="decision"
        label="Why"
        hint="The person reads it as it stands here."
        rows={4}
        value={form.decision ?? ""}
        error={errorOf(errors, "decision")}
        maxlength={2000}
      />
      <div>
        <Submit primary>Decide</Submit>
      </div>
    </Form>
  ) : (
    <p class="small quiet">You denied this request: somebody else decides the appeal against it.</p>
  );
