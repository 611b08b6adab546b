// CI's guard: a suite that wants a server and did not meet it is skipped by name, and a green run
// would hide that. Reads vitest's JSON report; fails for each test that did not run.
// node tools/assert-no-skips.mjs <report> [<report of the run before, whose tests need not run again>]
import { readFileSync } from "node:fs";
import { argv, exit, stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { ALLOWED, mayBeLeftOut } from "./allowed-skips.mjs";
import { keyOf, passedIn, saysSkipped } from "./test-results.mjs";

/**
 * The full names of the tests of a vitest report that did not run and may not be left out, and of those that say that they
 * left something out. `earlier`: a report of the run before; what passed there need not run again.
 */
export function skippedIn(report, allowed = ALLOWED, earlier = { testResults: [] }) {
  const passed = passedIn(earlier);
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  if (tests.length === 0) return ["no test ran at all"];
  return tests
    .filter(
      ({ status, fullName, file }) =>
        status !== "failed" &&
        (status === "passed" ? saysSkipped(fullName) : !passed.has(keyOf(file, fullName))) &&
        !mayBeLeftOut(fullName, allowed),
    )
    .map(({ fullName }) => fullName);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [report, earlier] = argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
  const skipped = report === undefined ? ["no report was given"] : skippedIn(report, ALLOWED, earlier);
  for (const name of skipped) stderr.write(`not run: ${name}\n`);
  exit(skipped.length > 0 ? 1 : 0);
}
