import type { Installation } from "../installation/index.ts";
import { readBounce } from "./read-bounce.ts";
import { recordBounce } from "./record-bounce.ts";

/** Takes a mail that came to the sender's address: records the bounce that it reports, or says what else it is. */
export async function takeBounce(
  inst: Installation,
  raw: Uint8Array,
): Promise<
  | { readonly kind: "done"; readonly mail: string; readonly request: string | undefined }
  | { readonly kind: "other"; readonly says: string }
> {
  const read = await readBounce(raw);
  if (read.kind === "other") return read;
  const recorded = await recordBounce(inst, read.bounce);
  return recorded === undefined
    ? { kind: "other", says: "it is no mail of ours that waits for news" }
    : { kind: "done", ...recorded };
}
