import { configDefaults, defineConfig } from "vitest/config";

// CI adds up the results of several runs: each writes its report to the path that is named here.
const report = process.env.TROTH_TEST_REPORT;

// CI runs the promises in a stage of their own, with a server; they need not run twice.
const apart = process.env.TROTH_PROMISES_APART ? ["test/promises/[A-Z]*.test.ts"] : [];

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...apart],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    reporters: report ? ["default", "json"] : ["default"],
    ...(report ? { outputFile: { json: report } } : {}),
  },
});
