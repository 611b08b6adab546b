import type { Decision, Question } from "@troth/core/decisions";
import { CHANNELS } from "@troth/core/program";
import { z } from "zod";
import { answerQuestions } from "../decisions/index.ts";
import { type Call, json, type Route } from "../http/index.ts";
import { ofRequest } from "./of-request.ts";

const MOST_QUESTIONS = 1_000;
const BODY_BYTES = 1024 * 1024;

/** What a question holds is for the decision to judge: whatever is wrong with it is an answer that names it, not a fault. */
const question = z.record(z.string(), z.unknown());
/** As OpenAPI shows it. */
const questionShown = z.strictObject({
  person: z.string().optional(),
  browser: z.string().optional(),
  purpose: z.string(),
  data: z.array(z.string()),
  form: z.enum(["any", "consent", "hashed", "pseudonym", "anonymous", "aggregated"]).optional(),
  recipient: z.string().optional(),
  act: z.enum(["use", "collect"]).optional(),
  at: z.string().optional(),
  from: z.array(z.string()).optional(),
  as: z.string().optional(),
  client: z.string().optional(),
  content: z.string().optional(),
  channel: z.enum(CHANNELS).optional(),
  topic: z.string().optional(),
  automated: z.boolean().optional(),
  ...ofRequest,
});

const decision = z.object({
  allowed: z.boolean(),
  rule: z.string(),
  because: z.string(),
  source: z.object({
    place: z.object({ file: z.string(), line: z.number(), column: z.number() }).nullable(),
    law: z.string().nullable(),
    article: z.string().nullable(),
  }),
  doubt: z.string().nullable(),
  until: z.string().nullable(),
  obligations: z.array(z.object({ kind: z.string() })),
});

/** A decision as JSON: what is absent is null, and a moment is ISO 8601. */
const written = ({ source, doubt, until, ...rest }: Decision) => ({
  ...rest,
  source: { place: source.place ?? null, law: source.law ?? null, article: source.article ?? null },
  doubt: doubt ?? null,
  until: until === undefined ? null : new Date(until).toISOString(),
});

/** How backends in any language ask; and what the SDK decides by in their own process. */
export const decisionRoutes = (): Route[] => [
  {
    method: "post",
    path: "/v1/decide",
    who: "backend",
    kind: "api",
    says: "May this purpose use this data of this person, now - and why",
    limit: "backend",
    bodyBytes: BODY_BYTES,
    body: question,
    bodyShown: questionShown,
    answer: decision,
    handle: decide,
  },
  {
    method: "post",
    path: "/v1/decide/batch",
    who: "backend",
    kind: "api",
    says: "The same for many questions, answered in their order",
    limit: "backend",
    bodyBytes: BODY_BYTES,
    body: z.strictObject({ questions: z.array(question).min(1).max(MOST_QUESTIONS) }),
    bodyShown: z.strictObject({ questions: z.array(questionShown).min(1).max(MOST_QUESTIONS) }),
    answer: z.object({ program: z.string(), decisions: z.array(decision) }),
    handle: decideBatch,
  },
  {
    method: "get",
    path: "/v1/program",
    who: "backend",
    kind: "api",
    says: "The program in force, compiled, as the SDK decides by it",
    limit: "backend",
    answer: z.object({ hash: z.string(), program: z.record(z.string(), z.unknown()) }),
    handle: program,
  },
];

async function decide({ inst, body }: Call): Promise<Response> {
  const [answer] = await answerQuestions(inst, [body as Question]);
  if (answer === undefined) throw new Error("bug: a question came to nothing");
  return json(written(answer));
}

async function decideBatch({ inst, body }: Call): Promise<Response> {
  const { questions } = body as { readonly questions: readonly Question[] };
  const decisions = await answerQuestions(inst, questions);
  return json({ program: inst.program.hash, decisions: decisions.map(written) });
}

/** Without what a decision does not read: the text that it was made of, and how stores are reached. */
async function program({ inst }: Call): Promise<Response> {
  const { long: _, stores, ...rest } = inst.program;
  const datasets = Object.fromEntries(
    Object.entries(stores).map(([id, store]) => [id, { ...store, url: undefined, secrets: {}, options: {} }]),
  );
  return json({ hash: inst.program.hash, program: { ...rest, long: {}, stores: datasets } });
}
