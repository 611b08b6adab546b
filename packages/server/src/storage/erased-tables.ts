// The migration of what stays of subjects that were erased: what is told of before does not make them anew. Never edited once released.
import { hex, id } from "./columns.ts";

/** The statements of the migration, in order. */
export const erasedTables: readonly string[] = [
  `create table erased_subject (
    ${hex("hash")} primary key,
    ${id("request_id")} not null references privacy_request (id),
    at timestamptz not null
  )`,
  `create index erased_subject_request on erased_subject (request_id)`,
];
