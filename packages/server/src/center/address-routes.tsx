import { enterIdentifyCode, type IdentifyAnswer, sendIdentifyCodeAgain } from "../asks/index.ts";
import type { Call, Route } from "../http/index.ts";
import { LimitedPage } from "./ask-page.tsx";
import { readStatus, requestOf } from "./read-status.ts";
import { StatusPage } from "./status-page.tsx";
import { say } from "./words.ts";

/** What takes the code for one more address of a request, and what sends another. */
export const addressRoutes: readonly Route[] = [
  {
    method: "post",
    path: "/:language{en|id}/requests/:request/address",
    who: "person",
    kind: "page",
    limit: "code",
    says: "Takes the code that was sent to one more address: it is shown to be the caller's, and the request is planned by it",
    handle: takeCode,
  },
  {
    method: "post",
    path: "/:language{en|id}/requests/:request/address/again",
    who: "person",
    kind: "page",
    limit: "ask",
    says: "Sends a new code to the same address",
    handle: sendAgain,
  },
];

async function takeCode(call: Call): Promise<Response> {
  const { c, form, inst, language } = call;
  const { id: request } = await requestOf(call);
  const code = form.code ?? "";
  const answer = code.trim() === "" ? ("empty" as const) : await enterIdentifyCode(inst, { request, code });
  const page = `/${language}/requests/${request}`;
  if (answer !== "empty" && answer.kind === "done") return c.redirect(`${page}?told=address`, 303);
  // Entered twice, or settled by staff meanwhile: the page says how it stands.
  if (answer !== "empty" && answer.reason === "unknown") return c.redirect(page, 303);
  const status = await readStatus(call, await requestOf(call));
  return c.html(<StatusPage call={call} status={status} errors={[{ field: "code", says: errorIn(call, answer) }]} />, 422);
}

function errorIn({ language }: Call, answer: "empty" | Exclude<IdentifyAnswer, { kind: "done" }>): string {
  if (answer === "empty") return say(language, "code.error.empty");
  if (answer.reason === "wrong") return say(language, "code.error.wrong", { count: answer.triesLeft });
  return say(language, answer.reason === "not-now" ? "address.error.not-now" : "code.error.dead");
}

async function sendAgain(call: Call): Promise<Response> {
  const { c, inst, language } = call;
  const { id: request } = await requestOf(call);
  const answer = await sendIdentifyCodeAgain(inst, request);
  if (answer.kind === "refused" && answer.reason === "limited") return c.html(<LimitedPage call={call} />, 429);
  return c.redirect(`/${language}/requests/${request}${answer.kind === "done" ? "?told=code" : ""}`, 303);
}
