// The seventh migration: an erasure that is too large for one transaction. Never edited once released.
import { id, oneOf, word } from "./columns.ts";

export const chunkTables: readonly string[] = [
  `create table run_chunk (
    ${id("request_id")} not null,
    ${word("store")} not null,
    number integer not null check (number > 0),
    attempt integer not null check (attempt >= 0),
    ${oneOf("state", "waiting", "started", "committed")} not null,
    transaction text,
    work bytea not null,
    did bytea,
    outcome_known_by text,
    primary key (request_id, store, number),
    foreign key (request_id, store) references store_run (request_id, store)
  )`,
];
