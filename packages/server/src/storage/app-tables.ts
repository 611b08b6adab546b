// The third migration: keys of applications. Never edited once released.
import { hex, id, word } from "./columns.ts";

/** The statements of the third migration, in order. */
export const appTables: readonly string[] = [
  `create table store_key (
    ${id("id")} primary key,
    ${word("store")} not null,
    ${hex("token_hash")} not null unique,
    made_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create index store_key_store on store_key (store) where ended_at is null`,
];
