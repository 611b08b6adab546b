import { mkdir, readdir, readFile, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FactsPort } from "../facts/index.ts";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { takeLetter } from "../letters/index.ts";
import { takeBounce } from "../mail/index.ts";

// A report of a mail server is a few kilobytes, a letter some hundred; what is larger is not read.
const MOST_BYTES = 1024 * 1024;
const AT_ONCE = 100;

/** Where mail to the sender's address lies, and which address that is. */
export interface Mailbox {
  /** A Maildir's `new`. */
  readonly folder: string;
  readonly address: string;
}

/** Files that could not be taken: when each is tried again. A process that begins anew tries all of them. */
const failed = new WeakMap<Installation, Map<string, { readonly due: number; readonly waitMs: number }>>();
const FIRST_WAIT_MS = 4_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * Reads what came to the sender's address: the mail server lays it into a folder (TROTH_BOUNCES). A bounce is shown to staff, and
 * whoever asks to stop marketing is heard. Each file is read once and moved to `cur` beside it, as mail programs do, whatever
 * it was: people answer that address too. One that cannot be taken now stays, is tried less and less often, and keeps no other
 * waiting. Returns how many something came of.
 */
export async function takeMails(inst: Installation, { folder, address }: Mailbox, port: FactsPort): Promise<number> {
  const found = await readdir(folder, { withFileTypes: true });
  // What is no file (a folder, a link) was laid there by nobody's mail server.
  const names = found.filter((one) => one.isFile() && !one.name.startsWith(".")).map((one) => one.name);
  const now = inst.surroundings.now();
  const later = laterOf(inst, names);
  const due = names.filter((name) => (later.get(name)?.due ?? 0) <= now);
  let taken = 0;
  for (const name of due.sort().slice(0, AT_ONCE)) {
    try {
      const file = join(folder, name);
      if (await takeMail(inst, { file, address }, port)) taken += 1;
      await putAside(file);
    } catch (error) {
      const waitMs = Math.min(LONGEST_WAIT_MS, (later.get(name)?.waitMs ?? FIRST_WAIT_MS / 2) * 2);
      later.set(name, { due: now + waitMs, waitMs });
      log.error("a mail to the sender's address could not be taken; it stays where it is", error);
    }
  }
  return taken;
}

/** What is to be tried later, of what is still there. */
function laterOf(inst: Installation, names: readonly string[]) {
  const there = new Set(names);
  const later = new Map([...(failed.get(inst) ?? [])].filter(([name]) => there.has(name)));
  failed.set(inst, later);
  return later;
}

async function takeMail(
  inst: Installation,
  { file, address }: { readonly file: string; readonly address: string },
  port: FactsPort,
): Promise<boolean> {
  const { size, mtimeMs } = await stat(file);
  if (size > MOST_BYTES) return leave(size, "it is too large");
  const raw = await readFile(file);
  if ((await takeBounce(inst, raw)).kind === "done") return true;
  const letter = await takeLetter(inst, { raw, at: Math.trunc(mtimeMs), ownAddress: address }, port);
  return letter.kind === "other" ? leave(size, letter.says) : true;
}

function leave(bytes: number, says: string): false {
  log.info("a mail to the sender's address was left for people", { bytes, says });
  return false;
}

/** Maildir's own way: from `new` to `cur`, seen. */
async function putAside(file: string): Promise<void> {
  const read = join(dirname(dirname(file)), "cur");
  await mkdir(read, { recursive: true, mode: 0o700 });
  await rename(file, join(read, `${basename(file).replace(/:2,.*$/, "")}:2,S`));
}
