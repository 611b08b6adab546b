import { z } from "zod";
import type { FactsPort } from "../facts/index.ts";
import { type Call, json, problem, Refusal, type Route, refuse } from "../http/index.ts";
import { type AgeAsked, gateAge } from "../minors/index.ts";

const BODY_BYTES = 4 * 1024;
const id = z.string().min(1).max(200);

const ageBody = z.strictObject({
  /** The application's id of the account that is to be. */
  person: id,
  point: id,
  /** Looked at, and never kept. */
  born: z.iso.date(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country in two letters, such as NL")
    .optional(),
  region: z
    .string()
    .regex(/^[A-Z0-9]{1,3}$/, "a region in ISO's letters, such as CA")
    .optional(),
  language: z.enum(["en", "id"]).default("en"),
  /** The address of a parent or guardian. */
  parent: z.string().max(1000).optional(),
});

const rules = z.array(z.object({ under: z.number(), law: z.string().optional(), article: z.string().optional() }));
const ageAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("open") }),
  z.object({ kind: z.literal("agreed"), purposes: z.array(z.string()) }),
  z.object({ kind: z.literal("refuse"), because: z.enum(["program", "proof", "parent"]), rules }),
  z.object({
    kind: z.literal("parent"),
    rules,
    purposes: z.array(z.string()),
    asked: z.object({ until: z.string() }).optional(),
  }),
]);

/** How a backend asks what becomes of somebody who said how old they are. */
export const ageRoutes = (port: FactsPort): Route[] => [
  {
    method: "post",
    path: "/v1/ages",
    who: "backend",
    kind: "api",
    says: "Says whether a collection point that asks for age may collect anything of somebody, and asks a parent where it may not yet",
    limit: "backend",
    bodyBytes: BODY_BYTES,
    body: ageBody,
    answer: ageAnswer,
    handle: (call) => answer(call, port),
  },
];

async function answer({ inst, body }: Call, port: FactsPort): Promise<Response> {
  const said = await gateAge(inst, body as AgeAsked, port);
  if (said.kind === "wrong")
    throw new Refusal(
      problem("form", {
        code: `ages.${said.field}`,
        detail: `nothing was kept; \`${said.field}\`: ${said.says}; ${said.advice}`,
      }),
    );
  if (said.kind === "gone")
    throw new Refusal(problem("conflict", { code: "ages.erased", detail: "this account was erased, or is being erased" }));
  if (said.kind === "limited")
    refuse("limited", "this parent has not answered about several children yet; no further mail was sent");
  return json(said);
}
