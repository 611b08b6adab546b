// The migration of what banners showed: a record of consent names it by its hash. Never edited once released.
import { hex, id, word } from "./columns.ts";

/** The statements of the migration, in order. */
export const consentTables: readonly string[] = [
  `create table shown_text (
    ${hex("hash")} primary key,
    ${id("service")} not null,
    ${word("language")} not null,
    ${hex("notice")} not null,
    laws jsonb not null,
    banner jsonb not null,
    first_at timestamptz not null
  )`,
];

/** Pages of the privacy center show a text too, and are no service's. */
export const shownPageTables: readonly string[] = [
  "alter table shown_text alter column service drop not null",
  "alter table shown_text rename column banner to text",
];

/** Of each fact, the ledger's entry that commits to it: what a receipt of a choice is made of. */
export const factEntryTables: readonly string[] = ["alter table fact add column entry bigint"];
