import { fromBase64, sameBytes, toBase64 } from "./bytes.ts";
import { EMPTY_ROOT, HASH_BYTES } from "./merkle.ts";
import { type OpenedNote, openNote, type Vkey } from "./note.ts";

/** The head of a log: what one signature binds. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text that is signed. @source C2SP tlog-checkpoint */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a checkpoint's text; undefined if it is not one. Extension lines are allowed and ignored. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split("\n");
  const [origin, digits, base64] = lines;
  if (lines.pop() !== "" || lines.length < 3 || lines.includes("")) return undefined;
  if (origin === undefined || digits === undefined || base64 === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(digits))
    return undefined;
  const [size, root] = [Number(digits), fromBase64(base64)];
  if (!Number.isSafeInteger(size) || root?.length !== HASH_BYTES) return undefined;
  if (size === 0 && !sameBytes(root, EMPTY_ROOT)) return undefined;
  return { origin, size, root };
}

/** Why a checkpoint is refused. */
export type CheckpointRefusal = Exclude<OpenedNote, { ok: true }>["because"] | "notACheckpoint" | "otherLog";

/** What a checkpoint says, if the log's key signed it. */
export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly signatures: number }
  | { readonly ok: false; readonly because: CheckpointRefusal };

/** Verifies a checkpoint by its log's key, whose name must be the log's origin. */
export function openCheckpoint(note: string, vkey: Vkey): OpenedCheckpoint {
  const opened = openNote(note, vkey);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint === undefined) return { ok: false, because: "notACheckpoint" };
  if (checkpoint.origin !== vkey.name) return { ok: false, because: "otherLog" };
  return { ok: true, checkpoint, signatures: opened.signatures.length };
}
