import type { Route } from "../http/index.ts";
import { accountRoutes } from "./account-routes.tsx";
import { accountsRoutes } from "./accounts-routes.tsx";
import { actionRoutes } from "./action-routes.ts";
import { apiRoutes } from "./api-routes.ts";
import { findingsRoutes } from "./findings-routes.tsx";
import { newRequestRoutes } from "./new-request-routes.tsx";
import { requestRoutes } from "./request-routes.tsx";
import { requestsRoutes } from "./requests-routes.tsx";
import { residueRoutes } from "./residue-routes.tsx";
import { reviewRoutes } from "./review-routes.tsx";
import { signInRoutes } from "./sign-in-routes.tsx";
import { taskRoutes } from "./task-routes.tsx";
import { withdrawalsRoutes } from "./withdrawals-routes.tsx";

/** Every route of the staff's pages, and what machines of staff may call. */
export const staffRoutes = (): Route[] => [
  ...signInRoutes(),
  ...accountRoutes(),
  ...accountsRoutes(),
  ...requestsRoutes(),
  ...newRequestRoutes(),
  ...requestRoutes(),
  ...actionRoutes(),
  ...reviewRoutes(),
  ...taskRoutes(),
  ...residueRoutes(),
  ...findingsRoutes(),
  ...withdrawalsRoutes(),
  ...apiRoutes(),
];
