import PostalMime, { type Email } from "postal-mime";

/** Reading costs by the line: half a megabyte of line ends would keep everybody else waiting for seconds. */
const MOST_LINES = 10_000;
/** SMTP has 1,000; what is longer by far was written to be hard to read. */
const LONGEST_LINE = 20_000;

function hasPlainLines(raw: Uint8Array): boolean {
  let lines = 0;
  for (let from = 0; from < raw.length; lines++) {
    const end = raw.indexOf(10, from);
    const next = end === -1 ? raw.length : end + 1;
    if (lines >= MOST_LINES || next - from > LONGEST_LINE) return false;
    from = next;
  }
  return true;
}

/** Reads a mail that anybody may have written, within limits. What it says of one that is not read repeats nothing of it. Never throws. */
export async function parseMail(
  raw: Uint8Array,
  mostBytes: number,
): Promise<{ readonly email: Email } | { readonly says: string }> {
  if (raw.length > mostBytes) return { says: "it is too large" };
  if (!hasPlainLines(raw)) return { says: "its lines are too many or too long" };
  try {
    const limits = { maxNestingDepth: 10, maxHeadersSize: 64 * 1024, maxRfc822NestingDepth: 0 };
    return { email: await PostalMime.parse(raw, { ...limits, forceRfc822Attachments: true, attachmentEncoding: "utf8" }) };
  } catch {
    return { says: "it is no mail that can be read" };
  }
}
