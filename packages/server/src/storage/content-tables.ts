// The migration of texts that who wrote them are asked about, before they are published. Never edited once released.
import { hex, id, oneOf, word } from "./columns.ts";

/** The statements of the migration, in order. */
export const contentTables: readonly string[] = [
  `create table content (
    ${id("id")} primary key,
    ${oneOf("state", "current", "earlier")} not null,
    ${word("purpose")} not null,
    subject text references fact_subject (hash),
    ${hex("reference")} not null,
    ${hex("text_hash")} not null,
    sealed bytea,
    asked_at timestamptz not null,
    until timestamptz,
    check ((subject is null) = (sealed is null))
  )`,
  // Of one place in the application one text at a time is asked about, and each text once.
  `create unique index content_current on content (subject, reference) where state = 'current'`,
  `create unique index content_text on content (subject, reference, text_hash)`,
  `create index content_until on content (until)`,
  // Whoever was erased.
  `create index content_gone on content (id) where subject is null`,
];

/** The statements of the migration after it: how far the feed of facts was read for approvals that were taken back elsewhere. */
export const contentFeedTables: readonly string[] = [
  `create table content_feed (id integer primary key check (id = 1), position bigint not null)`,
];

/**
 * The statements of the migration after that: texts whose approval was taken back, until their rows are changed in the store; and
 * since when texts are approved.
 */
export const contentWithdrawalTables: readonly string[] = [
  `create table content_withdrawal (
    content text primary key references content (id) on delete cascade,
    ${oneOf("state", "open", "acting", "done")} not null,
    attempt integer not null,
    transaction text,
    ${word("because")},
    rows integer,
    ${oneOf("ended_by", "store", "people", "approved")},
    since timestamptz not null,
    next_at timestamptz,
    ended_at timestamptz,
    check ((state = 'done') = (next_at is null)),
    check ((state = 'done') = (ended_by is not null)),
    check ((state = 'done') = (ended_at is not null))
  )`,
  // When it was approved: approvals that end by themselves are found by it.
  `alter table content add column approved_at timestamptz`,
  `update content set approved_at = asked_at where until is null`,
  `create index content_approved on content (purpose, approved_at) where until is null`,
  `create index content_withdrawal_next on content_withdrawal (next_at) where next_at is not null`,
];
