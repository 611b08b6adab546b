import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** The mailbox of the sender's address, as a mail server fills it and the server that is tried reads it. */
export interface Maildir {
  /** For `TROTH_BOUNCES`. */
  readonly arriving: string;
  /** Lays a mail into it; resolves once it was read. */
  readonly receive: (...lines: readonly string[]) => Promise<void>;
  readonly remove: () => void;
}

/** An empty one, in a folder of its own. */
export function makeMaildir(): Maildir {
  const maildir = mkdtempSync(join(tmpdir(), "troth-maildir-"));
  const arriving = join(maildir, "new");
  mkdirSync(arriving);
  let came = 0;
  return {
    arriving,
    receive: async (...lines) => {
      const name = `${++came}.mx`;
      writeFileSync(join(maildir, name), [...lines, ""].join("\r\n"));
      renameSync(join(maildir, name), join(arriving, name));
      while (readdirSync(arriving).includes(name)) await wait(50);
    },
    remove: () => rmSync(maildir, { recursive: true }),
  };
}
