import type { DatasetSchema, ForeignKey } from "../subject-graph/index.ts";
import type { LinkGuess, SubjectGuess } from "./guesses.ts";
import { datasetWords } from "./name-words.ts";

const booksName = /^(invoice|payment|transaction|ledger|journal|receipt|refund|faktur|pembayaran|transaksi|tagihan|kuitansi)$/;

/** Why books stay. */
export const booksStay = "books are usually kept; remove this to delete them";

type Links = ReadonlyMap<string, readonly LinkGuess[]>;

/**
 * Guesses which rows stay after an erasure, and why: books do; so do the rows that a row that stays must point at
 * (its column may not be empty), and theirs in turn.
 */
export function whatStays(
  datasets: readonly DatasetSchema[],
  keys: ReadonlyMap<string, readonly ForeignKey[]>,
  links: Links,
  subjects: ReadonlyMap<string, SubjectGuess>,
): ReadonlyMap<string, string> {
  const isReached = (name: string): boolean =>
    subjects.has(name) || (links.get(name) ?? []).some((link) => link.kind === "owned" || link.kind === "shared");
  const isOwned = (name: string): boolean => subjects.has(name) || (links.get(name) ?? []).some((link) => link.kind === "owned");
  const stays = new Map<string, string>();
  for (const { name } of datasets) {
    if (isOwned(name) && !subjects.has(name) && isBooks(name, links)) stays.set(name, booksStay);
  }
  for (let added = true; added; ) {
    added = false;
    for (const dataset of datasets) {
      for (const key of keys.get(dataset.name) ?? []) {
        if (!isOwned(key.target) || stays.has(key.target) || isNullable(dataset, key) || key.target === dataset.name) continue;
        const link = (links.get(dataset.name) ?? []).find((one) => one.columns.join() === key.columns.join());
        const remains =
          stays.has(dataset.name) || !isReached(dataset.name) || link?.kind === "mentions" || link?.kind === "shared";
        if (!remains) continue;
        stays.set(key.target, `${dataset.name}.${key.columns.join(", ")} must point at them, and may stay`);
        added = true;
      }
    }
  }
  return stays;
}

function isNullable(dataset: DatasetSchema, key: ForeignKey): boolean {
  return key.columns.some((name) => dataset.columns.find((column) => column.name === name)?.nullable ?? true);
}

/** Books, and the lines of books. */
function isBooks(name: string, links: Links, depth = 0): boolean {
  if (datasetWords(name).some((word) => booksName.test(word))) return true;
  const parents = (links.get(name) ?? [])
    .filter((link) => link.kind === "owned" && !link.unshared)
    .flatMap((link) => link.targets.map((target) => target.dataset));
  return depth < 5 && parents.some((parent) => parent !== name && isBooks(parent, links, depth + 1));
}
