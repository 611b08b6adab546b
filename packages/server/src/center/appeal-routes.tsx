import type { Call, Route } from "../http/index.ts";
import { appealRequest, MESSAGE_CHARACTERS } from "../requests/index.ts";
import { readStatus, requestOf } from "./read-status.ts";
import { StatusPage } from "./status-page.tsx";
import { say } from "./words.ts";

/** Takes an appeal against a denial of one's request. */
export const appealRoutes: readonly Route[] = [
  {
    method: "post",
    path: "/:language{en|id}/requests/:request/appeal",
    who: "person",
    kind: "page",
    says: "Appeals against the denial of one's request, where a law gives an appeal",
    handle: takeAppeal,
  },
];

async function takeAppeal(call: Call): Promise<Response> {
  const { c, form, inst, language } = call;
  const view = await requestOf(call);
  const page = `/${language}/requests/${view.id}`;
  // Sent twice by a finger or a browser, it is one appeal.
  if (view.state === "appealed") return c.redirect(`${page}?told=appealed#appeal`, 303);
  const text = (form.appeal ?? "").trim();
  const answer = await appealRequest(inst, { request: view.id, text, cameBy: "person" });
  if (answer.kind === "done") return c.redirect(`${page}?told=appealed#appeal`, 303);
  const says =
    answer.reason !== "text"
      ? say(language, "appeal.none")
      : text === ""
        ? say(language, "messages.error.empty")
        : say(language, "ask.error.long", { count: MESSAGE_CHARACTERS, used: text.length });
  const status = await readStatus(call, view);
  return c.html(
    <StatusPage call={call} status={status} errors={[{ field: "appeal", says }]} />,
    answer.reason === "text" ? 422 : 409,
  );
}
