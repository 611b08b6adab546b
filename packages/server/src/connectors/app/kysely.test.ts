import { conformsOnMariadb, conformsOnPostgres, conformsOnSqlite } from "../../../../../test/support/app-conformance.ts";

conformsOnPostgres({ helper: "kysely" });
conformsOnMariadb({ helper: "kysely" });
conformsOnSqlite({
  helper: "kysely",
  skips: [
    {
      test: "a read is one snapshot",
      reason: "Kysely has one connection to SQLite: a snapshot would keep the application itself out",
    },
    {
      test: "captured rows are locked until the end",
      reason: "a second act waits for Kysely's one connection, and is told that it took too long",
    },
  ],
});
