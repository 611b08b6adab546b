import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { findTaskFile, insertTaskFile, taskFilesOf } from "./store.ts";
import type { HandedFile } from "./task.ts";

const CONTEXT = "task.file";

/** A file that is ready to be kept, with the report of a number. */
export interface SealedFile {
  readonly sealed: Uint8Array;
  readonly add: (tx: Tx, number: number) => Promise<unknown>;
}

/** Seals a file under the request-file key: its name and its content. To be added in the transaction of its report. */
export async function sealTaskFile(
  inst: Installation,
  at: { readonly request: string; readonly store: string; readonly file: HandedFile; readonly now: string },
): Promise<SealedFile> {
  const { request, store, file, now } = at;
  const name = new TextEncoder().encode(file.name);
  const plain = new Uint8Array(4 + name.length + file.bytes.length);
  new DataView(plain.buffer).setUint32(0, name.length);
  plain.set(name, 4);
  plain.set(file.bytes, 4 + name.length);
  const sealed = await inst.keys.seal({ request }, CONTEXT, plain);
  const row = { id: inst.surroundings.id(), request_id: request, store, dataset: file.dataset, sealed, at: now };
  return { sealed, add: (tx, number) => insertTaskFile(tx, { ...row, number }) };
}

/** The files that were handed in with a task's last report, of one dataset or of all; one in memory at a time. */
export async function* readTaskFiles(
  inst: Installation,
  at: { readonly request: string; readonly store: string; readonly dataset?: string },
): AsyncGenerator<HandedFile> {
  for (const { id } of await taskFilesOf(inst.storage.db, at)) {
    const row = await findTaskFile(inst.storage.db, id);
    if (!row) continue;
    const plain = await inst.keys.open({ request: at.request }, CONTEXT, row.sealed);
    const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
    const name = new TextDecoder().decode(plain.subarray(4, 4 + length));
    yield { dataset: row.dataset, name, bytes: plain.subarray(4 + length) };
  }
}
