// The migration of letters that became requests: a mail that is read twice is entered once. Never edited once released.
import { hex, id } from "./columns.ts";

/** The statements of the migration, in order. */
export const letterTables: readonly string[] = [
  `create table letter (
    ${hex("hash")} primary key,
    ${hex("asker")} not null,
    ${id("request_id")} not null references privacy_request (id),
    at timestamptz not null
  )`,
  `create index letter_at on letter (at)`,
  `create index letter_request on letter (request_id)`,
  `create index letter_asker on letter (asker)`,
];
