import type { Route } from "../http/index.ts";
import { apiRoutes } from "./api-routes.ts";
import { askRoutes } from "./ask-routes.tsx";
import { codeRoutes } from "./code-routes.tsx";
import { copyRoutes } from "./copy-routes.tsx";
import { homeRoutes } from "./home-routes.tsx";
import { messageRoutes } from "./message-routes.tsx";
import { noticeRoutes } from "./notice-routes.tsx";
import { receiptRoutes } from "./receipt-routes.tsx";
import { requestsRoutes } from "./requests-routes.tsx";
import { stopRoutes } from "./stop-routes.tsx";
import { verifyRoutes } from "./verify-routes.tsx";

/** Every route of the privacy center. */
export const centerRoutes = (): Route[] => [
  ...homeRoutes,
  ...noticeRoutes,
  ...askRoutes,
  ...codeRoutes,
  ...requestsRoutes,
  ...messageRoutes,
  ...stopRoutes,
  ...copyRoutes,
  ...receiptRoutes,
  ...verifyRoutes,
  ...apiRoutes,
];
