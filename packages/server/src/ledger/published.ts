import { type Checkpoint, openCheckpoint, parseCheckpoint, parseNote, parseVkey } from "@troth/core/ledger";
import { readFileIfAny, writeFileDurably } from "../foundation/index.ts";
import { FORK_ADVICE, LedgerError } from "./errors.ts";

/** The text of the published checkpoint's file; undefined if there is none. */
export async function readPublished(checkpointFile: string): Promise<string | undefined> {
  const bytes = await readFileIfAny(checkpointFile);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}

/** What a published note claims, its signature not looked at; undefined if it is no checkpoint. */
export function claimOf(note: string): Checkpoint | undefined {
  const parsed = parseNote(note);
  return parsed === undefined ? undefined : parseCheckpoint(parsed.text);
}

/** What a published note says, if the log's key signed it; undefined if not. */
export function verifiedClaim(note: string, vkey: string): Checkpoint | undefined {
  const key = parseVkey(vkey);
  const opened = key === undefined ? undefined : openCheckpoint(note, key);
  return opened?.ok === true ? opened.checkpoint : undefined;
}

/** Puts a note into the file: after a crash it holds the old note or the new one, whole. */
export const writePublished = (checkpointFile: string, note: string): Promise<void> => writeFileDurably(checkpointFile, note);

/** Refuses to go on where the file is ahead of the database's log: the database is an older one. */
export function refuseIfAhead(published: string | undefined, log: { origin: string; size: number; file: string }): void {
  const claim = published === undefined ? undefined : claimOf(published);
  if (claim?.origin === log.origin && claim.size > log.size)
    throw rolledBack(log.file, `${claim.size} entries were published, and the database has ${log.size}`);
}

/** The refusal of a database that is not the one from which the published checkpoint came. */
export function rolledBack(file: string, why: string): LedgerError {
  return new LedgerError("ledger.rolled-back", `the database is older than its published checkpoint, or another one: ${why}`, {
    place: file,
    advice: FORK_ADVICE,
  });
}
