import type { Call } from "../http/index.ts";
import type { Mark, ReviewText } from "../packages/index.ts";
import { Card, Empty, Note, StaffLayout, State } from "../pages/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import { Lines } from "./lines.tsx";
import { markedWords, seenHash } from "./marked-words.ts";
import { counted, moment } from "./words.ts";

/** What the review of a copy shows. */
export interface ReviewPageData {
  readonly request: string;
  readonly texts: readonly ReviewText[];
  readonly total: number;
  readonly undecided: number;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
  readonly refused: string | undefined;
}

const kinds: Readonly<Record<Mark["kind"], string>> = { name: "a name", email: "an address", phone: "a number" };

/** The text with others' names marked; whatever is marked is said to be so to those who do not see the color. */
const Marked = ({ text }: { readonly text: ReviewText }) => {
  const pieces: unknown[] = [];
  let at = 0;
  for (const mark of text.marks) {
    pieces.push(
      <Lines text={text.text.slice(at, mark.from)} />,
      <mark>
        <span class="hidden">{kinds[mark.kind]}: </span>
        {text.text.slice(mark.from, mark.to)}
      </mark>,
    );
    at = mark.to;
  }
  return (
    <p class="quote">
      {pieces as never}
      <Lines text={text.text.slice(at)} />
    </p>
  );
};

const Decided = ({ text, data }: { readonly text: ReviewText; readonly data: ReviewPageData }) =>
  text.decision === undefined ? (
    <State of="here">not read yet</State>
  ) : (
    <span>
      <State of="done">
        {text.decision.kind === "release" ? "goes into the copy as it is" : "goes into the copy without others"}
      </State>{" "}
      <span class="small quiet">
        {data.names.get(text.decision.account) ?? "staff"}, {moment(text.decision.at, data.zone)}
      </span>
    </span>
  );

const TakenOut = ({ text, id }: { readonly text: ReviewText; readonly id: string }) => {
  const words = markedWords(text);
  return (
    <>
      {words.length === 0 ? null : (
        <fieldset>
          <legend>Take out</legend>
          {words.map((word, at) => (
            <label class="choice">
              <input type="checkbox" name={`out-${at}`} value={word} checked />
              <span>{word}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div class="field">
        <label for={`also-${id}`}>Take out, too</label>
        <input class="input" id={`also-${id}`} name="also" autocomplete="off" maxlength={300} aria-describedby="also-hint" />
      </div>
    </>
  );
};

const Text = ({ text, data, at }: { readonly text: ReviewText; readonly data: ReviewPageData; readonly at: number }) => (
  <Card id={`text-${at + 1}`} title={`${text.dataset}.${text.field}`} aside={<Decided text={text} data={data} />}>
    {text.about.length === 0 ? null : (
      <p class="small quiet">
        In a row of {text.store} with {text.about.map((one) => `${one.field} ${one.value}`).join(", ")}
      </p>
    )}
    <Marked text={text} />
    {text.decision?.redacted === undefined ? null : (
      <div>
        <p class="small quiet">In the copy it reads:</p>
        <p class="quote">
          <Lines text={text.decision.redacted} />
        </p>
      </div>
    )}
    <Form action={`/staff/requests/${data.request}/copy`}>
      <Hidden name="text" value={text.id} />
      <Hidden name="seen" value={seenHash(text.text)} />
      <TakenOut text={text} id={String(at + 1)} />
      <div class="actions">
        <Submit name="decision" value="redact">
          Redact<span class="hidden"> text {at + 1}</span>
        </Submit>
        <Submit name="decision" value="release">
          Release as it is<span class="hidden">: text {at + 1}</span>
        </Submit>
      </div>
    </Form>
  </Card>
);

const answerOf = ({ total, undecided }: ReviewPageData): string =>
  total === 0
    ? "No text of this copy has to be read."
    : undecided === 0
      ? `All ${counted(total, "text")} have been read.`
      : `${undecided} of ${counted(total, "text")} in rows shared with others ${undecided === 1 ? "has" : "have"} not been read. Unread ones stay out of the copy.`;

/** The texts of shared rows, each with what may tell of others: released, or redacted. */
export const ReviewPage = ({ call, data }: { readonly call: Call; readonly data: ReviewPageData }) => (
  <StaffLayout
    call={call}
    title={`Texts of ${data.request}`}
    crumb={
      <>
        <a href="/staff/requests">Requests</a> / <a href={`/staff/requests/${data.request}`}>{data.request}</a> / texts
      </>
    }
    answer={answerOf(data)}
  >
    {data.refused === undefined ? null : (
      <div role="alert">
        <Note kind="soon">{data.refused}</Note>
      </div>
    )}
    {data.texts.length === 0 ? (
      <section class="card" aria-label="Texts">
        <Empty title="Nothing to read">
          <p>A decision changes a copy until it is made. Texts of a request that has ended are not shown again.</p>
        </Empty>
      </section>
    ) : (
      <div class="column">
        <p class="small quiet" id="also-hint">
          What is marked was found by names, addresses and numbers that the stores know: read for what they do not. Several words
          to take out are divided by commas; each is taken out wherever it stands in the text.
        </p>
        {data.texts.map((text, at) => (
          <Text text={text} data={data} at={at} />
        ))}
        {data.texts.length < data.total ? (
          <p>{counted(data.total - data.texts.length, "more text")}, shown once these have been decided.</p>
        ) : null}
      </div>
    )}
  </StaffLayout>
);
