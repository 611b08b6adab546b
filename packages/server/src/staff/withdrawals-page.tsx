import type { Call } from "../http/index.ts";
import { Card, Choices, Empty, FactList, StaffLayout } from "../pages/index.ts";
import { SETTLED_BY } from "../requests/index.ts";
import type { WithdrawalView, WithdrawnText } from "../withdrawals/index.ts";
import { Form, Submit } from "./form.tsx";
import { Table, TableCard } from "./table.tsx";
import { capital, counted, moment, shortDay } from "./words.ts";

/** What the page of texts that were taken back shows. */
export interface WithdrawalsPageData {
  /** The oldest of them. */
  readonly withdrawals: readonly WithdrawalView[];
  /** How many there are. */
  readonly count: number;
  /** May open and settle them. */
  readonly officer: boolean;
  readonly zone: string;
}

const TITLE = "Texts taken back";

/** Texts whose author took their approval back, and that may be on show still: each with what it waits for. */
export const WithdrawalsPage = ({ call, data }: { readonly call: Call; readonly data: WithdrawalsPageData }) => {
  const { withdrawals, count, officer, zone } = data;
  const answer =
    withdrawals.length === 0
      ? "Every text whose approval was taken back is off."
      : `${counted(count, "text is", "texts are")} not off yet, though ${count === 1 ? "its author" : "their authors"} took the approval back.`;
  return (
    <StaffLayout call={call} title={TITLE} answer={answer}>
      {withdrawals.length === 0 ? (
        <section class="card" aria-label={TITLE}>
          <Empty title="Nothing waits">
            <p>A text stands here from when its author takes the approval back until its rows are changed in the store.</p>
          </Empty>
        </section>
      ) : (
        <TableCard id="withdrawals" title="Not off yet">
          <Table
            label="Not off yet"
            columns={[
              { label: "Waits for", heading: true, short: "" },
              { label: "Published for" },
              { label: "Rows" },
              { label: "Taken back" },
              { label: "Act", silent: true },
            ]}
            rows={withdrawals.map((one) => [
              capital(one.because),
              one.purpose,
              one.place === undefined ? null : <code>{one.place}</code>,
              shortDay(one.since, zone),
              officer ? (
                <a class="button small" href={`/staff/withdrawals/${one.id}`}>
                  Show the text<span class="hidden"> that was taken back {moment(one.since, zone)}</span>
                </a>
              ) : null,
            ])}
          />
        </TableCard>
      )}
      {count > withdrawals.length ? (
        <p class="quiet">
          {counted(count - withdrawals.length, "more text")}, taken back later: <code>troth withdrawals</code> lists them all.
        </p>
      ) : null}
      {officer && withdrawals.length > 0 ? (
        <Form action="/staff/withdrawals">
          <div>
            <Submit>Try again now</Submit>
          </div>
        </Form>
      ) : null}
    </StaffLayout>
  );
};

/** One of them, for whoever takes it off by hand: the text, whose it is, and their word that it is off. */
export const WithdrawalPage = ({
  call,
  data,
  error,
}: {
  readonly call: Call;
  readonly data: { readonly view: WithdrawalView; readonly text: WithdrawnText; readonly zone: string };
  readonly error?: string | undefined;
}) => {
  const { view, text, zone } = data;
  return (
    <StaffLayout
      call={call}
      title="A text taken back"
      crumb={<a href="/staff/withdrawals">{TITLE}</a>}
      answer={`${capital(view.because)}.`}
      wrong={error !== undefined}
    >
      <Card id="text" title="What has to go">
        <figure class="written">
          <blockquote dir="auto">{text.text}</blockquote>
        </figure>
        <FactList
          facts={[
            { term: "Where it stands", is: <span dir="auto">{text.where}</span> },
            { term: "Its author's account", is: <code dir="auto">{text.person}</code> },
            { term: "Published for", is: view.purpose },
            { term: "Taken back", is: moment(view.since, zone) },
            ...(view.place === undefined ? [] : [{ term: "Rows", is: <code>{view.place}</code> }]),
          ]}
        />
      </Card>
      <Card id="settle" title="Is it off?">
        <p>Say so once nothing of it is shown any more. What you say stays on record, and Troth changes nothing more.</p>
        <Form action={`/staff/withdrawals/${view.id}`}>
          <Choices
            name="knownBy"
            legend="How you know it"
            options={Object.entries(SETTLED_BY).map(([value, label]) => ({ value, label: capital(label) }))}
            error={error}
          />
          <div>
            <Submit primary>It is off</Submit>
          </div>
        </Form>
      </Card>
    </StaffLayout>
  );
};
