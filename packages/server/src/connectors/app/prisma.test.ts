import { conformsOnMariadb, conformsOnPostgres, conformsOnSqlite } from "../../../../../test/support/app-conformance.ts";

conformsOnPostgres({ helper: "prisma" });
conformsOnMariadb({ helper: "prisma" });
conformsOnSqlite({
  helper: "prisma",
  skips: [
    {
      test: "a read is one snapshot",
      reason: "Prisma's adapter has one connection to SQLite: a snapshot would keep the application itself out",
    },
  ],
});
