import { LINK_TOKEN } from "../consent/index.ts";
import { answerContentLink, type ContentAnswer, readContentLink } from "../contents/index.ts";
import type { FactsPort } from "../facts/index.ts";
import { type Call, type Route, refuse } from "../http/index.ts";
import { CONTENT_DONE, type ContentDone, ContentPage } from "./content-page.tsx";
import { tellThere, toldBy } from "./told.ts";

const PATH = `/:language{en|id}/contents/:token{${LINK_TOKEN}}`;

/** An author's word on a text of theirs, by the link of a mail; and the way back, by the same. */
export const contentRoutes = (port: FactsPort): readonly Route[] => [
  {
    method: "get",
    path: PATH,
    who: "link",
    kind: "page",
    says: "The text that an author is asked about, and where it will stand; changes nothing",
    handle: (call) => show(call),
  },
  {
    method: "post",
    path: PATH,
    who: "link",
    kind: "page",
    says: "Takes an author's approval of exactly the text that was on their screen, their no, or an approval back",
    handle: (call) => take(call, port),
  },
];

const tokenOf = ({ c }: Call): string => c.req.param("token") ?? "";

async function show(call: Call, changed?: "changed"): Promise<Response> {
  const thread = (await readContentLink(call.inst, tokenOf(call))) ?? refuse("not-found");
  const told = toldBy(call, CONTENT_DONE);
  // An address that was kept says nothing that is so no more.
  const done: ContentDone | undefined = changed ?? (told === "withdrawn" || told === thread.current.stands ? told : undefined);
  return call.c.html(<ContentPage call={call} thread={thread} done={done} />, done === "changed" ? 409 : 200);
}

const ANSWERS = ["approve", "decline", "withdraw"] as const;

async function take(call: Call, port: FactsPort): Promise<Response> {
  const { form, inst } = call;
  const answer: ContentAnswer["answer"] | undefined = ANSWERS.find((one) => one === form.answer);
  if (answer === undefined) return show(call);
  // A form without a hash is one of no text.
  const done = await answerContentLink(inst, { token: tokenOf(call), hash: form.hash ?? "", answer }, port);
  if (done === "gone") return refuse("not-found");
  return done === "changed" ? show(call, done) : tellThere(call, done);
}
