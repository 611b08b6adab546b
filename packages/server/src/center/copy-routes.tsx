import { type Call, type Route, refuse } from "../http/index.ts";
import { makeCopyLink, openPackage } from "../packages/index.ts";
import { CenterLayout, centerFrame } from "../pages/index.ts";
import { readStatus, requestOf } from "./read-status.ts";
import { StatusPage } from "./status-page.tsx";
import { say } from "./words.ts";

/** Makes a link to a copy, and opens it once. */
export const copyRoutes: readonly Route[] = [
  {
    method: "post",
    path: "/:language{en|id}/requests/:request/copy",
    who: "person",
    kind: "page",
    says: "Makes a link that opens the copy once",
    handle: linkToCopy,
  },
  {
    method: "get",
    path: "/:language{en|id}/copy/:token",
    who: "person",
    kind: "file",
    says: "The copy, a zip: by a link that works once",
    handle: giveCopy,
  },
];

async function linkToCopy(call: Call): Promise<Response> {
  const { c, inst, language } = call;
  const view = await requestOf(call);
  const answer = await makeCopyLink(inst, { request: view.id });
  if (answer.kind === "done") return c.redirect(`/${language}/copy/${answer.value.token}`, 303);
  return c.html(<StatusPage call={call} status={await readStatus(call, view)} told="copy.refused" />, 409);
}

async function giveCopy(call: Call): Promise<Response> {
  const { c, inst, person } = call;
  // Asked for its head alone it gives nothing, and so uses nothing up.
  if (c.req.method === "HEAD") return new Response(null, { headers: { "content-type": "application/zip" } });
  // A link that got into other hands opens nothing there: their session is another's.
  const answer = await openPackage(inst, c.req.param("token") ?? "", person?.asker ?? refuse("sign-in"));
  // Of a used link nothing is gone but the link.
  if (answer.kind === "refused") return answer.reason === "link" ? c.html(<UsedPage call={call} />, 410) : refuse("gone");
  const { name, bytes, stream } = answer.value;
  return new Response(stream, {
    headers: {
      "content-type": "application/zip",
      "content-length": String(bytes),
      "content-disposition": `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, "-")}"`,
    },
  });
}

/** Where a link was used, is over, or never was. */
const UsedPage = ({ call }: { readonly call: Call }) => {
  const { language } = call;
  const requests = `/${language}/requests`;
  return (
    <CenterLayout call={{ ...centerFrame(call), path: requests }} title={say(language, "copy.used.title")}>
      <h1>{say(language, "copy.used.title")}</h1>
      <p>{say(language, "copy.used")}</p>
      <p class="actions">
        <a class="button primary" href={requests}>
          {say(language, "copy.used.go")}
        </a>
      </p>
    </CenterLayout>
  );
};
