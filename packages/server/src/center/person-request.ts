import { nameIn } from "@troth/core/program";
import { z } from "zod";
import type { RequestView } from "../requests/index.ts";
import type { Language } from "../words/index.ts";

/** A request as the person sees it: stores are counted, never named. */
export const personRequestSchema = z.object({
  id: z.string(),
  right: z.string(),
  state: z.string(),
  receivedAt: z.string(),
  closedAt: z.string().optional(),
  coolingUntil: z.string().optional(),
  clock: z.object({ law: z.string(), article: z.string(), verified: z.boolean(), dueAt: z.string() }).optional(),
  stores: z.object({ all: z.number(), done: z.number() }),
  deleted: z.number(),
  changed: z.number(),
  stays: z.array(z.object({ rows: z.number(), of: z.string(), until: z.string().optional(), law: z.string() })),
  recipients: z.array(z.object({ name: z.string(), state: z.enum(["waiting", "told", "impossible"]) })),
});

export type PersonRequest = z.infer<typeof personRequestSchema>;

/** Of a request what the person may see. */
export function personRequest(view: RequestView, language: Language): PersonRequest {
  const { clock } = view;
  const steps = view.plan?.stores.flatMap((store) => store.steps) ?? [];
  return {
    id: view.id,
    right: view.right,
    state: view.state,
    receivedAt: view.receivedAt,
    ...(view.closedAt === undefined ? {} : { closedAt: view.closedAt }),
    ...(view.coolingUntil === undefined ? {} : { coolingUntil: view.coolingUntil }),
    ...(clock === undefined
      ? {}
      : { clock: { law: clock.law, article: clock.article, verified: clock.verified, dueAt: clock.dueAt } }),
    stores: { all: view.stores.length, done: view.stores.filter((store) => store.state === "verified").length },
    deleted: view.stores.reduce((all, store) => all + store.deleted, 0),
    changed: view.stores.reduce((all, store) => all + store.changed, 0),
    stays: steps.flatMap(({ because, dataset, rows, until }) =>
      because === undefined
        ? []
        : [{ rows, of: dataset, law: nameIn(because.law, language), ...(until === undefined ? {} : { until }) }],
    ),
    recipients: view.recipients.map(({ name, state }) => ({ name, state })),
  };
}
