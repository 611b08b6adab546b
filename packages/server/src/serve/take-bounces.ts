import { mkdir, readdir, readFile, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { takeBounce } from "../mail/index.ts";

// A report of a mail server is a few kilobytes; what is larger is not read.
const MOST_BYTES = 1024 * 1024;
const AT_ONCE = 100;

/**
 * Reads what came back to the sender's address: the mail server lays it into a folder (a Maildir's `new`, TROTH_BOUNCES).
 * Each file is read once and moved to `cur` beside it, as mail programs do, whether or not it was a report of ours: people
 * answer that address too. Returns how many were.
 */
export async function takeBounces(inst: Installation, folder: string): Promise<number> {
  const found = await readdir(folder, { withFileTypes: true });
  // What is no file (a folder, a link) was laid there by nobody's mail server.
  const names = found.filter((one) => one.isFile() && !one.name.startsWith(".")).map((one) => one.name);
  let taken = 0;
  for (const name of names.sort().slice(0, AT_ONCE)) {
    const file = join(folder, name);
    const { size } = await stat(file);
    const answer = size > MOST_BYTES ? { kind: "other", says: "it is too large" } : await takeBounce(inst, await readFile(file));
    if (answer.kind === "done") taken += 1;
    else log.info("a mail to the sender's address is no report of a bounce", { bytes: size });
    await putAside(file);
  }
  return taken;
}

/** Maildir's own way: from `new` to `cur`, seen. */
async function putAside(file: string): Promise<void> {
  const read = join(dirname(dirname(file)), "cur");
  await mkdir(read, { recursive: true, mode: 0o700 });
  await rename(file, join(read, `${basename(file).replace(/:2,.*$/, "")}:2,S`));
}
