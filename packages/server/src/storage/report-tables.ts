// The eighth migration: every report on a task, and what a law keeps where people look. Never edited once released.
import { id, oneOf, word } from "./columns.ts";

/** The statements of the eighth migration, in order. */
export const reportTables: readonly string[] = [
  `alter table task add column ${oneOf("purpose", "request", "keep")} not null default 'request'`,
  `alter table task alter column purpose drop default`,
  `create table task_report (
    ${id("request_id")} not null,
    ${word("store")} not null,
    number integer not null check (number > 0),
    ${oneOf("purpose", "request", "keep")} not null,
    ${oneOf("outcome", "done", "impossible")} not null,
    at timestamptz not null,
    ${id("account_id")} references staff_account (id),
    role text,
    found jsonb not null,
    stays jsonb,
    files integer not null check (files >= 0),
    sealed bytea not null,
    primary key (request_id, store, number),
    foreign key (request_id, store) references task (request_id, store)
  )`,
  `create index task_report_account on task_report (account_id)`,
  // Until now a task had its last report alone.
  `insert into task_report
    select request_id, store, 1, 'request', state, ended_at, account_id, null, coalesce(found, '{}'), null,
      (select count(*) from task_file file
        where file.request_id = task.request_id and file.store = task.store and file.at = task.ended_at),
      report
    from task where report is not null and ended_at is not null and state <> 'waiting'`,
  `alter table task drop column report`,
  // 0: handed in with a report that a later one took the place of, before there was room for both.
  `alter table task_file add column number integer not null default 0 check (number >= 0)`,
  `alter table task_file alter column number drop default`,
  `update task_file set number = 1 from task
    where task.request_id = task_file.request_id and task.store = task_file.store and task.ended_at = task_file.at`,
  `create table task_keep (
    ${id("request_id")} not null,
    ${word("store")} not null,
    ${oneOf("state", "kept", "asked", "ended")} not null,
    lines jsonb not null,
    stays jsonb not null,
    until text not null check (until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    sealed bytea,
    primary key (request_id, store),
    foreign key (request_id, store) references task (request_id, store)
  )`,
];
