// Adds up vitest's JSON reports of a folder into one plain line.
import { readdirSync, readFileSync } from "node:fs";
import { argv, stdout } from "node:process";

const folder = argv[2] ?? ".";
const reports = readdirSync(folder).filter((name) => name.endsWith(".json"));
let passed = 0;
let failed = 0;
for (const name of reports) {
  const report = JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  passed += report.numPassedTests ?? 0;
  // A file that could not start has no tests, and is a failure all the same.
  const unstarted = (report.testResults ?? []).filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  failed += (report.numFailedTests ?? 0) + unstarted.length;
}
stdout.write(`${passed} passed, ${failed} failed\n`);
