/** The part of vitest's JSON report that is read. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** By what two runs know the same test: its file and its name, without the server that its suite says it did not meet. */
export function keyOf(file: string, fullName: string): string;

/** Whether a test, or its suite, says in its name that something was left out of it. */
export function saysSkipped(fullName: string): boolean;

/** How often each test passed, by its key. A name that also failed or did not run anywhere in its file is not counted. */
export function passedIn(report: Report): ReadonlyMap<string, number>;
