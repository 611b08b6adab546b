// The example's company served in this process, with a clock that a test can turn; mail goes over SMTP to a mailbox.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeLink } from "../../packages/server/src/accounts/index.ts";
import { makeHarbour } from "../../packages/server/src/example/index.ts";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { setStoreLive } from "../../packages/server/src/requests/index.ts";
import { type RunningServer, startServer } from "../../packages/server/src/serve/index.ts";
import { type Mailbox, openMailbox } from "./mailbox.ts";

const PROGRAM = new URL("../../packages/server/src/example/troth.yaml", import.meta.url);

/** A company that is open, and everything around it. */
export interface OpenCompany {
  readonly server: RunningServer;
  readonly mailbox: Mailbox;
  readonly folder: string;
  readonly home: string;
  readonly database: string;
  /** Moves the clock on. */
  readonly wait: (ms: number) => void;
  /** A path that signs somebody in, once. */
  readonly invite: (role: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Opens the company; `coolingOff` as the program says it. */
export async function openCompany(
  at: {
    readonly coolingOff?: string;
    readonly edits?: readonly (readonly [search: string, replacement: string])[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<OpenCompany> {
  const folder = mkdtempSync(join(tmpdir(), "troth-company-"));
  const home = join(folder, "home");
  const database = join(folder, "app.db");
  const programFile = join(folder, "troth.yaml");
  makeHarbour(database);
  let program = readFileSync(PROGRAM, "utf8");
  for (const [search, replacement] of [
    ["cooling-off: none", `cooling-off: ${at.coolingOff ?? "none"}`] as const,
    ...(at.edits ?? []),
  ]) {
    if (!program.includes(search)) throw new Error(`the example's program has no \`${search}\``);
    program = program.replace(search, replacement);
  }
  writeFileSync(programFile, program);
  let ahead = 0;
  const mailbox = await openMailbox();
  const system = systemSurroundings();
  const server = await startServer({
    home,
    programFile,
    env: { HARBOUR_DB: database, TROTH_SMTP_URL: mailbox.url, TROTH_LISTEN: "127.0.0.1:0", ...at.env },
    surroundings: { ...system, now: () => system.now() + ahead },
  });
  await setStoreLive(server.inst, { store: "app", by: "officer" });
  return {
    server,
    mailbox,
    folder,
    home,
    database,
    wait: (ms) => {
      ahead += ms;
    },
    invite: async (role) => `/staff/link/${(await makeLink(server.inst, { role })).token}`,
    async close() {
      await server.close();
      await mailbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
