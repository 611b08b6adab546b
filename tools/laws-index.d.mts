/** The block `laws` of docs/laws.md. */
export function lawsIndex(from: {
  readonly lawBook: readonly object[];
  readonly ruleLists: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each list has its own kind of rule
  readonly sayRule: (list: any, rule: any) => string;
}): string;
