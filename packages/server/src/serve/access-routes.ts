import { MOST_ACCESS_ITEMS } from "@troth/core/decisions";
import { z } from "zod";
import { askAccess, checkAccess, revokeAccess } from "../decisions/index.ts";
import { type Call, json, type Route, refuse } from "../http/index.ts";

const id = z.string().min(1).max(200);
const items = z.array(id).max(MOST_ACCESS_ITEMS).optional();
const who = z.strictObject({ id, role: id });

const askBody = z.strictObject({
  act: id,
  ground: id,
  who,
  person: id,
  items,
  data: z.array(id).min(1).max(100).optional(),
  purpose: id.optional(),
  until: z.iso.datetime({ offset: true }).optional(),
});
const checkBody = z.strictObject({ token: z.string().min(20).max(200), who: z.strictObject({ id }), person: id, items });
const revokeBody = z.strictObject({ access: z.string().regex(/^[0-9a-f-]{36}$/) });

const form = z.enum(["any", "consent", "hashed", "pseudonym", "anonymous", "aggregated"]);
const no = z.object({ allowed: z.literal(false), rule: z.string(), because: z.string(), doubt: z.string().optional() });
const askAnswer = z.union([
  z.object({ allowed: z.literal(true), access: z.string(), token: z.string(), until: z.string(), form, shown: z.boolean() }),
  no,
]);
const checkAnswer = z.union([
  z.object({
    allowed: z.literal(true),
    access: z.string(),
    act: z.string(),
    ground: z.string(),
    until: z.string(),
    form,
    shown: z.boolean(),
  }),
  no,
]);

/** How backends ask whether a human may do a guarded act, and check it at each look. Ids of people and items stand in bodies alone. */
export const accessRoutes = (): Route[] => [
  {
    method: "post",
    path: "/v1/access",
    who: "backend",
    kind: "api",
    says: "Asks whether a human may do a guarded act for a ground; a yes comes with a token for a time",
    limit: "backend",
    body: askBody,
    answer: askAnswer,
    handle: ask,
  },
  {
    method: "post",
    path: "/v1/access/check",
    who: "backend",
    kind: "api",
    says: "Checks a token where data is about to be shown, and records the look",
    limit: "backend",
    body: checkBody,
    answer: checkAnswer,
    handle: check,
  },
  {
    method: "post",
    path: "/v1/access/revoke",
    who: "backend",
    kind: "api",
    says: "Ends a permission before its time",
    limit: "backend",
    body: revokeBody,
    answer: z.object({ revoked: z.literal(true) }),
    handle: revoke,
  },
];

const formOf = (obligations: readonly { readonly kind: string }[]): string => {
  const found = obligations.find((one): one is { kind: "form"; form: string } => one.kind === "form");
  return found?.form ?? "any";
};

async function ask({ inst, body, backend }: Call): Promise<Response> {
  const asked = body as z.infer<typeof askBody>;
  const answer = await askAccess(inst, { ask: { ...asked, items: asked.items ?? [] }, by: backend?.key ?? "" });
  if (answer.kind === "refused") return json({ allowed: false, ...answer.decision });
  const { access, token, until, decision } = answer;
  return json({ allowed: true, access, token, until, form: formOf(decision.obligations), shown: decision.shown });
}

async function check({ inst, body, backend }: Call): Promise<Response> {
  const { token, who: looker, person, items: looked = [] } = body as z.infer<typeof checkBody>;
  const answer = await checkAccess(inst, { use: { token, who: looker.id, person, items: looked }, by: backend?.key ?? "" });
  if (answer.kind === "refused") return json({ allowed: false, rule: answer.rule, because: answer.because });
  const { access, act, ground, until, decision } = answer;
  const { obligations, shown } = decision;
  return json({ allowed: true, access, act, ground, until, form: formOf(obligations), shown });
}

async function revoke({ inst, body, backend }: Call): Promise<Response> {
  const { access } = body as z.infer<typeof revokeBody>;
  if (!(await revokeAccess(inst, { access, by: backend?.key ?? "" }))) return refuse("not-found");
  return json({ revoked: true });
}
