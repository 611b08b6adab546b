import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Installation } from "../installation/index.ts";
import { requestReceipt } from "../requests/index.ts";

/** Writes the receipt of where a request stands now, and says where it is; with the copy, where there is one. */
export async function receiptLines(inst: Installation, request: string, cwd: string): Promise<string[]> {
  const receipt = await requestReceipt(inst, request);
  const copy = join(inst.home.packages, `${request}.copy.json`);
  const shown = (file: string): string => (relative(cwd, file).startsWith("..") ? file : relative(cwd, file));
  return [
    "",
    ...(existsSync(copy) ? [`copy    ${shown(copy)}`] : []),
    "pending" in receipt ? "receipt pending: `troth resume` writes it" : `receipt ${shown(receipt.file)}`,
  ];
}
