import { type Call, type Route, refuse } from "../http/index.ts";
import { appealRequest, MESSAGE_CHARACTERS, readMessages, writeMessage } from "../requests/index.ts";
import { readStatus, requestOf } from "./read-status.ts";
import { StatusPage } from "./status-page.tsx";
import { say } from "./words.ts";

/** Takes what a person writes about their request. */
export const messageRoutes: readonly Route[] = [
  {
    method: "post",
    path: "/:language{en|id}/requests/:request/message",
    who: "person",
    kind: "page",
    says: "Writes a message about one's request",
    handle: takeMessage,
  },
];

// More than anybody has to say in a day: a session that writes on and on fills neither the database nor staff's page.
const MESSAGES_A_DAY = 50;
const DAY_MS = 86_400_000;

async function hasWrittenEnough({ inst }: Call, request: string): Promise<boolean> {
  const since = inst.surroundings.now() - DAY_MS;
  const written = await readMessages(inst, request);
  return written.filter((one) => one.sender === "person" && Date.parse(one.at) > since).length >= MESSAGES_A_DAY;
}

async function takeMessage(call: Call): Promise<Response> {
  const { c, form, inst, language } = call;
  const view = await requestOf(call);
  const text = (form.text ?? "").trim();
  if (text !== "" && text.length <= MESSAGE_CHARACTERS) {
    if (!(await inst.keys.has({ request: view.id }))) refuse("gone");
    if (await hasWrittenEnough(call, view.id)) refuse("limited", undefined, { "retry-after": "3600" });
    // Whoever answers a denial says that it is wrong: where a law gives an appeal, that is one.
    if (view.canAppeal) {
      const answer = await appealRequest(inst, { request: view.id, text, cameBy: "person" });
      if (answer.kind === "done") return c.redirect(`/${language}/requests/${view.id}?told=appealed#appeal`, 303);
    }
    await writeMessage(inst, { request: view.id, sender: "person", text });
    return c.redirect(`/${language}/requests/${view.id}?told=sent#messages`, 303);
  }
  const says =
    text === ""
      ? say(language, "messages.error.empty")
      : say(language, "ask.error.long", { count: MESSAGE_CHARACTERS, used: text.length });
  const status = await readStatus(call, view);
  return c.html(<StatusPage call={call} status={status} text={form.text} errors={[{ field: "text", says }]} />, 422);
}
