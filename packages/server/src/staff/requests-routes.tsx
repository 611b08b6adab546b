import { waitingAsks } from "../asks/index.ts";
import type { Call, Route } from "../http/index.ts";
import { findRequest } from "../requests/index.ts";
import { countOpenWithdrawals } from "../withdrawals/index.ts";
import { type Listed, listedOf, listOpen } from "./list-requests.ts";
import { needOf } from "./need-to-know.ts";
import { RequestsPage, type RequestsPageData, type Tab, tabs } from "./requests-page.tsx";
import { closedRows, countClosed } from "./store.ts";

const PAGE_SIZE = 50;

/** The list of requests. */
export const requestsRoutes = (): Route[] => [
  {
    method: "get",
    path: "/staff/requests",
    who: "staff",
    kind: "page",
    says: "The requests, by whom they wait for, each with its clock",
    handle: listPage,
  },
];

async function listPage(call: Call): Promise<Response> {
  const { c, inst } = call;
  const wanted = c.req.query("find");
  const found = wanted === undefined || wanted.trim() === "" ? undefined : await findByNumber(call, wanted);
  if (found !== undefined) return c.redirect(`/staff/requests/${found}`, 303);
  const tab = tabs.find((one) => one === c.req.query("tab")) ?? "open";
  const page = Math.max(1, Number(/^\d{1,6}$/.exec(c.req.query("page") ?? "")?.[0] ?? 1));
  const open = await listOpen(inst);
  const closed = await countClosed(inst.storage.db);
  const { shown, total } = await pageOf(call, { tab, page, open, closed });
  const data: RequestsPageData = {
    tab,
    open,
    shown,
    total,
    page,
    pageSize: PAGE_SIZE,
    asks: await waitingAsks(inst),
    closed,
    withdrawals: await countOpenWithdrawals(inst.storage.db),
    writes: needOf(inst.program, call.staff?.role ?? "").writes,
    notFound: wanted !== undefined && wanted.trim() !== "",
    now: inst.surroundings.now(),
    zone: inst.program.zone,
  };
  return c.html(<RequestsPage call={call} data={data} />);
}

async function pageOf(
  { inst }: Call,
  at: { readonly tab: Tab; readonly page: number; readonly open: readonly Listed[]; readonly closed: number },
): Promise<{ readonly shown: readonly Listed[]; readonly total: number }> {
  const offset = (at.page - 1) * PAGE_SIZE;
  if (at.tab === "closed") {
    const rows = await closedRows(inst.storage.db, { offset, limit: PAGE_SIZE });
    return { shown: rows.map((row) => listedOf(inst, row)), total: at.closed };
  }
  const all = at.tab === "open" ? at.open : at.open.filter((one) => one.waits === at.tab);
  return { shown: all.slice(offset, offset + PAGE_SIZE), total: all.length };
}

/** A number as people write it: `R-0042`, `r 42`, `42`. Anything else is nobody's, and is not repeated anywhere. */
async function findByNumber({ inst }: Call, text: string): Promise<string | undefined> {
  const digits = /^\s*(?:r[-\s]?)?0*(\d{1,9})\s*$/i.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const id = `R-${digits.padStart(4, "0")}`;
  return (await findRequest(inst.storage.db, id))?.id;
}
