// Prints the files of a vitest report in which a test did not run, or says that something was left out of it: on a machine
// with Node alone, those want a server.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { argv, cwd, exit, stdout } from "node:process";
import { saysSkipped } from "./test-results.mjs";

const report = JSON.parse(readFileSync(argv[2] ?? "", "utf8"));
const wantsMore = ({ status, fullName }) => (status !== "passed" && status !== "failed") || saysSkipped(fullName);
const files = report.testResults
  .filter((file) => file.assertionResults.some(wantsMore))
  .map((file) => relative(cwd(), file.name));
if (files.length === 0) exit(1);
stdout.write(`${files.join("\n")}\n`);
