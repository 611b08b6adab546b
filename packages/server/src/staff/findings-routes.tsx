import { decideFinding, isFindingDecision, lookForFindings, openFindings } from "../findings/index.ts";
import type { Call, Route } from "../http/index.ts";
import { FindingsPage } from "./findings-page.tsx";
import { needOf } from "./need-to-know.ts";
import { staffOfCall } from "./staff-of-call.ts";

const PATH = "/staff/findings";

/** What the officer has to decide: seen by all of staff, decided by an officer. */
export const findingsRoutes = (): Route[] => [
  {
    method: "get",
    path: PATH,
    who: "staff",
    kind: "page",
    says: "What the officer has to decide: changes in the laws, and stores that have left the program",
    handle: (call) => page(call),
  },
  {
    method: "post",
    path: `${PATH}/look`,
    who: "officer",
    kind: "page",
    says: "Looks again, now",
    handle: async (call) => {
      await lookForFindings(call.inst);
      return call.c.redirect(PATH, 303);
    },
  },
  {
    method: "post",
    path: `${PATH}/decide`,
    who: "officer",
    kind: "page",
    says: "Decides one of them, on record",
    handle: decide,
  },
];

async function page(call: Call, wrong: { readonly refused?: string; readonly status?: 409 | 422 } = {}): Promise<Response> {
  const { c, inst } = call;
  const { role } = staffOfCall(call);
  const data = { findings: await openFindings(inst), decides: needOf(inst.program, role).manages, zone: inst.program.zone };
  return c.html(<FindingsPage call={call} data={data} refused={wrong.refused} />, wrong.status ?? 200);
}

async function decide(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const { finding = "", decision = "" } = form;
  if (!isFindingDecision(decision)) return page(call, { refused: "Say what is decided.", status: 422 });
  const decided = await decideFinding(inst, { id: finding, decision, account: staffOfCall(call).account });
  if (decided === undefined) return page(call, { refused: "That is decided already, or no longer so.", status: 409 });
  return c.redirect(PATH, 303);
}
