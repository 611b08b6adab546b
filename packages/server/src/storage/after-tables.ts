// The migration of what comes after an erasure: what is still looked for, the passes that look, what they found, how stores stood.
// Never edited once released.
import { id, oneOf, word } from "./columns.ts";

/** The statements of the migration, in order. */
export const afterTables: readonly string[] = [
  `create table sweep (
    ${id("id")} primary key,
    started_at timestamptz not null,
    ended_at timestamptz,
    people integer not null check (people >= 0),
    because text
  )`,
  `create unique index sweep_open on sweep ((ended_at is null)) where ended_at is null`,
  `create table sought (
    ${id("request_id")} primary key references privacy_request (id),
    sealed bytea not null,
    due_at timestamptz not null,
    ${id("sweep_id")} references sweep (id)
  )`,
  `create index sought_due on sought (due_at) where sweep_id is null`,
  `create index sought_sweep on sought (sweep_id)`,
  `create table swept_dataset (
    ${id("sweep_id")} not null references sweep (id),
    ${word("store")} not null,
    ${word("dataset")} not null,
    rows bigint not null check (rows >= 0),
    at timestamptz not null,
    primary key (sweep_id, store, dataset)
  )`,
  `create table residue (
    ${id("id")} primary key,
    ${id("request_id")} not null references privacy_request (id),
    ${id("sweep_id")} not null references sweep (id),
    ${word("store")} not null,
    ${word("dataset")} not null,
    ${word(`"column"`)} not null,
    rows integer not null check (rows > 0),
    ${oneOf("state", "seen", "found", "excused", "borne", "removed")} not null,
    sealed bytea,
    reason text,
    at timestamptz not null
  )`,
  `create index residue_request on residue (request_id)`,
  `create index residue_sweep on residue (sweep_id)`,
  `create index residue_found on residue (store, dataset, "column") where state = 'found'`,
  `create table excused_place (
    ${word("store")} not null,
    ${word("dataset")} not null,
    ${word(`"column"`)} not null,
    ${oneOf("reason", "another-person", "legal-keep", "rotating-log")} not null,
    until text check (until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    ${word("by")} not null,
    at timestamptz not null,
    primary key (store, dataset, "column")
  )`,
  `create table store_mark (
    ${word("store")} primary key,
    place text,
    moment text,
    transaction text,
    at timestamptz not null,
    restored text
  )`,
];
