import { type AppHub, givenSchema, pullSchema } from "../connectors/index.ts";
import { type Call, json, type Route, refuse } from "../http/index.ts";

type Pull = Parameters<AppHub["exchange"]>[0];

// Rows come in pages far below it; a row with a large file in it must fit.
const BODY_BYTES = 16 * 1024 * 1024;

/** The one channel of applications: they pull work for their store, and post what they have done. */
export const appRoutes = (): Route[] => [
  {
    method: "post",
    path: "/app/v1/work",
    who: "app",
    kind: "api",
    says: "An application answers what it was asked, and is given what there is to do; waits as long as it says",
    limit: "app",
    bodyBytes: BODY_BYTES,
    body: pullSchema,
    answer: givenSchema,
    handle: work,
  },
];

async function work({ c, inst, body, app }: Call): Promise<Response> {
  const pull = body as Pull;
  if (app?.store !== pull.store) return refuse("forbidden", "the key is of another store");
  if (inst.program.stores[pull.store]?.connector !== "app")
    return refuse("forbidden", "the program has no store of this name with `connector: app`");
  if (!inst.apps) return refuse("busy");
  return json(await inst.apps.exchange(pull, goneSignal(c)));
}

interface Bindings {
  readonly outgoing?: { once(event: "close", listener: () => void): unknown };
}

/** Aborts when the connection ends: an application that was killed is not taken for one that waits. */
function goneSignal(c: Call["c"]): AbortSignal {
  const gone = new AbortController();
  (c.env as Bindings | undefined)?.outgoing?.once("close", () => gone.abort());
  return gone.signal;
}
