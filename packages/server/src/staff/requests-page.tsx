import type { Child } from "hono/jsx";
import type { Call } from "../http/index.ts";
import { Clock, Empty, Note, StaffLayout } from "../pages/index.ts";
import { type Listed, listInWords, type WaitsFor } from "./list-requests.ts";
import { Table, type TableColumn } from "./table.tsx";
import { capital, counted, day, lawName, shortDay } from "./words.ts";

/** The tabs of the list, by whom a request waits for. `person`: asks whose code was not entered, which are only counted. */
export const tabs = ["open", "us", "person", "running", "stuck", "closed"] as const;
export type Tab = (typeof tabs)[number];

/** What the list shows. */
export interface RequestsPageData {
  readonly tab: Tab;
  readonly open: readonly Listed[];
  /** Of the tab, one page of it. */
  readonly shown: readonly Listed[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly asks: { readonly count: number; readonly oldest: string | undefined };
  readonly closed: number;
  /** Texts whose approval was taken back and that are not off yet. */
  readonly withdrawals: number;
  readonly writes: boolean;
  /** A number was looked for that is none of ours. */
  readonly notFound: boolean;
  readonly now: number;
  readonly zone: string;
}

const count = (all: readonly Listed[], waits: WaitsFor): number => all.filter((one) => one.waits === waits).length;

function labelOf(tab: Tab, { open, asks, closed }: RequestsPageData): string {
  switch (tab) {
    case "open":
      return `All open ${open.length}`;
    case "us":
      return `Waiting for us ${count(open, "us")}`;
    case "person":
      return `Waiting for the person ${asks.count}`;
    case "running":
      return `Running ${count(open, "running")}`;
    case "stuck":
      return `Stuck ${count(open, "stuck")}`;
    case "closed":
      return `Closed ${closed}`;
  }
}

const hrefOf = (tab: Tab): string => (tab === "open" ? "/staff/requests" : `/staff/requests?tab=${tab}`);

const Tabs = ({ data }: { readonly data: RequestsPageData }) => (
  <nav class="tabs" aria-label="Requests by whom they wait for">
    {tabs.map((tab) => (
      <a href={hrefOf(tab)} {...(tab === data.tab ? { "aria-current": "page" as const } : {})}>
        {labelOf(tab, data)}
      </a>
    ))}
  </nav>
);

const Find = ({ data }: { readonly data: RequestsPageData }) => (
  <form class="filters" method="get" action="/staff/requests" aria-label="Find a request by its number">
    <label class="hidden" for="find">
      Number of a request
    </label>
    <input class="input" id="find" name="find" type="search" placeholder="R-0001" maxlength={20} autocomplete="off" />
    <button class="button small" type="submit">
      Find
    </button>
    {data.notFound ? (
      <span class="error" role="alert">
        There is no request with this number.
      </span>
    ) : null}
  </form>
);

const columns: readonly TableColumn[] = [
  { label: "Clock, soonest first", short: "" },
  { label: "Request", heading: true },
  { label: "Law" },
  { label: "Came" },
  { label: "Now" },
];

const Running = ({ running }: { readonly running: Listed["running"] }) =>
  running === undefined ? null : (
    <progress max={Math.max(1, running.of)} value={running.done} aria-label={`${running.done} of ${running.of} stores done`} />
  );

function rowOf(one: Listed, { now, zone }: RequestsPageData): readonly Child[] {
  return [
    one.clock === undefined && one.answerBy !== undefined && one.waits !== "closed" ? (
      <span>
        answer by {day(one.answerBy, zone)} <span class="small quiet">our own target</span>
      </span>
    ) : (
      <Clock clock={one.clock} now={now} ended={one.waits === "closed"} />
    ),
    <>
      <a href={`/staff/requests/${one.id}`}>{one.right}</a>
      <br />
      <span class="small quiet mono">{one.id}</span>
    </>,
    one.clock === undefined ? <span class="quiet">none</span> : <span class="badge">{lawName(one.clock.law)}</span>,
    <>
      <span class="whole">{shortDay(one.receivedAt, zone)}</span>
      <br />
      <span class="small quiet">
        {one.verified ? "verified by code" : one.takenBy === "person" ? "not verified" : `by ${one.takenBy}, not verified`}
      </span>
    </>,
    <>
      {one.waits === "closed" && one.closedAt !== undefined ? `${one.now} ${day(one.closedAt, zone)}` : one.now}
      <Running running={one.running} />
    </>,
  ];
}

const Pager = ({ data }: { readonly data: RequestsPageData }) => {
  const { page, pageSize, total, tab } = data;
  const from = (page - 1) * pageSize + 1;
  const href = (to: number): string => `/staff/requests?tab=${tab}&page=${to}`;
  return (
    <footer class="pager small quiet">
      <span>
        {from} to {Math.min(total, from + pageSize - 1)} of {total}
      </span>
      <span class="actions">
        {page > 1 ? (
          <a class="button small" href={href(page - 1)}>
            Before
          </a>
        ) : null}
        {page * pageSize < total ? (
          <a class="button small" href={href(page + 1)}>
            Next
          </a>
        ) : null}
      </span>
    </footer>
  );
};

const empties: Readonly<Record<Tab, string>> = {
  open: "Nothing is open",
  us: "Nothing waits for us",
  person: "Nobody has to enter a code",
  running: "Nothing is running",
  stuck: "Nothing is stuck",
  closed: "Nothing has been closed yet",
};

const Asks = ({ data }: { readonly data: RequestsPageData }) => (
  <Empty
    title={
      data.asks.count === 0
        ? empties.person
        : `${counted(data.asks.count, "ask")} ${data.asks.count === 1 ? "waits" : "wait"} for a code`
    }
  >
    <p>
      Somebody asked and has not entered the code from their mail yet
      {data.asks.oldest === undefined ? "" : `, the first on ${day(data.asks.oldest, data.zone)}`}. Until then nobody can say
      whose address it is, so nothing of it is shown. After seven days without a code an ask lapses.
    </p>
  </Empty>
);

const List = ({ data }: { readonly data: RequestsPageData }) => {
  if (data.tab === "person") return <Asks data={data} />;
  if (data.shown.length === 0) return <Empty title={empties[data.tab]} />;
  return (
    <>
      <Table label={capital(labelOf(data.tab, data))} columns={columns} rows={data.shown.map((one) => rowOf(one, data))} />
      <Pager data={data} />
    </>
  );
};

/** Beside the requests, since nobody looks for it elsewhere: texts that may be on show though their approval was taken back. */
const TakenBack = ({ count: texts }: { readonly count: number }) =>
  texts === 0 ? null : (
    <Note kind="soon">
      <p>
        {counted(texts, "text is", "texts are")} not off yet, though the approval was taken back.{" "}
        <a href="/staff/withdrawals">See what {texts === 1 ? "it waits" : "they wait"} for</a>
      </p>
    </Note>
  );

/** The list of requests: which one is next, and who waits for whom. */
export const RequestsPage = ({ call, data }: { readonly call: Call; readonly data: RequestsPageData }) => (
  <StaffLayout
    call={call}
    title="Requests"
    answer={listInWords(data.open, data.now)}
    actions={
      data.writes ? (
        <a class="button primary" href="/staff/requests/new">
          Enter a request
        </a>
      ) : undefined
    }
  >
    <TakenBack count={data.withdrawals} />
    <Tabs data={data} />
    <Find data={data} />
    <section class="card" aria-label={labelOf(data.tab, data)}>
      <List data={data} />
    </section>
  </StaffLayout>
);
