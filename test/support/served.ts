// `troth start` as it is installed: the built program in a process of its own, on a port of its own, for a company of the example.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeHarbour } from "../../packages/server/src/example/index.ts";
import { SHORT_LIVED } from "./short-lived.ts";

const MAIN = fileURLToPath(new URL("../../packages/server/dist/main.js", import.meta.url));
const PROGRAM = new URL("../../packages/server/src/example/troth.yaml", import.meta.url);

/** A company with its database and its program, and Troth that can be started, killed and started again beside it. */
export interface Served {
  readonly folder: string;
  readonly home: string;
  readonly address: string;
  readonly env: Readonly<Record<string, string>>;
  readonly programFile: string;
  /** Starts it, and waits until it says that it is ready. */
  readonly start: () => Promise<ChildProcess>;
  /** Ends it as a machine that loses its power would. */
  readonly kill: () => Promise<void>;
  /** Asks it to stop, and gives its exit status. */
  readonly stop: () => Promise<number | null>;
  /** What it printed so far. */
  readonly printed: () => string;
  /** Resident memory in bytes. */
  readonly memory: () => number;
  /** Runs one command beside it. */
  readonly troth: (...args: readonly string[]) => {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  };
  readonly remove: () => Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Makes such a company. `edit`s are made in the example's program. */
export async function makeServed(
  more: {
    readonly env?: Readonly<Record<string, string>>;
    readonly edits?: readonly (readonly [search: string, replacement: string])[];
  } = {},
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "troth-served-"));
  const home = join(folder, "home");
  const programFile = join(folder, "troth.yaml");
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  makeHarbour(join(folder, "app.db"));
  let program = readFileSync(PROGRAM, "utf8");
  for (const [search, replacement] of more.edits ?? []) {
    if (!program.includes(search)) throw new Error(`the example's program has no \`${search}\``);
    program = program.replace(search, replacement);
  }
  writeFileSync(programFile, program);
  const env = {
    PATH: process.env.PATH ?? "",
    LANG: "C.UTF-8",
    HARBOUR_DB: join(folder, "app.db"),
    TROTH_HOME: home,
    TROTH_LISTEN: `127.0.0.1:${port}`,
    TROTH_ADDRESS: address,
    ...more.env,
  };
  let child: ChildProcess | undefined;
  let printed = "";
  const troth = (...args: readonly string[]) => {
    const ran = spawnSync(process.execPath, [...SHORT_LIVED, MAIN, ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
      timeout: 120_000,
    });
    return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null) return ending?.exitCode ?? null;
    const ended = new Promise<number | null>((done) => ending.once("exit", (code) => done(code)));
    ending.kill(signal);
    return ended;
  };
  const live = troth("store", "live", "app");
  if (live.status !== 0) throw new Error(`troth store live: ${live.stderr}`);
  return {
    folder,
    home,
    address,
    env,
    programFile,
    async start() {
      const started = spawn(process.execPath, [...SHORT_LIVED, MAIN, "start"], {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) stream.on("data", (text: Buffer) => (printed += text.toString()));
      for (const until = Date.now() + 60_000; Date.now() < until; await wait(50)) {
        if (started.exitCode !== null) throw new Error(`troth start ended with ${started.exitCode}:\n${printed}`);
        if (
          await fetch(`${address}/readyz`).then(
            ({ ok }) => ok,
            () => false,
          )
        )
          return started;
      }
      throw new Error(`troth start is not ready after a minute:\n${printed}`);
    },
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    printed: () => printed,
    memory: () => {
      const status = readFileSync(`/proc/${child?.pid}/status`, "utf8");
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    },
    troth,
    async remove() {
      await end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
