export function nameOf(id: string): string;
export function lawFolders(laws?: string): string[];
export function faultsOf(id: string, laws?: string): string[];
export function registryOf(ids: readonly string[]): string;
