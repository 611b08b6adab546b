import { existsSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makeFolder } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { CopyChanged, isCopiedFile } from "../subject-graph/index.ts";
import { type CopyFolder, copyFolder, copyWithFiles } from "./copy-folder.ts";
import { copyRecordOf, copyUntil } from "./copy-record.ts";
import { type CopySink, type GatheredCopy, gatherCopy, recordCopy, whyNoCopy } from "./gather-copy.ts";
import { planRequest, unknownRequest } from "./plan-request.ts";
import { findRequest, type RequestRow } from "./store.ts";
import type { Answer } from "./views.ts";

export interface WrittenCopy {
  readonly file: string;
  readonly rows: number;
  /** What was held back, with the reason. */
  readonly withheld: readonly string[];
  /** Until when it lies among Troth's own packages. */
  readonly until: string | undefined;
}

/**
 * Writes the copy that an approved access request asks for, for staff who hand it over; the request is done, or open with
 * what it still lacks. Whoever asked through the privacy center gets a package instead, which is not made here.
 */
export async function copyRequest(
  inst: Installation,
  input: { readonly request: string; readonly file?: string },
): Promise<Answer<WrittenCopy>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const no = (says: string, advice: string): Answer<never> => ({ kind: "refused", reason: "state", says, advice });
  const why = whyNoCopy(row);
  if (why) return no(why.says, why.advice);
  if (row.asker !== null) return no(`request ${row.id} was asked in the privacy center: its copy is there`, FROM_CENTER);
  const made = join(inst.home.packages, `${row.id}.copy.json`);
  const file = resolve(input.file ?? made);
  if (row.state === "done") return copyAgain(row, { made, file });
  await makeFolder(inst.home.packages);
  try {
    const written = await writeCopy(inst, row, made);
    const until = copyUntil(inst.surroundings.now());
    await recordCopy(inst, row, { ...written, until });
    if (file !== made) await copyWithFiles(made, file);
    return { kind: "done", value: { file, rows: written.rows, withheld: written.withheld, until } };
  } catch (error) {
    if (!(error instanceof CopyChanged)) throw error;
    await planRequest(inst, row.id, `not what was approved: ${error.because.join("; ")}`);
    return no(
      `what would be copied is not what was approved: ${error.because.join("; ")}`,
      `\`troth status ${row.id}\` shows the new plan`,
    );
  }
}

const FROM_CENTER = "`troth start` makes it, encrypted, and writes to the person";

/** A finished request has one copy, of its day: made again, it could hold whoever has the address by now. */
async function copyAgain(row: RequestRow, at: { readonly made: string; readonly file: string }): Promise<Answer<WrittenCopy>> {
  const copy = copyRecordOf(row);
  if (!existsSync(at.made) || !copy) {
    return {
      kind: "refused",
      reason: "state",
      says: `request ${row.id} is done, and its copy is no longer here`,
      advice: "take a new request for a new copy",
    };
  }
  if (at.file !== at.made) await copyWithFiles(at.made, at.file);
  return { kind: "done", value: { file: at.file, rows: copy.rows, withheld: copy.withheld, until: copy.until } };
}

/** Streams the copy into a file beside its place, then renames: whoever finds the file finds all of it. */
async function writeCopy(inst: Installation, row: RequestRow, file: string): Promise<GatheredCopy> {
  // A name of its own, made anew: nobody can have laid a link or an open file there before.
  const id = inst.surroundings.id();
  const part = `${file}.${id}.part`;
  const handle = await open(part, "wx", 0o600);
  const folder = copyFolder(file, id);
  const writer = jsonWriter(handle, folder);
  try {
    await writer.begin({
      request: row.id,
      right: "access",
      made: new Date(inst.surroundings.now()).toISOString(),
      by: inst.program.organization,
    });
    const copy = await gatherCopy(inst, row, writer);
    const { mentions, withheld, missing, unidentified } = copy;
    await writer.end({ mentions, withheld, missing, unidentified });
    await handle.sync();
    await handle.close();
    await rename(part, file);
    await folder.removeOthers();
    return copy;
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    await folder.remove();
    throw error;
  }
}

interface JsonWriter extends CopySink {
  begin(head: Readonly<Record<string, unknown>>): Promise<void>;
  end(tail: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Writes JSON piece by piece, and files beside it: memory does not grow with the copy. */
function jsonWriter(handle: FileHandle, folder: CopyFolder): JsonWriter {
  let bytes = 0;
  const put = async (text: string) => {
    await handle.write(text, bytes);
    bytes += Buffer.byteLength(text);
  };
  let open: "nothing" | "rows" = "nothing";
  let parts = 0;
  let rows = 0;
  let dataset = "";
  // Where the store begins whose pieces come, to go back to.
  let begun: { readonly store: string; readonly bytes: number; readonly parts: number; readonly files: number } | undefined;
  const shown = async (store: string, values: RowValues): Promise<Readonly<Record<string, unknown>>> => {
    const cells: [string, unknown][] = [];
    for (const [column, value] of Object.entries(values))
      cells.push([column, isCopiedFile(value) ? await folder.take([store, dataset], value) : value]);
    return Object.fromEntries(cells);
  };
  const closeRows = async () => {
    if (open === "rows") await put("\n    ] }");
    open = "nothing";
  };
  return {
    async begin(head) {
      await put(
        `{\n${Object.entries(head)
          .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
          .join("")}  "data": [`,
      );
    },
    async write(store, part) {
      if (part.kind === "row") {
        const values = await shown(store, part.values);
        await put(`${rows === 0 ? "" : ","}\n      ${JSON.stringify(values, bytesAsBase64)}`);
        rows += 1;
        return;
      }
      await closeRows();
      if (begun?.store !== store) begun = { store, bytes, parts, files: folder.taken() };
      const { link, fields } = part;
      dataset = part.dataset;
      await put(
        `${parts === 0 ? "" : ","}\n    { "store": ${JSON.stringify(store)}, "dataset": ${JSON.stringify(dataset)}, "link": "${link}", "fields": ${JSON.stringify(fields)}, "rows": [`,
      );
      open = "rows";
      parts += 1;
      rows = 0;
    },
    async drop(store) {
      if (begun?.store !== store) return;
      await handle.truncate(begun.bytes);
      ({ bytes, parts } = begun);
      open = "nothing";
      await folder.backTo(begun.files);
    },
    async end(tail) {
      await closeRows();
      await put(
        `\n  ]${Object.entries(tail)
          .map(([key, value]) => `,\n  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
          .join("")}\n}\n`,
      );
    },
  };
}

type RowValues = Extract<Parameters<CopySink["write"]>[1], { kind: "row" }>["values"];

const bytesAsBase64 = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
