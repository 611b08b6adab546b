import { identifiesNobody } from "@troth/core/decisions";
import type { Installation } from "../installation/index.ts";
import { type KeptDisclosure, openDisclosure } from "./sealed-disclosure.ts";
import { disclosuresOf, type Reader } from "./store.ts";

/** What went out about some subjects, in the order in which it was told. `db`: the transaction that reads it. */
export async function disclosuresAbout(
  inst: Installation,
  subjects: readonly { readonly hash: string; readonly person: string }[],
  db: Reader = inst.storage.db,
): Promise<readonly KeptDisclosure[]> {
  const all: KeptDisclosure[] = [];
  for (const { hash, person } of subjects) {
    const rows = await disclosuresOf(db, [hash]);
    if (rows.length > 0) all.push(...(await inst.keys.unlock({ person }, (key) => rows.map((row) => openDisclosure(key, row)))));
  }
  return all;
}

/** What one recipient had of a person, for telling it of an erasure. @source GDPR Art. 19 */
export interface HadByRecipient {
  readonly recipient: string;
  readonly occasions: number;
  readonly first: string;
  readonly last: string;
  readonly data: readonly string[];
}

/** The same by recipient. */
export function byRecipient(disclosures: readonly KeptDisclosure[]): readonly HadByRecipient[] {
  const all = new Map<string, HadByRecipient>();
  for (const { recipient, at, data, form } of disclosures) {
    // Figures are about nobody: whoever had those alone does not learn who was among them.
    if (identifiesNobody(form)) continue;
    const had = all.get(recipient);
    all.set(recipient, {
      recipient,
      occasions: (had?.occasions ?? 0) + 1,
      first: had === undefined || at < had.first ? at : had.first,
      last: had === undefined || at > had.last ? at : had.last,
      data: [...new Set([...(had?.data ?? []), ...data])].sort(),
    });
  }
  return [...all.values()];
}
