// Files in a copy: what a row of a store of files is made of is never held in memory whole.
import { type Connector, ConnectorError, type ReadSession, type Row, type Value } from "../connectors/index.ts";

/** The content of a file, to be read once and before the row that holds it is done with. */
export interface CopiedFile {
  readonly path: string;
  /** In bytes, when its reading began. */
  readonly size: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Whether a value of a copied row is a file. */
export const isCopiedFile = (value: Value | CopiedFile): value is CopiedFile =>
  value !== null && typeof value === "object" && "pieces" in value;

/** Whether a column is the content of files. */
export const isFileColumn = ({ capabilities }: Connector, column: string): boolean =>
  capabilities.objects === true && column === "object";

/** What to say of a file that was captured and is no longer there: trying again captures what is. */
export const fileGone = (store: string): ConnectorError =>
  new ConnectorError("connector.failed", store, "a file went while it was to be copied", {
    advice: "`troth resume` looks again at what there is",
    transient: true,
  });

/** Opens the file that a row is; null where it is empty, which is what `clear` leaves. @throws ConnectorError */
export async function fileOf(
  at: { readonly session: ReadSession; readonly store: string; readonly dataset: string },
  key: Row,
): Promise<CopiedFile | null> {
  const file = await at.session.open?.(at.dataset, key);
  if (file === undefined) throw fileGone(at.store);
  return file.size === 0 ? null : file;
}
