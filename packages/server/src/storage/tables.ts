// The tables of Troth's own database, for Kysely. Migrations make them; one set of SQL for PGlite and PostgreSQL.
// No column holds a personal value in the clear: they are sealed bytes, keyed hashes, ids and counts.
import type { ChoiceTables } from "./rows/choices.ts";
import type { FactTables } from "./rows/facts.ts";
import type { LedgerTables } from "./rows/ledger.ts";
import type { PeopleTables } from "./rows/people.ts";
import type { RequestTables } from "./rows/requests.ts";
import type { StaffTables } from "./rows/staff.ts";
import type { StoreTables } from "./rows/stores.ts";
import type { TaskTables } from "./rows/tasks.ts";

/** All of them, by name. */
export interface Tables
  extends ChoiceTables,
    FactTables,
    LedgerTables,
    PeopleTables,
    RequestTables,
    StaffTables,
    StoreTables,
    TaskTables {}
