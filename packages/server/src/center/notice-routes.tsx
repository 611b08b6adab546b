import type { Route } from "../http/index.ts";
import { noticeOf } from "../installation/index.ts";
import { NoticePage } from "./notice-page.tsx";

/** The notice that the program draws up. */
export const noticeRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/:language{en|id}/notice",
    who: "anyone",
    kind: "page",
    says: "The notice that the program draws up, with a summary on top",
    handle: (call) => call.c.html(<NoticePage call={call} notice={noticeOf(call.inst)} />),
  },
];
