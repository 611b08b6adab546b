/** The block `order` of docs/decisions.md. */
export function decisionsTable(from: {
  readonly precedence: readonly { readonly id: string; readonly asks: string; readonly promises: readonly string[] }[];
  readonly grants: readonly { readonly id: string }[];
  readonly lawOf: Readonly<Partial<Record<string, readonly string[]>>>;
  readonly lawBook: readonly {
    readonly uses: readonly { readonly use: string; readonly article: string; readonly verified: boolean }[];
  }[];
}): string;
