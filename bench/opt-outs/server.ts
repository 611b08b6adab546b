// A server in a process of its own; a second one joins the home and the database of the first.
import { makeBackendKey } from "../../packages/server/src/apps/index.ts";
import { type ServerPlace, startServer } from "../../packages/server/src/serve/index.ts";
import { serveWorkshop } from "../../test/support/served-workshop.ts";

/** Where the server is to join another; without: it makes a shop of its own. */
export interface ServerOrder {
  readonly env: Readonly<Record<string, string>>;
  readonly join?: Pick<ServerPlace, "home" | "programFile" | "env">;
}

export interface ServerReady {
  readonly url: string;
  readonly key: string;
  readonly place: Required<ServerOrder>["join"];
}

process.once("message", ({ env, join }: ServerOrder) => void serve(env, join));

async function serve(env: ServerOrder["env"], join: ServerOrder["join"]): Promise<void> {
  if (join !== undefined) {
    const server = await startServer({ ...join, budgets: { api: { calls: 1_000_000, seconds: 60 } } });
    process.send?.({ url: server.address, key: "", place: join } satisfies ServerReady);
    process.once("disconnect", () => void server.close().then(() => process.exit(0)));
    return;
  }
  const { server, shop, base, close } = await serveWorkshop({ env });
  const key = await makeBackendKey(server.inst, { name: "bench", by: "officer" });
  const place = { home: shop.home, programFile: shop.program, env: { ...shop.env, ...env, TROTH_LISTEN: "127.0.0.1:0" } };
  process.send?.({ url: base, key, place } satisfies ServerReady);
  process.once("disconnect", () => void close().then(() => process.exit(0)));
}
