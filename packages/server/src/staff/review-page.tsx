import type { Call } from "../http/index.ts";
import type { Mark, ReviewText } from "../packages/index.ts";
import { Card, Empty, ErrorSummary, errorOf, type FieldError, Icon, Note, StaffLayout, State } from "../pages/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import { Lines } from "./lines.tsx";
import { DIVIDER, markedWords, seenHash } from "./marked-words.ts";
import { counted, moment } from "./words.ts";

/** What the review of a copy shows. */
export interface ReviewPageData {
  readonly request: string;
  readonly texts: readonly ReviewText[];
  readonly total: number;
  readonly undecided: number;
  readonly unreadable: number;
  readonly namesMissing: boolean;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
  readonly errors: readonly FieldError[];
}

const kinds: Readonly<Record<Mark["kind"], string>> = { name: "a name", email: "an address", phone: "a number" };

/** The text with others marked; whatever is marked is said to be so to those who do not see the color. */
const Marked = ({ text }: { readonly text: ReviewText }) => {
  const ends = [0, ...text.marks.map((mark) => mark.to)];
  return (
    <p class="quote">
      {text.marks.map((mark, at) => (
        <>
          <Lines text={text.text.slice(ends[at], mark.from)} />
          <mark>
            <span class="hidden">{kinds[mark.kind]}: </span>
            {text.text.slice(mark.from, mark.to)}
          </mark>
        </>
      ))}
      <Lines text={text.text.slice(ends.at(-1))} />
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

const Reads = ({ text }: { readonly text: ReviewText }) =>
  text.decision?.redacted === undefined ? null : (
    <div>
      <p class="small quiet">In the copy it reads:</p>
      <p class="quote">
        <Lines text={text.decision.redacted} />
      </p>
    </div>
  );

const Choice = ({ name, value, label }: { readonly name: string; readonly value: string; readonly label: string }) => (
  <label class="choice">
    <input type="radio" name={name} value={value} />
    <span>{label}</span>
  </label>
);

const Out = ({ text, at, hint }: { readonly text: ReviewText; readonly at: number; readonly hint: string }) => (
  <div class="field">
    <label class="small" for={`out-${at}`}>
      What is taken out, if it is redacted
    </label>
    <input
      class="input"
      id={`out-${at}`}
      name={`out-${at}`}
      value={markedWords(text).join(`${DIVIDER} `)}
      autocomplete="off"
      maxlength={2000}
      aria-describedby={hint}
    />
  </div>
);

const Decide = ({
  text,
  at,
  group,
  error,
}: {
  readonly text: ReviewText;
  readonly at: number;
  readonly group: number;
  readonly error: string | undefined;
}) => (
  <div class={error === undefined ? "column-tight" : "column-tight field wrong"}>
    <Hidden name={`text-${at}`} value={`${text.id} ${seenHash(text.text)} ${group}`} />
    {error === undefined ? null : (
      <p class="error" id={`t${at}-error`}>
        <Icon name="bang" size={20} />
        <span>{error}</span>
      </p>
    )}
    <fieldset>
      <legend class="hidden">What becomes of text {at}</legend>
      <div class="options">
        <Choice name={`decision-${at}`} value="release" label="Release as it is" />
        <Choice name={`decision-${at}`} value="redact" label="Redact" />
      </div>
    </fieldset>
    {text.marks.length === 0 && error === undefined ? (
      <details>
        <summary class="small">Nothing is marked: say what to take out</summary>
        <Out text={text} at={at} hint="out-hint" />
      </details>
    ) : (
      <Out text={text} at={at} hint={error === undefined ? "out-hint" : `out-hint t${at}-error`} />
    )}
  </div>
);

/** One decision for all texts of a field that have none of their own: a column of one's own name is read at a glance. */
const ForAll = ({ group, count }: { readonly group: number; readonly count: number }) =>
  count < 3 ? null : (
    <fieldset class="note">
      <legend class="hidden">All {count} texts of this field</legend>
      <p class="small">All {count} below that have no choice of their own:</p>
      <div class="options">
        <Choice name={`all-${group}`} value="release" label="Release as they are" />
        <Choice name={`all-${group}`} value="redact" label="Redact what is marked" />
      </div>
    </fieldset>
  );

const Text = ({
  text,
  data,
  at,
  group,
}: {
  readonly text: ReviewText;
  readonly data: ReviewPageData;
  readonly at: number;
  readonly group: number;
}) => (
  <li id={`t${at}`}>
    <span class="top">
      <span class="small quiet">
        {text.about.length === 0 ? `Text ${at}` : text.about.map((one) => `${one.field} ${one.value}`).join(", ")}
      </span>
      <Decided text={text} data={data} />
    </span>
    <Marked text={text} />
    <Reads text={text} />
    <Decide text={text} at={at} group={group} error={errorOf(data.errors, `t${at}`)} />
  </li>
);

/** Texts of one field stand together: what one of them is, the next mostly is too. */
function groupsOf(
  texts: readonly ReviewText[],
): readonly { readonly name: string; readonly texts: readonly (readonly [number, ReviewText])[] }[] {
  const groups = new Map<string, (readonly [number, ReviewText])[]>();
  for (const [at, text] of texts.entries()) {
    const name = `${text.store}/${text.dataset}.${text.field}`;
    groups.set(name, [...(groups.get(name) ?? []), [at + 1, text]]);
  }
  return [...groups].map(([name, all]) => ({ name, texts: all }));
}

function answerOf({ total, undecided, unreadable }: ReviewPageData): string {
  if (total === 0) return unreadable === 0 ? "No text of this copy has to be read." : "No text of this copy can be read here.";
  if (undecided === 0) return `${total === 1 ? "The one text has" : `All ${counted(total, "text")} have`} been read.`;
  return `${undecided} of ${counted(total, "text")} in rows shared with others ${undecided === 1 ? "has" : "have"} not been read. What nobody has read stays out of the copy.`;
}

const Review = ({ data }: { readonly data: ReviewPageData }) => (
  <Form action={`/staff/requests/${data.request}/copy`} as="column">
    <p class="small quiet" id="out-hint">
      What is marked was found by names, addresses and numbers that the stores know: read for what they do not. Add what is to be
      taken out, divided by semicolons, or leave out what may stay; each is taken out wherever it stands in the text.
    </p>
    {groupsOf(data.texts).map((group, at) => (
      <Card id={`group-${at + 1}`} title={group.name} aside={counted(group.texts.length, "text")}>
        <ForAll group={at + 1} count={group.texts.filter(([, text]) => text.decision === undefined).length} />
        <ul class="plain lines">
          {group.texts.map(([nth, text]) => (
            <Text text={text} data={data} at={nth} group={at + 1} />
          ))}
        </ul>
      </Card>
    ))}
    <div class="actions">
      <Submit primary>Write down what was decided</Submit>
      {data.texts.length < data.total ? (
        <span class="small quiet">{counted(data.total - data.texts.length, "more text")} after these</span>
      ) : null}
    </div>
  </Form>
);

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
    wrong={data.errors.length > 0}
  >
    <ErrorSummary errors={data.errors} />
    {data.unreadable === 0 ? null : (
      <Note>
        <p>
          {data.unreadable === 1 ? "One more value is" : `${counted(data.unreadable, "more value")} are`} held back and cannot be
          read here: files, bytes, and texts of more than 100,000 characters. They stay out of the copy, which says so. Where the
          person needs one, look at it in its store.
        </p>
      </Note>
    )}
    {data.namesMissing ? (
      <Note>
        <p>Names of others could not all be looked up: fewer are marked than there may be. Read each text for them.</p>
      </Note>
    ) : null}
    {data.texts.length === 0 ? (
      <section class="card" aria-label="Texts">
        <Empty title="Nothing to read">
          <p>
            A decision changes a copy until it is made. Texts of a request that has ended are not shown again: if the person asks
            for one that was held back, <a href="/staff/requests/new">take a new access request</a>, and read its texts before it
            is signed.
          </p>
        </Empty>
      </section>
    ) : (
      <Review data={data} />
    )}
  </StaffLayout>
);
