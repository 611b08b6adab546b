import { conformsOnMariadb, conformsOnPostgres, conformsOnSqlite } from "../../../../../test/support/app-conformance.ts";

conformsOnPostgres({ helper: "drizzle" });
conformsOnMariadb({ helper: "drizzle" });
conformsOnSqlite({
  helper: "drizzle",
  skips: [
    {
      test: "a read is one snapshot",
      reason: "Drizzle begins every transaction of libsql as one that writes: a snapshot would keep the application itself out",
    },
    {
      test: "captured rows are locked until the end",
      reason:
        "libsql refuses the commit that follows a refused begin on the same connection; a test of our own asks for the lock",
    },
  ],
});
