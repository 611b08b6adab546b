import { z } from "zod";
import { type Call, type Route, refuse } from "../http/index.ts";
import { findRequest, viewRequest } from "../requests/index.ts";
import { runAct } from "./action-routes.ts";
import { listedOf, listOpen } from "./list-requests.ts";
import { type Act, acts } from "./request-actions.ts";
import { requestOfCall } from "./show-request.tsx";
import { closedRows } from "./store.ts";

const LIST = "/api/v1/staff/requests";
const ONE = `${LIST}/:request{R-[0-9]{1,9}}`;
const MOST_CLOSED = 100;

const listed = z.object({
  id: z.string(),
  right: z.enum(["access", "erasure", "question", "concern"]),
  receivedAt: z.string(),
  verified: z.boolean(),
  dueAt: z.string().nullable(),
  law: z.string().nullable(),
  waits: z.enum(["us", "running", "stuck", "closed"]),
  now: z.string(),
  closedAt: z.string().nullable(),
});
const state = z.enum(["received", "planned", "approved", "executing", "open", "done", "denied", "appealed", "withdrawn"]);
const after = z.object({ id: z.string(), state });
/** Plan, runs, recipients and entries are as `troth status --json` prints them. */
const view = z.looseObject({ id: z.string(), right: z.string(), state, receivedAt: z.string(), verified: z.boolean() });

const bodies = {
  approve: z.strictObject({ plan: z.string().regex(/^[0-9a-f]{64}$/), read: z.literal(true) }),
  deny: z.strictObject({ ground: z.string().min(1).max(100).optional(), because: z.string().min(1).max(2000) }),
  appeal: z.strictObject({ appeal: z.string().min(1).max(5000) }),
  "decide-appeal": z.strictObject({ outcome: z.enum(["granted", "refused"]), decision: z.string().min(1).max(2000) }),
  fee: z.strictObject({
    feeGround: z.string().min(1).max(100),
    amount: z.string().min(1).max(20),
    feeBecause: z.string().min(1).max(2000),
  }),
  "fee-waive": z.strictObject({}),
  extend: z.strictObject({ longer: z.string().min(1).max(2000) }),
  ask: z.strictObject({
    what: z.enum(["identity", "clarification"]),
    /** What they are to show, of who they are. */
    measure: z.string().max(40).optional(),
    question: z.string().min(1).max(5000),
  }),
  shown: z.strictObject({
    measure: z.string().max(40),
    /** Of points that match: their categories, with commas between. */
    points: z.string().max(200).optional(),
  }),
  asker: z.strictObject({
    "has-account": z.enum(["yes", "no"]).optional(),
    stake: z.enum(["categories", "ordinary", "sensitive"]).optional(),
  }),
  "collect-no-more": z.strictObject({}),
  "let-stay": z.strictObject({}),
  settle: z.strictObject({
    store: z.string().min(1).max(60),
    outcome: z.enum(["erased", "not-erased"]),
    knownBy: z.enum(["rows", "log", "keeper"]),
  }),
  "not-theirs": z.strictObject({ place: z.string().min(1).max(300) }),
  stop: z.strictObject({}),
  message: z.strictObject({ text: z.string().min(1).max(5000) }),
} as const;
type ApiAct = keyof typeof bodies;

/** What machines of staff may do. No answer holds a personal value: to open a person's data one looks at their page. */
export const apiRoutes = (): Route[] => [
  {
    method: "get",
    path: LIST,
    who: "staff",
    kind: "api",
    says: "Open requests, the clock that ends first on top; with `closed=1` the last that have ended",
    answer: z.object({ requests: z.array(listed) }),
    handle: list,
  },
  {
    method: "get",
    path: ONE,
    who: "staff",
    kind: "api",
    says: "One request: plan, runs, recipients, entries",
    answer: view,
    handle: one,
  },
  ...acts.flatMap((act) => (isApiAct(act.name) ? [routeOf(act, act.name)] : [])),
];

const isApiAct = (name: string): name is ApiAct => Object.hasOwn(bodies, name);

const routeOf = (act: Act, name: ApiAct): Route => ({
  method: "post",
  path: `${ONE}/${name}`,
  who: act.who,
  kind: "api",
  says: act.says,
  body: bodies[name],
  answer: after,
  handle: (call) => handle(call, act),
});

async function list({ c, inst }: Call): Promise<Response> {
  const closed = c.req.query("closed") === "1";
  const rows = closed
    ? (await closedRows(inst.storage.db, { offset: 0, limit: MOST_CLOSED })).map((row) => listedOf(inst, row))
    : await listOpen(inst);
  const requests = rows.map(({ clock, takenBy: _, running: __, closedAt, ...row }) => ({
    ...row,
    dueAt: clock?.dueAt ?? null,
    law: clock?.article ?? null,
    closedAt: closedAt ?? null,
  }));
  return c.json({ requests });
}

const one = async (call: Call): Promise<Response> => call.c.json(await viewRequest(call.inst, requestOfCall(call)));

async function handle(call: Call, act: Act): Promise<Response> {
  const form = Object.fromEntries(
    Object.entries(call.body as Readonly<Record<string, string | boolean>>).map(([name, value]) => [
      name,
      value === true ? "yes" : String(value),
    ]),
  );
  const result = await runAct({ ...call, form }, act);
  if (result.kind === "wrong") return refuse("form", result.errors.map((error) => error.says).join(" "));
  if (result.kind === "refused") return refuse("conflict", result.says);
  const id = requestOfCall(call);
  return call.c.json({ id, state: (await findRequest(call.inst.storage.db, id))?.state });
}
