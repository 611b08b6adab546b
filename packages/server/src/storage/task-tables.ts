// The sixth migration: what people are asked to do in stores that only they can look into. Never edited once released.
import { hex, id, oneOf, word } from "./columns.ts";

/** The statements of the sixth migration, in order. */
export const taskTables: readonly string[] = [
  `create table task (
    ${id("request_id")} not null references privacy_request (id),
    ${word("store")} not null,
    ${oneOf("state", "waiting", "done", "impossible")} not null,
    ${hex("asked")} not null,
    sealed bytea not null,
    opened_at timestamptz not null,
    due_at timestamptz not null,
    reminded_at timestamptz,
    ended_at timestamptz,
    ${id("account_id")} references staff_account (id),
    found jsonb,
    report bytea,
    primary key (request_id, store)
  )`,
  `create index task_account on task (account_id)`,
  `create index task_waiting on task (due_at) where state = 'waiting'`,
  `create table task_file (
    ${id("id")} primary key,
    ${id("request_id")} not null,
    ${word("store")} not null,
    ${word("dataset")} not null,
    sealed bytea not null,
    at timestamptz not null,
    foreign key (request_id, store) references task (request_id, store)
  )`,
  `create index task_file_task on task_file (request_id, store)`,
];
