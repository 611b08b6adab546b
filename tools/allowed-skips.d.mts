/** How the names of tests end that no server would help, each with its reason. */
export declare const ALLOWED: ReadonlyMap<string, string>;

/** Whether a test of this name may be left out. */
export function mayBeLeftOut(fullName: string, allowed?: ReadonlyMap<string, string>): boolean;
