// The migration of what a denial rests on, of appeals, of fees, and of what the officer has to decide. Never edited once released.
import { hex, id, oneOf } from "./columns.ts";

/** The statements of the migration, in order. */
export const denialTables: readonly string[] = [
  `alter table privacy_request add column denial jsonb`,
  `alter table privacy_request add column fee jsonb`,
  `create table appeal (
    ${id("request_id")} primary key references privacy_request (id),
    at timestamptz not null,
    ${oneOf("came_by", "person", "staff")} not null,
    decided_at timestamptz,
    ${oneOf("outcome", "granted", "refused")},
    ${id("account_id")} references staff_account (id),
    words bytea,
    check ((decided_at is null) = (outcome is null))
  )`,
  `create index appeal_account on appeal (account_id)`,
  `create table finding (
    ${hex("hash")} primary key,
    ${oneOf("kind", "law", "drift")} not null,
    said jsonb not null,
    opened_at timestamptz not null,
    gone_at timestamptz,
    decided_at timestamptz,
    ${oneOf("decision", "changed", "nothing-to-do", "known")},
    ${id("account_id")} references staff_account (id),
    check ((decided_at is null) = (decision is null))
  )`,
  `create index finding_account on finding (account_id)`,
  `create index finding_open on finding (opened_at) where decided_at is null and gone_at is null`,
];
