/** Collects what nobody holds any more, now: for what must not be lost by it. */
export declare function collectGarbage(): Promise<void>;
