import { type Call, type Route, refuse } from "../http/index.ts";
import { MESSAGE_CHARACTERS, writeMessage } from "../requests/index.ts";
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

async function takeMessage(call: Call): Promise<Response> {
  const { c, form, inst, language } = call;
  const view = await requestOf(call);
  const text = (form.text ?? "").trim();
  if (text !== "" && text.length <= MESSAGE_CHARACTERS) {
    if (!(await inst.keys.has({ request: view.id }))) refuse("gone");
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
