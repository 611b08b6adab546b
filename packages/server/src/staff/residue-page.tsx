import type { Call } from "../http/index.ts";
import { Card, Choices, Empty, ErrorSummary, errorOf, Field, type FieldError, Note, StaffLayout, State } from "../pages/index.ts";
import type { Excuse, ResidueList } from "../residue/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import { Table, TableCard } from "./table.tsx";
import { counted, day, figure, shortDay } from "./words.ts";

/** Why a place may hold a value of somebody erased, in the words of whoever decides it. */
export const excuseWords: Readonly<Record<Excuse, string>> = {
  "another-person": "It is somebody else's too",
  "legal-keep": "A law keeps it there",
  "rotating-log": "A log that goes by itself, by a day",
};

/** What the page of residue shows. */
export interface ResiduePageData {
  readonly list: ResidueList;
  /** May say that it was removed; may excuse a place. */
  readonly decides: boolean;
  readonly excuses: boolean;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
}

type Props = {
  readonly call: Call;
  readonly data: ResiduePageData;
  readonly errors?: readonly FieldError[];
  readonly refused?: string | undefined;
};

const Removed = ({ request, place }: { readonly request: string; readonly place: string }) => (
  <Form action="/staff/residue/removed" as="actions">
    <Hidden name="request" value={request} />
    <Hidden name="place" value={place} />
    <Submit small>
      It is removed: look again<span class="hidden"> at {place}</span>
    </Submit>
  </Form>
);

const Found = ({ data }: { readonly data: ResiduePageData }) => (
  <TableCard id="found" title="Found" aside="each keeps its request open">
    <Table
      label="Found, and not settled"
      columns={[
        { label: "Place", heading: true },
        { label: "Rows", num: true },
        { label: "Request" },
        { label: "Found on", short: "Found" },
        { label: "Act", silent: true },
      ]}
      rows={data.list.found.map((one) => [
        <code>{one.place}</code>,
        figure(one.rows),
        <a class="mono small" href={`/staff/requests/${one.request}`}>
          {one.request}
        </a>,
        shortDay(one.at, data.zone),
        data.decides ? <Removed request={one.request} place={one.place} /> : null,
      ])}
    />
  </TableCard>
);

/** A place is excused for everybody: chosen by name, with its reason. */
const Excusing = ({ call, data, errors = [] }: Props) => {
  const places = [...new Set(data.list.found.map((one) => one.place))];
  return (
    <Card id="excuse" title="Excuse a place">
      <p class="small quiet">
        What is found there, of anybody, now and later, opens no request again. It goes on the ledger with its reason.
      </p>
      <Form action="/staff/residue/excuse">
        <Choices
          name="place"
          legend="Which place"
          options={places.map((place) => ({ value: place, label: <code>{place}</code> }))}
          chosen={call.form.place}
          error={errorOf(errors, "place")}
        />
        <Choices
          name="reason"
          legend="Why it may be there"
          options={Object.entries(excuseWords).map(([value, label]) => ({ value, label }))}
          chosen={call.form.reason}
          error={errorOf(errors, "reason")}
        />
        <Field
          name="until"
          type="date"
          label="The day by which it is gone"
          hint="For a log that goes by itself."
          value={call.form.until ?? ""}
          error={errorOf(errors, "until")}
        />
        <div>
          <Submit primary>Excuse it</Submit>
        </div>
      </Form>
    </Card>
  );
};

const Excused = ({ data }: { readonly data: ResiduePageData }) =>
  data.list.excused.length === 0 ? null : (
    <TableCard id="excused" title="Excused places">
      <Table
        label="Excused places"
        columns={[{ label: "Place", heading: true }, { label: "Why" }, { label: "By" }, { label: "Until" }]}
        rows={data.list.excused.map((one) => [
          <code>{`${one.store}/${one.dataset}.${one.column}`}</code>,
          excuseWords[one.reason],
          data.names.get(one.by) ?? one.by,
          one.until === null ? <span class="quiet">no end</span> : day(one.until, "UTC"),
        ])}
      />
    </TableCard>
  );

const Sweeps = ({ data }: { readonly data: ResiduePageData }) => (
  <TableCard id="sweeps" title="The last sweeps" aside="every text of every store, for all who were erased since the last">
    {data.list.sweeps.length === 0 ? (
      <Empty title="There was none yet">
        <p>The first runs in the night after an erasure.</p>
      </Empty>
    ) : (
      <Table
        label="The last sweeps"
        columns={[{ label: "Began", heading: true }, { label: "People", num: true }, { label: "State" }]}
        rows={data.list.sweeps.map((one) => [
          shortDay(one.started_at, data.zone),
          figure(one.people),
          one.ended_at === null ? (
            <>
              <State of="late">open</State>
              {one.because === null ? null : <p class="small quiet">{one.because}</p>}
            </>
          ) : (
            <State of="done">ended</State>
          ),
        ])}
      />
    )}
  </TableCard>
);

/** What the nightly sweep found of people who were erased, and what became of it. */
export const ResiduePage = (props: Props) => {
  const { call, data, errors = [], refused } = props;
  const { found } = data.list;
  const answer =
    found.length === 0
      ? "Nothing of anybody who was erased waits to be settled."
      : `Something of people who were erased still stands in ${counted(new Set(found.map((one) => one.place)).size, "place")}. Remove it there and have it looked at again, or say why it may stay.`;
  return (
    <StaffLayout call={call} title="Residue" answer={answer} wrong={errors.length > 0}>
      <ErrorSummary errors={errors} />
      {refused === undefined ? null : (
        <div role="alert">
          <Note kind="soon">{refused}</Note>
        </div>
      )}
      <div class="column">
        {found.length === 0 ? null : <Found data={data} />}
        {found.length > 0 && data.excuses ? <Excusing {...props} /> : null}
        <Excused data={data} />
        <Sweeps data={data} />
      </div>
    </StaffLayout>
  );
};
