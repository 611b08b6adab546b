/** One import that the table forbids. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** Reads every module below `root` and returns what breaks the rules, and how much was read. */
export function checkImports(
  root: string,
  options?: { readonly parser?: "swc" | "tsc" },
): Promise<{ readonly present: number; readonly unread: readonly string[]; readonly violations: readonly Violation[] }>;
