import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { StorageError } from "./errors.ts";

// A backup is gzipped JSON lines: a head, for each table a line and its rows, for each sequence a line, a trailer.
// Every value is PostgreSQL's own text of it, so that it goes into either kind of database.

const head = z.strictObject({
  kind: z.literal("troth-backup"),
  format: z.literal(1),
  madeAt: z.string(),
  migrations: z.array(z.string()),
});
const column = z.strictObject({ name: z.string(), type: z.string() });
const table = z.strictObject({ kind: z.literal("table"), name: z.string(), columns: z.array(column) });
const rows = z.strictObject({ kind: z.literal("rows"), rows: z.array(z.array(z.string().nullable())) });
const sequence = z.strictObject({ kind: z.literal("sequence"), name: z.string(), last: z.string(), called: z.boolean() });
const trailer = z.strictObject({ kind: z.literal("end"), rows: z.int(), sha256: z.string() });
const backupLine = z.discriminatedUnion("kind", [head, table, rows, sequence, trailer]);

export type BackupLine = z.infer<typeof backupLine>;
export type BackupColumn = z.infer<typeof column>;

const damagedBackup = (file: string, cause?: unknown): StorageError =>
  new StorageError("storage.damaged-backup", "not a whole backup", {
    place: file,
    advice: "take another backup; this one was cut off or changed",
    ...(cause !== undefined && { cause }),
  });

/** The text that a line is kept as, and that the trailer's hash goes over. */
export const textOfLine = (line: BackupLine): string => `${JSON.stringify(line)}\n`;

async function* textsOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.on("error", (error) => unzipped.destroy(error));
  yield* createInterface({ input: source.pipe(unzipped), crlfDelay: Number.POSITIVE_INFINITY });
}

/**
 * The lines of a backup but its trailer; throws at the end unless the trailer is there and its hash and count are right.
 * @throws StorageError `storage.damaged-backup`.
 */
export async function* readBackup(file: string): AsyncGenerator<Exclude<BackupLine, { kind: "end" }>> {
  const hash = createHash("sha256");
  let count = 0;
  let end: z.infer<typeof trailer> | undefined;
  try {
    for await (const text of textsOf(file)) {
      const line = backupLine.parse(JSON.parse(text));
      if (end !== undefined) throw damagedBackup(file);
      if (line.kind === "end") {
        end = line;
        continue;
      }
      hash.update(`${text}\n`);
      if (line.kind === "rows") count += line.rows.length;
      yield line;
    }
  } catch (error) {
    throw error instanceof StorageError ? error : damagedBackup(file, error);
  }
  if (end === undefined || end.rows !== count || end.sha256 !== hash.digest("hex")) throw damagedBackup(file);
}
