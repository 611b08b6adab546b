import { type Call, type Route, refuse } from "../http/index.ts";
import { otherKinds } from "../requests/index.ts";
import { enterRequest } from "./enter-request.ts";
import { needOf } from "./need-to-know.ts";
import { NewRequestPage } from "./new-request-page.tsx";
import { readNewRequest } from "./read-new-request.ts";
import { staffOfCall } from "./staff-of-call.ts";

const PATH = "/staff/requests/new";

/** Where staff enter what came by letter, call or visit. */
export const newRequestRoutes = (): Route[] => [
  {
    method: "get",
    path: PATH,
    who: "staff",
    kind: "page",
    says: "Where staff enter a request that came by letter or call",
    handle: page,
  },
  { method: "post", path: PATH, who: "staff", kind: "page", says: "Enters a request that came by letter or call", handle: enter },
];

/** Entering means typing personal data: for roles that write with people. */
function requireWriting(call: Call): void {
  if (!needOf(call.inst.program, staffOfCall(call).role).writes) refuse("forbidden", "your role has no task that needs this");
}

const todayOf = ({ inst }: Call): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: inst.program.zone, dateStyle: "short" }).format(new Date(inst.surroundings.now()));

function page(call: Call): Response | Promise<Response> {
  requireWriting(call);
  return call.c.html(<NewRequestPage call={call} kinds={otherKinds(call.inst.program)} today={todayOf(call)} />);
}

async function enter(call: Call): Promise<Response> {
  requireWriting(call);
  const { c, inst, form } = call;
  const kinds = otherKinds(inst.program);
  const today = todayOf(call);
  const read = readNewRequest(form, { kinds, laws: inst.program.laws, zone: inst.program.zone, now: inst.surroundings.now() });
  if ("errors" in read) return c.html(<NewRequestPage call={call} kinds={kinds} today={today} errors={read.errors} />, 422);
  const request = await enterRequest(inst, { entered: read.read, account: staffOfCall(call).account });
  return c.redirect(`/staff/requests/${request}`, 303);
}
