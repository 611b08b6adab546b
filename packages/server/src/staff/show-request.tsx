import { type Call, refuse } from "../http/index.ts";
import type { FieldError } from "../pages/index.ts";
import { readRequest } from "./read-request.ts";
import { RequestPage } from "./request-page.tsx";
import { staffOfCall } from "./staff-of-call.ts";

/** A request's path; anything that is no id of one is nobody's page. */
export const REQUEST_PATH = "/staff/requests/:request{R-[0-9]{1,9}}";

/** The id of the request that a call is about. */
export const requestOfCall = (call: Call): string => call.c.req.param("request") ?? "";

/** Shows one request, with what was wrong with what was just posted. */
export async function showRequest(
  call: Call,
  wrong: { readonly errors?: readonly FieldError[]; readonly refused?: string; readonly status?: 200 | 409 | 422 } = {},
): Promise<Response> {
  const { c, inst } = call;
  const request = requestOfCall(call);
  const { account, role } = staffOfCall(call);
  const data = await readRequest(inst, { request, account, role, showPerson: c.req.query("person") === "shown" });
  if (!data) return refuse("not-found");
  const { errors = [], refused, status = 200 } = wrong;
  return c.html(<RequestPage call={call} data={data} errors={errors} refused={refused} />, status);
}
