// The migration of permissions for humans, and of disclosures. Never edited once released.
import { hex, id, word } from "./columns.ts";

// How a subject is named outside the key store. What hangs on one goes with it.
const subject = `subject text not null check (subject ~ '^[0-9a-f]{32}$') references fact_subject (hash) on delete cascade`;

/** The statements of the migration, in order. */
export const accessTables: readonly string[] = [
  `create table access_grant (
    ${id("id")} primary key,
    ${hex("token_hash")} not null unique,
    ${subject},
    ${word("act")} not null,
    ${word("ground")} not null,
    ${word("role")} not null,
    ${hex("who")} not null,
    items jsonb,
    asked jsonb not null,
    shown boolean not null,
    made_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create index access_grant_subject on access_grant (subject)`,
  `create table access_look (
    number bigint generated always as identity primary key,
    grant_id text not null references access_grant (id) on delete cascade,
    items integer not null,
    at timestamptz not null
  )`,
  `create index access_look_grant on access_look (grant_id)`,
  `create table disclosure (
    ${hex("id_hash")} primary key,
    ${subject},
    number bigint generated always as identity,
    sealed bytea not null,
    ${word("commitment")} not null
  )`,
  `create index disclosure_subject on disclosure (subject, number)`,
  `create table disclosure_total (
    ${word("day")} not null,
    ${word("recipient")} not null,
    ${word("purpose")} not null,
    ${word("category")} not null,
    ${word("passed")} not null,
    ${word("form")} not null,
    occasions bigint not null,
    items bigint not null,
    primary key (day, recipient, purpose, category, passed, form)
  )`,
  `create table recipient_had (
    request_id text not null references privacy_request (id),
    ${word("recipient")} not null,
    sealed bytea not null,
    primary key (request_id, recipient)
  )`,
];
