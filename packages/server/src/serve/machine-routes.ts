import { z } from "zod";
import { type Call, json, type Route } from "../http/index.ts";
import type { Readiness } from "./readiness.ts";

const readinessSchema = z.object({
  ready: z.boolean(),
  database: z.boolean(),
  ledger: z.boolean(),
  outbox: z.boolean(),
  restored: z.array(z.string()),
  stopping: z.boolean(),
});

const aboutSchema = z.object({
  troth: z.literal("installation/1"),
  organization: z.string(),
  address: z.string(),
  log: z.object({ vkey: z.string() }),
  openapi: z.string(),
});

const alive: Route = {
  method: "get",
  path: "/healthz",
  who: "anyone",
  kind: "api",
  says: "The process lives",
  answer: z.object({ alive: z.literal(true) }),
  handle: () => json({ alive: true }),
};

const readyRoute = (ready: () => Promise<Readiness>): Route => ({
  method: "get",
  path: "/readyz",
  who: "anyone",
  kind: "api",
  says: "Calls can be served: database, ledger and outbox; status 503 while one of them cannot",
  answer: readinessSchema,
  handle: async () => {
    const now = await ready();
    return json(now, { status: now.ready ? 200 : 503 });
  },
});

const about: Route = {
  method: "get",
  path: "/.well-known/troth.json",
  who: "anyone",
  kind: "api",
  says: "Whose installation this is, and the key that its receipts are verified with",
  answer: aboutSchema,
  handle: ({ inst }: Call) =>
    json(
      {
        troth: "installation/1",
        organization: inst.program.organization.name,
        address: inst.address,
        log: { vkey: inst.ledger.vkey },
        openapi: `${inst.address}/openapi.json`,
      } satisfies z.infer<typeof aboutSchema>,
      { headers: { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" } },
    ),
};

/** What machines ask of an installation. */
export const machineRoutes = (ready: () => Promise<Readiness>): Route[] => [alive, readyRoute(ready), about];
