// A company behind a real server, as its backend speaks to it: for what no answer shows, and only what is kept does.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Troth } from "../../../packages/sdk/src/index.ts";
import { makeBackendKey } from "../../../packages/server/src/apps/index.ts";
import { startServer } from "../../../packages/server/src/serve/index.ts";

/** A company that is served. */
export interface ServedCompany {
  readonly address: string;
  /** Posts with the backend's key; gives what was answered, which must be a yes. */
  readonly post: (path: string, body: unknown) => Promise<Readonly<Record<string, unknown>>>;
  /** What the ledger holds of a kind. */
  readonly entries: (kind: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** A process of the company's backend that follows the server, and decides by itself. */
  readonly connect: () => Promise<Troth>;
  readonly close: () => Promise<void>;
}

/** Serves a company by the text of its program. */
export async function serveCompany(text: string): Promise<ServedCompany> {
  const folder = mkdtempSync(join(tmpdir(), "troth-promise-"));
  const programFile = join(folder, "troth.yaml");
  writeFileSync(programFile, text);
  const env = { TROTH_LISTEN: "127.0.0.1:0", TROTH_LOG: "silent" };
  const server = await startServer({ home: join(folder, "home"), programFile, env });
  const key = await makeBackendKey(server.inst, { name: "shop", by: "officer" });
  const connected: Troth[] = [];
  return {
    address: server.address,
    post: async (path, body) => {
      const answer = await fetch(`${server.address}${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      });
      const said = (await answer.json()) as Readonly<Record<string, unknown>>;
      if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(said)}`);
      return said;
    },
    entries: async (kind) => {
      const { db } = server.inst.storage;
      const rows = await db.selectFrom("entry").select("body").where("kind", "=", kind).orderBy("id").execute();
      return rows.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>);
    },
    connect: async () => {
      const troth = await connect({ url: server.address, key });
      connected.push(troth);
      return troth;
    },
    close: async () => {
      for (const troth of connected) await troth.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
