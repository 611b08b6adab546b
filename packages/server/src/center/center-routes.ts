import type { FactsPort } from "../facts/index.ts";
import type { Route } from "../http/index.ts";
import { addressRoutes } from "./address-routes.tsx";
import { apiRoutes } from "./api-routes.ts";
import { appealRoutes } from "./appeal-routes.tsx";
import { askRoutes } from "./ask-routes.tsx";
import { choicesRoutes } from "./choices-routes.tsx";
import { codeRoutes } from "./code-routes.tsx";
import { contentRoutes } from "./content-routes.tsx";
import { copyRoutes } from "./copy-routes.tsx";
import { feeRoutes } from "./fee-routes.tsx";
import { homeRoutes } from "./home-routes.tsx";
import { messageRoutes } from "./message-routes.tsx";
import { noticeRoutes } from "./notice-routes.tsx";
import { parentRoutes } from "./parent-routes.tsx";
import { receiptRoutes } from "./receipt-routes.tsx";
import { requestsRoutes } from "./requests-routes.tsx";
import { stopRoutes } from "./stop-routes.tsx";
import { verifyRoutes } from "./verify-routes.tsx";

/** Every route of the privacy center. */
export const centerRoutes = (port: FactsPort): Route[] => [
  ...choicesRoutes(port),
  ...parentRoutes(port),
  ...contentRoutes(port),
  ...homeRoutes,
  ...noticeRoutes,
  ...askRoutes,
  ...codeRoutes,
  ...requestsRoutes,
  ...feeRoutes,
  ...messageRoutes,
  ...appealRoutes,
  ...addressRoutes,
  ...stopRoutes,
  ...copyRoutes,
  ...receiptRoutes,
  ...verifyRoutes,
  ...apiRoutes,
];
