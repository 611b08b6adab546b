import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { isFileError } from "./durable-files.ts";

/** Who holds a lock: a process, told apart from a later one with the same number by when it started. */
interface Holder {
  readonly pid: number;
  /** Boot and ticks since, where the system tells; otherwise null. */
  readonly started: string | null;
  readonly host: string;
  readonly nonce: string;
}

/** A lock that was taken, or the living process that has it. */
export type LockOutcome =
  | { readonly kind: "taken"; release(): Promise<void> }
  | { readonly kind: "held"; readonly pid: number; readonly host: string; readonly elsewhere: boolean };

/** Another each time this machine is started; undefined where the system does not tell. */
export function bootId(): string | undefined {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return undefined;
  }
}

function startOf(pid: number): string | null {
  try {
    const boot = bootId();
    if (boot === undefined) return null;
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets and may hold anything: count from the last bracket.
    return `${boot}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return null;
  }
}

/** When this process started: read once. */
let ownStart: string | null | undefined;

function startOfThis(): string | null {
  ownStart ??= startOf(process.pid);
  return ownStart;
}

function isAlive(holder: Holder): boolean {
  if (holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (isFileError(error, "ESRCH")) return false;
  }
  const started = startOf(holder.pid);
  return holder.started === null || started === null || started === holder.started;
}

// On this thread: a few microseconds each, where a step through the event loop waits for all that runs there.
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch (error) {
    if (isFileError(error, "ENOENT")) return undefined;
    // The file appears whole; one that is not whole has gone through a loss of power, and its process with it.
    if (error instanceof SyntaxError) return { pid: 0, started: null, host: hostname(), nonce: "" };
    throw error;
  }
}

/**
 * Takes the lock that a file stands for, or says which living process has it. Never waits, never goes by age: only the
 * lock of a process that is gone from this machine is taken over. A holder on another machine counts as living.
 *
 * INVARIANT (one successor): a dead holder's file is replaced only under `<path>.after`, itself such a lock, and only
 * if the file still is the dead holder's; so two successors cannot both replace it.
 */
export async function takeLock(path: string): Promise<LockOutcome> {
  const mine: Holder = {
    pid: process.pid,
    started: startOfThis(),
    host: hostname(),
    nonce: randomBytes(8).toString("hex"),
  };
  const temporary = `${path}.${mine.nonce}`;
  writeFileSync(temporary, JSON.stringify(mine), { flag: "wx", mode: 0o600 });
  const taken: LockOutcome = { kind: "taken", release: () => releaseLock(path, mine.nonce) };
  try {
    for (;;) {
      try {
        linkSync(temporary, path);
        return taken;
      } catch (error) {
        if (!isFileError(error, "EEXIST")) throw error;
      }
      const holder = readHolder(path);
      if (holder === undefined) continue;
      const elsewhere = holder.host !== mine.host;
      if (elsewhere || isAlive(holder)) return { kind: "held", pid: holder.pid, host: holder.host, elsewhere };
      const guard = await takeLock(`${path}.after`);
      if (guard.kind === "held") return guard;
      try {
        if (readHolder(path)?.nonce === holder.nonce) {
          renameSync(temporary, path);
          return taken;
        }
      } finally {
        await guard.release();
      }
    }
  } finally {
    rmSync(temporary, { force: true });
  }
}

async function releaseLock(path: string, nonce: string): Promise<void> {
  if (readHolder(path)?.nonce === nonce) unlinkSync(path);
}
