import type { Report } from "./test-results.mjs";

/**
 * The full names of the tests of a vitest report that did not run and may not be left out, and of those that say that they
 * left something out. `earlier`: a report of the run before; what passed there need not run again.
 */
export function skippedIn(report: Report, allowed?: ReadonlyMap<string, string>, earlier?: Report): readonly string[];
