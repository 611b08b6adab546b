import { factSchema } from "@troth/core/facts";
import { z } from "zod";
import { backendStands } from "../apps/index.ts";
import {
  type FactsPort,
  feedEvents,
  hashing,
  lookUpSubjects,
  requirePosition,
  sequenceLeft,
  snapshotLines,
  tellFacts,
} from "../facts/index.ts";
import { type Call, json, problem, Refusal, type Route, refuse } from "../http/index.ts";

const MOST_FACTS = 1_000;
const BODY_BYTES = 1024 * 1024;
const MOST_SUBJECTS = 100;

const id = z.string().min(1).max(200);

/** As it is read: what is wrong with one fact is said by its place, so facts are looked at one by one. */
const factsBody = z.strictObject({ facts: z.array(z.unknown()).min(1).max(MOST_FACTS) });
/** As OpenAPI shows it. */
const factsShown = z.strictObject({ facts: z.array(factSchema).min(1).max(MOST_FACTS) });

const subjectLine = z.object({
  s: z.string(),
  k: z.enum(["person", "browser", "client"]),
  v: z.number().int(),
  state: z.record(z.string(), z.unknown()).nullable(),
});

const toldAnswer = z.object({
  accepted: z.number().int(),
  repeated: z.number().int(),
  dropped: z.array(
    z.object({
      index: z.number().int(),
      categories: z.array(z.string()),
      because: z.enum(["never-collected", "not-taken", "outside-scopes"]),
    }),
  ),
  token: z.object({ program: z.string(), position: z.number().int(), subjects: z.array(subjectLine) }),
});

const subjectsBody = z.strictObject({
  subjects: z
    .array(z.union([z.strictObject({ person: id }), z.strictObject({ browser: id }), z.strictObject({ client: id })]))
    .min(1)
    .max(MOST_SUBJECTS),
});

const subjectsAnswer = z.object({
  program: z.string(),
  log: z.string(),
  position: z.number().int(),
  at: z.number(),
  hash: z.object({ by: z.string(), key: z.string() }),
  notices: z.array(z.object({ version: z.string(), purposes: z.record(z.string(), z.array(z.string())) })),
  subjects: z.array(subjectLine),
});

/** How backends tell facts and read what they come to. Whom they are about stands in bodies alone. */
export const factsRoutes = (port: FactsPort): Route[] => [
  {
    method: "post",
    path: "/v1/facts",
    who: "backend",
    kind: "api",
    says: "Tells facts: all of a batch or none, each once however often it is told",
    limit: "backend",
    bodyBytes: BODY_BYTES,
    body: factsBody,
    bodyShown: factsShown,
    answer: toldAnswer,
    handle: (call) => tell(call, port),
  },
  {
    method: "get",
    path: "/v1/state/snapshot",
    who: "backend",
    kind: "api",
    says: "Every state there is, by keyed hash, a line each; the last line says how many",
    limit: "backend",
    answerType: "application/x-ndjson",
    handle: ({ inst }) => streamOf(snapshotLines(inst), "application/x-ndjson"),
  },
  {
    method: "get",
    path: "/v1/state/feed",
    who: "backend",
    kind: "api",
    says: "What changed after a position, and goes on changing, as server-sent events",
    limit: "backend",
    answerType: "text/event-stream",
    handle: feed,
  },
  {
    method: "post",
    path: "/v1/state/subject",
    who: "backend",
    kind: "api",
    says: "The states of a few, by the application's own ids",
    limit: "backend",
    body: subjectsBody,
    answer: subjectsAnswer,
    handle: lookUp,
  },
];

async function tell({ inst, body, backend }: Call, port: FactsPort): Promise<Response> {
  const { facts } = body as z.infer<typeof factsBody>;
  const told = await tellFacts(inst, { facts, by: backend?.key ?? "" }, port);
  if (told.kind === "told") {
    const { accepted, repeated, dropped, token } = told;
    return json({ accepted, repeated, dropped, token });
  }
  const [kind, code] =
    told.kind === "conflict" ? (["conflict", "facts.conflict"] as const) : (["form", "facts.refused"] as const);
  const [first] = told.faults;
  throw new Refusal(
    problem(kind, {
      code,
      detail: `nothing of it was taken; ${first?.path}: ${first?.says}`,
      errors: told.faults,
    }),
  );
}

async function lookUp({ inst, body }: Call): Promise<Response> {
  const { subjects } = body as z.infer<typeof subjectsBody>;
  const {
    position,
    notices,
    subjects: lines,
  } = await lookUpSubjects(
    inst,
    subjects.flatMap((one) => Object.entries(one).map(([kind, of]) => ({ kind: kind as "person", id: of }))),
  );
  return json({
    ...{ program: inst.program.hash, log: inst.ledger.vkey, position, at: inst.surroundings.now() },
    ...{ hash: hashing(inst), notices, subjects: lines },
  });
}

async function feed({ c, inst, backend }: Call): Promise<Response> {
  const after = c.req.query("after") ?? c.req.header("last-event-id") ?? "";
  if (!/^\d{1,15}$/.test(after)) refuse("form", "`after` is the position of a snapshot, or of the last event");
  await sequenceLeft(inst);
  await requirePosition(inst, Number(after));
  const gone = new AbortController();
  // The stream may last for days: a key that is revoked meanwhile reads no more of it.
  const stands = async () => backend !== undefined && (await backendStands(inst, backend));
  // Asked for its head alone nobody reads on, and nobody would ever say that they are gone.
  if (c.req.raw.method === "HEAD") return new Response(null, { headers: streamHeaders("text/event-stream") });
  const events = feedEvents(inst, Number(after), gone.signal, stands);
  const response = streamOf(events, "text/event-stream", () => gone.abort());
  c.req.raw.signal?.addEventListener("abort", () => gone.abort());
  return response;
}

/** A body that is made as it is read; what fails on the way breaks it off, so that nobody takes it for whole. */
function streamOf(pieces: AsyncGenerator<string>, type: string, onEnd: () => void = () => undefined): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        onEnd();
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(stream, { headers: streamHeaders(type) });
}

const streamHeaders = (type: string) => ({ "content-type": type, "cache-control": "no-store", "x-accel-buffering": "no" });
