import type { Route } from "../http/index.ts";
import { noticeOf } from "../installation/index.ts";
import { HomePage } from "./home-page.tsx";

/** The first page, and the way to it. */
export const homeRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/",
    who: "anyone",
    kind: "page",
    says: "Leads to the first page in the language that the browser prefers",
    handle: ({ c, language }) => {
      c.header("vary", "accept-language");
      return c.redirect(`/${language}`, 302);
    },
  },
  {
    method: "get",
    path: "/:language{en|id}",
    who: "anyone",
    kind: "page",
    says: "What one can do here, what is held and why, who answers",
    handle: (call) => call.c.html(<HomePage call={call} notice={noticeOf(call.inst)} />),
  },
];
