import { isRight } from "@troth/core/requests";
import { Card, errorOf, Field, type FieldError, Note } from "../pages/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";
import { counted, moment } from "./words.ts";

interface DecideProps {
  readonly data: RequestPageData;
  readonly errors: readonly FieldError[];
  readonly form: Readonly<Record<string, string>>;
}

const pathOf = (data: RequestPageData, act: string): string => `/staff/requests/${data.view.id}/${act}`;

/** Answers a question, or makes a right of it with nothing typed again. */
export const QuestionCard = ({ data, errors, form }: DecideProps) => {
  const { view, need } = data;
  if (isRight(view.right) || view.state !== "received" || !need.writes) return null;
  return (
    <Card id="answer" as="approve" title={`Answer the ${view.right}`}>
      {view.requester === "person" ? null : (
        <Note kind="soon">
          It is asked for somebody else. Nothing shows yet that they may ask for this person: tell them nothing of the person, not
          even whether anything is held. If they are to be told, make it a right below: it is then about that person, and its page
          says what whoever asks has to show.
        </Note>
      )}
      <Form action={pathOf(data, "answer")}>
        <Field
          name="answer"
          label="Your answer"
          hint="It closes the question. They get a mail, and read the words on their page."
          rows={6}
          value={form.answer ?? ""}
          error={errorOf(errors, "answer")}
          maxlength={MESSAGE_CHARACTERS}
        />
        <div>
          <Submit primary>Answer and close</Submit>
        </div>
      </Form>
      <hr />
      <h3>Is it a right, in other words?</h3>
      <p class="small quiet">
        Number, day of receipt and words stay as they are; the person is told. The clock of the right runs from the day it came.
      </p>
      <Form action={pathOf(data, "turn")} as="actions">
        <Submit name="right" value="access">
          Make it an access request
        </Submit>
        <Submit name="right" value="erasure">
          Make it an erasure
        </Submit>
      </Form>
    </Card>
  );
};

/** Stops marketing on the word of whoever wrote a question or a concern. */
export const MarketingCard = ({ data, errors, form }: DecideProps) => {
  const { view, need } = data;
  if (isRight(view.right)) return null;
  const { marketingStopped: stopped } = view;
  const writes = view.state === "received" && need.writes;
  if (stopped === undefined && !writes) return null;
  return (
    <Card id="marketing" title="No more marketing">
      {stopped === undefined ? (
        <p>They need not show who they are to have it stopped. It holds from the next decision on.</p>
      ) : (
        <p>Stopped on {moment(stopped, data.zone)}.</p>
      )}
      {writes ? (
        <Form action={pathOf(data, "no-marketing")}>
          <Field
            name="marketing-account"
            label="Their account"
            hint="The id by which the application tells facts of them."
            autocomplete="off"
            maxlength={200}
            value={form["marketing-account"] ?? ""}
            error={errorOf(errors, "marketing-account")}
          />
          <div>
            <Submit>Stop marketing</Submit>
          </div>
        </Form>
      ) : null}
    </Card>
  );
};

/** Stops an approved erasure while it cools off. */
export const StopCard = ({ data }: { readonly data: RequestPageData }) => {
  const { view, need } = data;
  if (view.coolingUntil === undefined || !(need.writes || need.decides)) return null;
  return (
    <Card id="stop" title="Cooling off">
      <p>
        It runs on {moment(view.coolingUntil, data.zone)}. Stopped, it goes back to be signed; nothing was touched, and the person
        is told.
      </p>
      <Form action={pathOf(data, "stop")}>
        <div>
          <Submit>Stop it</Submit>
        </div>
      </Form>
    </Card>
  );
};

/** Goes on with what stands still: plans again what is stale, acts where a store was away. */
export const RunCard = ({ data }: { readonly data: RequestPageData }) => {
  const { view, need } = data;
  const stands =
    view.state === "open" ||
    (view.state === "received" && view.because !== undefined) ||
    (view.state === "planned" && view.plan?.canBeApproved === false);
  if (!stands || !isRight(view.right) || !need.decides) return null;
  return (
    <Card id="run" title={view.state === "open" ? "Go on" : "Plan it again"}>
      <p>
        {view.state === "open"
          ? "Tries again what could not be done. What is done is not done twice."
          : "Once the program or the store is put right, plan it again."}
      </p>
      <Form action={pathOf(data, "run")}>
        <div>
          <Submit>{view.state === "open" ? "Run it again" : "Plan it again"}</Submit>
        </div>
      </Form>
    </Card>
  );
};

/** Leads to the texts that are held back from a copy until somebody has read them. */
export const ReviewCard = ({ data }: { readonly data: RequestPageData }) => {
  const { need, toRead, evidence } = data;
  if (toRead === 0 || !need.opensPerson || !need.approves.includes("access")) return null;
  const read = evidence.filter((one) => one.kind === "copy.text-reviewed").length;
  return (
    <Card id="review" title="Texts to read first" aside={read === 0 ? "none read yet" : `${counted(read, "decision")} so far`}>
      <p>
        {counted(toRead, "row")} {toRead === 1 ? "is" : "are"} shared with others, and may tell of them. A text stays out of the
        copy until somebody has read it: read them before you sign. Once it is signed the copy is made at once, and when it is
        done nothing can be added to it: what nobody has read by then takes a new request.
      </p>
      <p>
        <a class="button" href={pathOf(data, "copy")}>
          Read the texts
        </a>
      </p>
    </Card>
  );
};

/** So many fields are named; the copy itself names all. */
const HELD_SHOWN = 20;

/** What a copy that was made holds back, and how the person still gets a text of it: a copy that is done stays as it is. */
export const HeldBackCard = ({ data }: { readonly data: RequestPageData }) => {
  const { heldBack } = data;
  if (heldBack.length === 0) return null;
  return (
    <Card id="held-back" title="Held back from the copy" aside={counted(heldBack.length, "field")}>
      <ul class="plain lines">
        {heldBack.slice(0, HELD_SHOWN).map((one) => (
          <li>{one}</li>
        ))}
        {heldBack.length > HELD_SHOWN ? <li>And {heldBack.length - HELD_SHOWN} more: the copy names them.</li> : null}
      </ul>
      <p>
        The copy is made and stays as it is: its texts can no longer be read and released here. If the person asks for one of
        them, <a href="/staff/requests/new">take a new access request</a>, and read its texts before it is signed.
      </p>
    </Card>
  );
};
