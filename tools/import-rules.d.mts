/** The folders of a package and what each may import; `*` is everything. */
export type FolderTable = Readonly<Record<string, readonly string[] | "*">>;
export const core: FolderTable;
export const server: FolderTable;
export const homes: Readonly<Record<string, string>>;

/** The table as it stands in ARCHITECTURE.md. */
export function importTable(): string;
