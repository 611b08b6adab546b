import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Installation } from "../installation/index.ts";
import { copyRecordOf, findRequest, requestReceipt } from "../requests/index.ts";
import { day } from "./render/figures.ts";

/** Writes the receipt of where a request stands now, and says where it is; with the copy, where there is one. */
export async function receiptLines(inst: Installation, request: string, cwd: string): Promise<string[]> {
  const receipt = await requestReceipt(inst, request);
  const copy = join(inst.home.packages, `${request}.copy.json`);
  const row = await findRequest(inst.storage.db, request);
  // After a restore a number comes again: a file under it that this request did not make is somebody else's copy.
  const record = row && copyRecordOf(row);
  const until = record?.until === undefined ? "" : `, until ${day(record.until)}`;
  const shown = (file: string): string => (relative(cwd, file).startsWith("..") ? file : relative(cwd, file));
  return [
    "",
    ...(record !== undefined && existsSync(copy) ? [`copy    ${shown(copy)}${until}`] : []),
    "pending" in receipt ? "receipt pending: `troth resume` writes it" : `receipt ${shown(receipt.file)}`,
  ];
}
