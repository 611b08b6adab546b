// CI's guard: a suite that wants a server and did not meet it is skipped by name, and a green run
// would hide that. Reads vitest's JSON reports; fails for each test that did not run.
import { readFileSync } from "node:fs";
import { argv, exit, stderr } from "node:process";
import { fileURLToPath } from "node:url";

/** How the names of tests end that no server would help, each with its reason. */
const ALLOWED = new Map([
  ["(needs two sessions: not on pglite)", "the embedded database has one session; the same test runs on PostgreSQL"],
  ["(needs a server: not on pglite)", "the embedded database is one process; the same test runs on PostgreSQL"],
  ["(SQLite folds ASCII only)", "a lawful difference of SQLite, named in the conformance suite"],
  ["(there is no server; a killed process is tested below)", "a lawful difference of SQLite, named in the conformance suite"],
  [
    "(a reader keeps writers out until it ends)",
    "a lawful difference of SQLite's rollback journal, named in the conformance suite",
  ],
  ["(a minute long: in npm run full)", "CI has a quarter of an hour; `npm run full` runs it"],
  ["(not as root, who may)", "CI runs as root, from whom no file can be kept"],
]);

/** The full names of the tests of a vitest report that did not run and may not be left out. */
export function skippedIn(report, allowed = ALLOWED) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  if (tests.length === 0) return ["no test ran at all"];
  return tests
    .filter(
      ({ status, fullName }) =>
        status !== "passed" && status !== "failed" && ![...allowed.keys()].some((end) => fullName.endsWith(end)),
    )
    .map(({ fullName }) => fullName);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const skipped = argv.slice(2).flatMap((path) => skippedIn(JSON.parse(readFileSync(path, "utf8"))));
  for (const name of skipped) stderr.write(`not run: ${name}\n`);
  exit(skipped.length > 0 || argv.length < 3 ? 1 : 0);
}
