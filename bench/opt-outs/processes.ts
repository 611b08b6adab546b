import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { ServerReady } from "./server.ts";

/** Starts a file of this folder in a process of its own. */
export const start = (name: "server" | "follower"): ChildProcess =>
  fork(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), {
    execArgv: ["--import", "tsx", "--conditions=source"],
    stdio: ["ignore", "ignore", 2, "ipc"],
  });

/** No opt-out takes so long: something is broken, and the bench says so. */
const LONGEST_MS = 60_000;

/** Sends something to a process and waits for what it answers; with nothing to send, waits. */
export function answerOf<T>(child: ChildProcess, sent?: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (error?: Error) => {
      clearTimeout(timer);
      child.off("exit", onExit).off("message", onMessage);
      if (error !== undefined) reject(error);
    };
    const timer = setTimeout(() => stop(new Error("a process of the bench does not answer")), LONGEST_MS);
    const onExit = (status: number | null) => stop(new Error(`a process of the bench ended with ${status}`));
    const onMessage = (answer: unknown) => {
      stop();
      resolve(answer as T);
    };
    child.once("exit", onExit).once("message", onMessage);
    if (sent !== undefined) child.send(sent);
  });
}

/** Lets a process go: it closes what it has open, and ends; if it does not, it is ended. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS / 4);
  if (child.connected) child.disconnect();
  await gone;
  clearTimeout(timer);
}

/** Tells a server facts over HTTP, as any language would. */
export async function tell({ url, key }: ServerReady, facts: readonly object[]): Promise<void> {
  const told = facts.map((fact) => ({ id: randomUUID(), at: new Date().toISOString(), origin: "bench", ...fact }));
  const answer = await fetch(`${url}/v1/facts`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ facts: told }),
  });
  if (!answer.ok) throw new Error(`the server did not take it: ${await answer.text()}`);
}
