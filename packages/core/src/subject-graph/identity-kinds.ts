// What a kind of identifier means.

/** Kinds that mean the same person wherever they stand; an account number is only one within its own dataset. */
export const REACHING_KINDS: ReadonlySet<string> = new Set([
  "email",
  "phone",
  "device",
  "cookie",
  "national",
  "tax",
  "installation",
]);

/** `account` names every dataset's accounts, `account@users` those of one. */
export const names = (named: string, kind: string, dataset: string): boolean => named === kind || named === `${kind}@${dataset}`;
