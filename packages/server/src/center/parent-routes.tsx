import { LINK_TOKEN } from "../consent/index.ts";
import type { FactsPort } from "../facts/index.ts";
import { type Call, type Route, refuse } from "../http/index.ts";
import { answerParent, type ParentQuestion, readParentLink, readWithdrawToken, withdrawParent } from "../minors/index.ts";
import { ParentDonePage, ParentPage, ParentWithdrawPage } from "./parent-page.tsx";
import { tellThere, toldBy } from "./told.ts";

const ONCE = "/:language{en|id}/parents/:token{[A-Za-z0-9_-]{43}}";
const WITHDRAW = `/:language{en|id}/parents/withdraw/:token{${LINK_TOKEN}}`;

/** A parent's yes or no about a child, by the link of a mail, and the way back. */
export const parentRoutes = (port: FactsPort): readonly Route[] => [
  {
    method: "get",
    path: ONCE,
    who: "link",
    kind: "page",
    says: "What a parent is asked about a child; changes nothing",
    handle: (call) => show(call),
  },
  {
    method: "post",
    path: ONCE,
    who: "link",
    kind: "page",
    says: "Takes a parent's yes or no, once",
    handle: (call) => take(call, port),
  },
  {
    method: "get",
    path: WITHDRAW,
    who: "link",
    kind: "page",
    says: "Asks a parent whether they take back what they agreed to; changes nothing",
    handle: (call) => {
      childOf(call);
      const stands = toldBy(call, ["withdrawn", "unknown"]);
      return call.c.html(
        stands === undefined ? <ParentWithdrawPage call={call} /> : <ParentDonePage call={call} stands={stands} />,
      );
    },
  },
  {
    method: "post",
    path: WITHDRAW,
    who: "link",
    kind: "page",
    says: "Takes back what a parent agreed to, at once",
    handle: async (call) => {
      const came = await withdrawParent(call.inst, childOf(call), port);
      return tellThere(call, came === "done" ? "withdrawn" : "unknown");
    },
  },
];

const tokenOf = ({ c }: Call): string => c.req.param("token") ?? "";
const childOf = (call: Call): string => readWithdrawToken(call.inst, tokenOf(call)) ?? refuse("not-found");

/** The question behind a link; the page of a used one; no page where there is none. */
async function questionOf(call: Call): Promise<ParentQuestion | undefined> {
  const link = (await readParentLink(call.inst, tokenOf(call))) ?? refuse("not-found");
  return link.kind === "open" ? link.question : undefined;
}

async function show(call: Call, lacks?: "purpose" | "adult"): Promise<Response> {
  const question = await questionOf(call);
  const stands = toldBy(call, ["agreed", "declined"]) ?? "answered";
  if (question === undefined) return call.c.html(<ParentDonePage call={call} stands={stands} />);
  return call.c.html(<ParentPage call={call} question={question} lacks={lacks} />, lacks === undefined ? 200 : 400);
}

async function take(call: Call, port: FactsPort): Promise<Response> {
  const { form, inst, language } = call;
  const question = await questionOf(call);
  if (question === undefined) return tellThere(call);
  const yes = form.answer === "yes";
  if (!yes && form.answer !== "no") return show(call);
  const agreed = yes ? question.purposes.flatMap(({ id }) => (form[`purpose.${id}`] === "yes" ? [id] : [])) : [];
  if (yes && agreed.length === 0) return show(call, "purpose");
  if (yes && form.adult !== "yes") return show(call, "adult");
  const came = await answerParent(inst, { token: tokenOf(call), language, agreed }, port);
  return tellThere(call, came === "gone" ? undefined : came);
}
