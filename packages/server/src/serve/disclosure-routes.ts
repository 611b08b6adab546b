import { CHANNELS } from "@troth/core/program";
import { z } from "zod";
import { takeDisclosures } from "../decisions/index.ts";
import { type Call, json, problem, Refusal, type Route } from "../http/index.ts";
import { ofRequest } from "./of-request.ts";

const MOST = 1_000;
const BODY_BYTES = 1024 * 1024;
const MOST_ITEMS = 1_000_000_000;

const id = z.string().min(1).max(200);
const ids = z.array(id).min(1).max(100);

const disclosure = z.strictObject({
  id,
  person: id,
  purpose: id,
  data: ids,
  recipient: id,
  form: z.enum(["any", "consent", "hashed", "pseudonym", "anonymous", "aggregated"]).default("any"),
  items: z.number().int().min(1).max(MOST_ITEMS).default(1),
  at: z.iso.datetime({ offset: true }).optional(),
  done: z.boolean().default(false),
  point: id.optional(),
  from: ids.optional(),
  client: id.optional(),
  channel: z.enum(CHANNELS).optional(),
  topic: id.optional(),
  ...ofRequest,
});
const body = z.strictObject({ disclosures: z.array(disclosure).min(1).max(MOST) });

const answer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      allowed: z.boolean(),
      rule: z.string(),
      because: z.string(),
      recorded: z.boolean(),
      repeated: z.boolean(),
      violation: z.boolean(),
    }),
  ),
});

/** How backends ask before data goes to a recipient, and tell that it went. */
export const disclosureRoutes = (): Route[] => [
  {
    method: "post",
    path: "/v1/disclosures",
    who: "backend",
    kind: "api",
    says: "Decides and records what goes to whom and why, each once however often it is told",
    limit: "backend",
    bodyBytes: BODY_BYTES,
    body,
    answer,
    handle: take,
  },
];

async function take({ inst, body: sent, backend }: Call): Promise<Response> {
  const { disclosures } = sent as z.infer<typeof body>;
  const taken = await takeDisclosures(inst, { asks: disclosures, by: backend?.key ?? "" });
  if (taken.kind === "taken") return json({ results: taken.results });
  const [kind, code] =
    taken.kind === "conflict" ? (["conflict", "disclosures.conflict"] as const) : (["form", "disclosures.refused"] as const);
  const [first] = taken.faults;
  throw new Refusal(
    problem(kind, { code, detail: `nothing of it was taken; ${first?.path}: ${first?.says}`, errors: taken.faults }),
  );
}
