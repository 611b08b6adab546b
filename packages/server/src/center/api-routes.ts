import { z } from "zod";
import { askedRequests, askFor, enterCode } from "../asks/index.ts";
import { type Call, problem, Refusal, type Route, refuse, sessionCookie } from "../http/index.ts";
import { noticeOf } from "../installation/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import { languages } from "../words/index.ts";
import { askOf } from "./code-routes.tsx";
import { personRequest, personRequestSchema } from "./person-request.ts";
import { requestOf } from "./read-status.ts";

const askBody = z.object({
  kind: z.enum(["access", "erasure", "question", "concern", "sign-in"]),
  email: z.string().max(1000),
  language: z.enum(languages),
  words: z.string().max(MESSAGE_CHARACTERS).optional(),
  place: z.string().max(20).optional(),
  /** Who asks, where it is not the person: `agent`, `agent-with-power`, `parent`, `guardian`; with `about`. */
  requester: z.string().max(40).optional(),
  about: z.object({ kind: z.string().max(40).optional(), value: z.string().max(1000) }).optional(),
});
const codeBody = z.object({ code: z.string().max(100) });

/** The same as the pages, for programs. */
export const apiRoutes: readonly Route[] = [
  {
    method: "post",
    path: "/api/v1/asks",
    who: "anyone",
    kind: "api",
    limit: "ask",
    says: "Takes what somebody asks, and sends a code to the address",
    body: askBody,
    answer: z.object({ ask: z.string() }),
    handle: takeAsk,
  },
  {
    method: "post",
    path: "/api/v1/asks/:ask/code",
    who: "anyone",
    kind: "api",
    limit: "code",
    says: "Takes the code of an ask: begins a session, and names the request that the ask became",
    body: codeBody,
    answer: z.object({ request: z.string().optional() }),
    handle: takeCode,
  },
  {
    method: "get",
    path: "/api/v1/notice",
    who: "anyone",
    kind: "api",
    says: "The notice that the program draws up, as data",
    answer: z.object({ hash: z.string(), program: z.string(), on: z.string() }).loose(),
    handle: ({ c, inst }) => {
      // What a notice still lacks is for those who write the program.
      const { missing: _, ...said } = noticeOf(inst);
      return c.json(said);
    },
  },
  {
    method: "get",
    path: "/api/v1/requests",
    who: "person",
    kind: "api",
    says: "The requests of whoever entered a code",
    answer: z.object({ requests: z.array(personRequestSchema) }),
    handle: giveRequests,
  },
  {
    method: "get",
    path: "/api/v1/requests/:request",
    who: "person",
    kind: "api",
    says: "One of them",
    answer: personRequestSchema,
    handle: async (call) => call.c.json(personRequest(await requestOf(call), call.language)),
  },
];

async function takeAsk({ c, inst, body, network }: Call): Promise<Response> {
  const answer = await askFor(inst, { ...(body as z.infer<typeof askBody>), network });
  if (answer.kind === "done") return c.json(answer.value);
  const code = `asks.${answer.reason}`;
  const detail = answer.advice === undefined ? answer.says : `${answer.says}: ${answer.advice}`;
  throw new Refusal(problem(answer.reason === "limited" ? "limited" : "form", { code, detail }));
}

async function takeCode(call: Call): Promise<Response> {
  const { c, inst, body } = call;
  const { code } = body as z.infer<typeof codeBody>;
  const answer = await enterCode(inst, { ask: askOf(call), code });
  if (answer.kind === "refused") {
    if (answer.reason === "unknown") return refuse("not-found");
    const kind = answer.reason === "wrong" ? "form" : "gone";
    throw new Refusal(problem(kind, { code: `asks.${answer.reason}`, detail: answer.says }));
  }
  const { session, request } = answer.value;
  c.header("set-cookie", sessionCookie(inst.address, "person", session));
  return c.json(request === undefined ? {} : { request });
}

async function giveRequests({ c, inst, person, language }: Call): Promise<Response> {
  const requests = person === undefined ? [] : await askedRequests(inst, person.asker);
  return c.json({ requests: requests.map((one) => personRequest(one, language)) });
}
