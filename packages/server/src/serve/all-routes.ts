import { centerRoutes } from "../center/index.ts";
import { whyNotLink } from "../decisions/index.ts";
import type { Route } from "../http/index.ts";
import type { OpenedPost } from "../mail/index.ts";
import { assetRoutes } from "../pages/index.ts";
import { staffRoutes } from "../staff/index.ts";
import { accessRoutes } from "./access-routes.ts";
import { ageRoutes } from "./age-routes.ts";
import { appRoutes } from "./app-routes.ts";
import { consentRoutes } from "./consent-routes.ts";
import { contentRoutes } from "./content-routes.ts";
import { decisionRoutes } from "./decision-routes.ts";
import { disclosureRoutes } from "./disclosure-routes.ts";
import { factsRoutes } from "./facts-routes.ts";
import { machineRoutes } from "./machine-routes.ts";
import { outboxRoutes } from "./outbox-routes.tsx";
import type { Readiness } from "./readiness.ts";

/** Every route there is, in one table: who may call each stands in it. The mail sink's are there while there is one. */
export const allRoutes = (parts: {
  readonly post: OpenedPost;
  readonly ready: () => Promise<Readiness>;
  /** Where mail is read, so that it can carry a stop. */
  readonly stopAddress?: string | undefined;
}): readonly Route[] => [
  ...machineRoutes(parts.ready),
  ...appRoutes(),
  ...factsRoutes({ mayLink: whyNotLink }),
  ...consentRoutes({ mayLink: whyNotLink }, parts.stopAddress),
  ...ageRoutes({ mayLink: whyNotLink }),
  ...contentRoutes(),
  ...decisionRoutes(),
  ...accessRoutes(),
  ...disclosureRoutes(),
  ...assetRoutes(),
  ...centerRoutes({ mayLink: whyNotLink }),
  ...staffRoutes(),
  ...(parts.post.kind === "sink" ? outboxRoutes(parts.post) : []),
];
