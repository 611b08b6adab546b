/** The part of vitest's JSON report that is read. */
export interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The full names of the tests of a vitest report that did not run and may not be left out. */
export function skippedIn(report: Report, allowed?: ReadonlyMap<string, string>): readonly string[];
