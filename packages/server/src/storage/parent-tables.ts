// The migration of parents who are asked about a child. A row goes when its time is over. Never edited once released.
import { hex, id, oneOf, word } from "./columns.ts";

/** The statements of the migration, in order. */
export const parentTables: readonly string[] = [
  `create table parent_ask (
    ${id("id")} primary key,
    ${oneOf("state", "waiting", "agreed", "declined", "lapsed")} not null,
    ${word("point")} not null,
    subject text not null check (subject ~ '^[0-9a-f]{32}$'),
    ${hex("mailbox")},
    ${hex("token_hash")} not null unique,
    sealed bytea,
    asked_at timestamptz not null,
    until timestamptz not null,
    check ((state = 'waiting') = (sealed is not null)),
    check ((state = 'waiting') = (mailbox is not null))
  )`,
  // One parent at a time is asked about one child at one point.
  `create unique index parent_ask_waiting on parent_ask (subject, point) where state = 'waiting'`,
  `create index parent_ask_mailbox on parent_ask (mailbox) where mailbox is not null`,
  `create index parent_ask_until on parent_ask (until)`,
];
