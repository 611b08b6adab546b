// What vitest's JSON reports say of each test: for the run of what is left, and for the guard that asks whether all of it ran.

/** By what two runs know the same test: its file and its name, without the server that its suite says it did not meet. */
export const keyOf = (file, fullName) => `${file}: ${fullName.replaceAll(/ \([^()]*\bskipped: [^()]*\)/g, "")}`;

/** Whether a test, or its suite, says in its name that something was left out of it. */
export const saysSkipped = (fullName) => /\bskipped: /.test(fullName);

/** How often each test passed, by its key. A name that also failed or did not run anywhere in its file is not counted. */
export function passedIn(report) {
  const passed = new Map();
  const spoilt = new Set();
  for (const { name, assertionResults } of report.testResults) {
    for (const { fullName, status } of assertionResults) {
      const key = keyOf(name, fullName);
      if (status === "passed") passed.set(key, (passed.get(key) ?? 0) + 1);
      else spoilt.add(key);
    }
  }
  for (const key of spoilt) passed.delete(key);
  return passed;
}
