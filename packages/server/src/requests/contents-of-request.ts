// What a request's person wrote, and was asked about before it is published, goes into their copy.
import { contentsOf } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import type { CopyField } from "../subject-graph/index.ts";
import type { CopyPiece } from "./gather-copy.ts";

/** As what a copy names what Troth itself keeps. */
const STORE = "troth";
const DATASET = "contents";

const SHOWN: CopyField = { categories: [], derived: false, shown: true, because: undefined, withheld: undefined };
const COLUMNS = ["asked_at", "purpose", "where", "text", "answer", "answered_at", "until"] as const;

/** Writes the texts of a person into their copy: what was asked, what they answered, and until when it is kept. Returns how many. */
export async function copyContents(
  inst: Installation,
  accounts: readonly string[],
  write: (store: string, piece: CopyPiece) => Promise<void>,
): Promise<number> {
  const texts = await contentsOf(inst, accounts);
  if (texts.length === 0) return 0;
  const fields = Object.fromEntries(COLUMNS.map((column) => [column, SHOWN]));
  await write(STORE, { kind: "dataset", dataset: DATASET, link: "owned", fields });
  for (const { asked_at, purpose, where, text, stands: answer, at, until } of texts) {
    const answered_at = at === undefined ? null : new Date(at).toISOString();
    await write(STORE, { kind: "row", values: { asked_at, purpose, where, text, answer, answered_at, until }, held: [] });
  }
  return texts.length;
}
