/** A new folder in memory for a process's temporary files; undefined where there is none, or too little. */
export function makeMemoryFolder(owner?: number): string | undefined;
