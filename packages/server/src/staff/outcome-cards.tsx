import type { Child } from "hono/jsx";
import { LiveProgress, State } from "../pages/index.ts";
import { hadSays, type RequestView, type StoreRunView } from "../requests/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import { type ProgressNow, progressSaid } from "./progress-said.ts";
import type { RequestPageData } from "./read-request.ts";
import { Table, TableCard } from "./table.tsx";
import { day, figure } from "./words.ts";

const stateOf = (run: StoreRunView): Child => {
  switch (run.state) {
    case "verified":
      return <State of="done">{run.outcomeKnownBy === "report" ? "done by hand" : "done, and read back"}</State>;
    case "waiting":
      return <State of="ahead">not yet</State>;
    case "started":
      return <State of="here">under way</State>;
    case "committed":
      return <State of="soon">done, not read back</State>;
    case "shadow":
      return <State of="stopped">in shadow: rolled back</State>;
    case "unknown":
      return <State of="unknown">outcome not known</State>;
    case "failed":
      return <State of="late">not done</State>;
  }
};

const knownBy: Readonly<Record<string, string>> = {
  commit: "the store confirmed it",
  "journal-row": "a row in the store's journal",
  "transaction-status": "the state of the transaction",
  "read-back": "what was read back",
  staff: "the word of who looked into it",
  report: "the report of who went through it",
};

const rowOf = (run: StoreRunView): readonly Child[] => [
  run.store,
  <>
    {stateOf(run)}
    {run.because === undefined ? null : <p class="small quiet">{run.because}</p>}
  </>,
  figure(run.deleted),
  figure(run.changed),
  run.remaining === undefined ? <span class="quiet">not yet</span> : figure(run.remaining),
  run.outcomeKnownBy === undefined ? "" : (knownBy[run.outcomeKnownBy] ?? run.outcomeKnownBy),
];

/** What has been done in each store, what the read-back found, and how that is known. */
export const OutcomeCard = ({ view }: { readonly view: RequestView }) =>
  view.stores.length === 0 || view.state === "planned" || view.state === "approved" ? null : (
    <TableCard id="outcome" title="Outcome" foot={readBackOf(view)}>
      <Table
        label="Outcome by store"
        columns={[
          { label: "Store", heading: true },
          { label: "State" },
          { label: "Deleted", num: true },
          { label: "Changed", num: true },
          { label: "Still found", num: true },
          { label: "Known by" },
        ]}
        rows={view.stores.map(rowOf)}
      />
    </TableCard>
  );

function readBackOf(view: RequestView): Child {
  const notes = [...new Set(view.stores.flatMap((run) => run.readBack))];
  return notes.length === 0 ? undefined : `Read back: ${notes.join("; ")}.`;
}

/** How far a run is, renewed by itself while it runs. */
export const ProgressCard = ({ view, progress }: { readonly view: RequestView; readonly progress: ProgressNow }) => (
  <section class="card" aria-labelledby="progress-title">
    <header>
      <h2 id="progress-title">Under way</h2>
    </header>
    <div class="body">
      <LiveProgress src={`/staff/requests/${view.id}/progress`} label="Progress of the run" now={progressSaid(progress)} />
      <noscript>
        <p class="small quiet">Reload this page to see how far it is.</p>
      </noscript>
    </div>
  </section>
);

const Told = ({
  request,
  one,
  may,
}: {
  readonly request: string;
  readonly one: RequestView["recipients"][number];
  readonly may: boolean;
}) =>
  one.state === "waiting" && may ? (
    <Form action={`/staff/requests/${request}/told`} as="actions">
      <Hidden name="recipient" value={one.recipient} />
      <Submit small>
        Record as told<span class="hidden">: {one.name}</span>
      </Submit>
    </Form>
  ) : null;

const HowTold = ({ one, zone }: { readonly one: RequestView["recipients"][number]; readonly zone: string }) => (
  <>
    {one.how}
    {one.had === undefined ? null : <p class="small quiet">{hadSays(one.had, (iso) => day(iso, zone))}</p>}
  </>
);

const toldState: Readonly<Record<RequestView["recipients"][number]["state"], Child>> = {
  waiting: <State of="here">to be told</State>,
  told: <State of="done">told</State>,
  impossible: <State of="stopped">cannot be told</State>,
};

/** Who else received the data, how they are told, and whether they have been. */
export const RecipientsCard = ({ data }: { readonly data: RequestPageData }) => {
  const { view, need } = data;
  const ready = view.state === "open" || view.state === "done";
  return view.recipients.length === 0 ? null : (
    <TableCard id="recipients" title="Recipients" aside="whoever received the data is told of the erasure, by hand for now">
      <Table
        label="Recipients"
        columns={[
          { label: "Recipient", heading: true },
          { label: "How it is told" },
          { label: "State" },
          { label: "Act", silent: true },
        ]}
        rows={view.recipients.map((one) => [
          one.name,
          <HowTold one={one} zone={data.zone} />,
          ready || one.state !== "waiting" ? toldState[one.state] : <span class="quiet">after the run</span>,
          <Told request={view.id} one={one} may={need.decides && ready} />,
        ])}
      />
    </TableCard>
  );
};
