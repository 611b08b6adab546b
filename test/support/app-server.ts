// A real server with a store that an application acts in, and the key to it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeStoreKey } from "../../packages/server/src/apps/index.ts";
import { type RunningServer, startServer } from "../../packages/server/src/serve/index.ts";

const PROGRAM = `
troth: 1
organization: { name: Fernway, country: IE, contact: privacy@fernway.example }
laws: [gdpr]
subjects: [member]
stores:
  app:
    connector: app
    options: { timeouts: { statement: 12, lock: 0.5, connect: 2 } }
    datasets: {}
`;

export interface AppServer {
  readonly server: RunningServer;
  readonly key: string;
  readonly folder: string;
  close(): Promise<void>;
}

/** Starts a server for a program with a store `app`; for another program it is given. */
export async function serveApps(program = PROGRAM): Promise<AppServer> {
  const folder = mkdtempSync(join(tmpdir(), "troth-apps-"));
  const programFile = join(folder, "troth.yaml");
  writeFileSync(programFile, program);
  const env = { TROTH_LISTEN: "127.0.0.1:0", TROTH_LOG: "silent" };
  const server = await startServer({ home: join(folder, "home"), programFile, env });
  const key = await makeStoreKey(server.inst, { store: "app", by: "officer" });
  return {
    server,
    key,
    folder,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An application in a process of its own; resolves when it pulls. */
export async function startApplication(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=source", script, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(() => {
    throw new Error("the application ended before it was ready");
  });
  await Promise.race([once(child.stdout ?? child, "data"), ended]);
  ended.catch(() => undefined);
  return child;
}

/** Ends it as a machine that loses its power would. */
export async function killApplication(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
