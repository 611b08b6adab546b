import { sql } from "kysely";
import { expect, test } from "vitest";
import { eachStorage } from "../../../../test/support/storages.ts";
import type { Tables } from "./tables.ts";

type Known<V> = [V] extends [{ readonly __select__: infer S }] ? S : V;
type Bare<V> = NonNullable<Known<V>>;
type SqlType<V> = [V] extends [Uint8Array]
  ? "bytea"
  : [V] extends [string]
    ? "text" | "timestamptz" | "int8"
    : [V] extends [number]
      ? "int4"
      : [V] extends [boolean]
        ? "bool"
        : "jsonb";
type Fact<V> = `${SqlType<Bare<V>>}${null extends Known<V> ? "?" : ""}`;
type Manifest = { readonly [T in keyof Tables]: { readonly [C in keyof Tables[T]]-?: Fact<Tables[T][C]> } };

// The compiler holds this against tables.ts, in both directions; the test holds it against the database. `?`: may be null.
const manifest: Manifest = {
  installation: { id: "text", created_at: "timestamptz" },
  person: { id: "text", state: "text", created_at: "timestamptz", forgotten_at: "timestamptz?" },
  person_identifier: { person_id: "text", kind: "text", hash: "text" },
  program_version: { hash: "text", published_at: "timestamptz", long: "jsonb" },
  store_mode: { store: "text", live_at: "timestamptz?", by: "text?" },
  privacy_request: {
    id: "text",
    number: "int4",
    right: "text",
    state: "text",
    person_id: "text",
    subject: "bytea",
    file: "bytea?",
    taken_by: "text",
    verified: "bool",
    received_at: "timestamptz",
    program: "text?",
    plan_hash: "text?",
    plan: "jsonb?",
    approval: "jsonb?",
    because: "text?",
    closed_at: "timestamptz?",
    version: "int4",
    language: "text",
    contact: "bytea?",
    asker: "text?",
    cooling_until: "timestamptz?",
  },
  message: {
    id: "text",
    number: "int8",
    request_id: "text",
    sender: "text",
    account_id: "text?",
    sealed: "bytea",
    at: "timestamptz",
  },
  ask: {
    id: "text",
    kind: "text",
    state: "text",
    language: "text",
    sealed: "bytea",
    asker: "text",
    code_hash: "text?",
    tries: "int4",
    code_expires_at: "timestamptz?",
    received_at: "timestamptz",
    request_id: "text?",
  },
  code_sent: { id: "int8", asker: "text", network: "text", at: "timestamptz" },
  person_session: { token_hash: "text", asker: "text", created_at: "timestamptz", expires_at: "timestamptz" },
  mail: {
    id: "text",
    owner: "text",
    request_id: "text?",
    template: "text",
    language: "text",
    sealed: "bytea?",
    message_id: "text",
    state: "text",
    tries: "int4",
    duplicates: "int4",
    next_at: "timestamptz",
    sent_at: "timestamptz?",
    because: "text?",
    created_at: "timestamptz",
  },
  staff_account: {
    id: "text",
    sealed: "bytea",
    name_hash: "text?",
    role: "text",
    password_hash: "text?",
    created_at: "timestamptz",
    ended_at: "timestamptz?",
  },
  staff_link: {
    token_hash: "text",
    role: "text",
    account_id: "text?",
    made_at: "timestamptz",
    expires_at: "timestamptz",
    used_at: "timestamptz?",
  },
  staff_session: {
    token_hash: "text",
    account_id: "text",
    created_at: "timestamptz",
    seen_at: "timestamptz",
    expires_at: "timestamptz",
  },
  passkey: {
    id: "text",
    account_id: "text",
    public_key: "bytea",
    counter: "int8",
    transports: "jsonb",
    created_at: "timestamptz",
    used_at: "timestamptz?",
  },
  passkey_challenge: { token_hash: "text", challenge: "text", account_id: "text?", expires_at: "timestamptz" },
  copy_package: {
    request_id: "text",
    file: "text",
    sealed: "bytea",
    rows: "int4",
    bytes: "int8",
    made_at: "timestamptz",
    expires_at: "timestamptz",
  },
  copy_link: {
    token_hash: "text",
    request_id: "text",
    made_at: "timestamptz",
    expires_at: "timestamptz",
    used_at: "timestamptz?",
  },
  copy_review: {
    request_id: "text",
    store: "text",
    dataset: "text",
    row_hash: "text",
    field: "text",
    text_hash: "text",
    decision: "text",
    sealed: "bytea?",
    account_id: "text",
    at: "timestamptz",
  },
  store_run: {
    request_id: "text",
    store: "text",
    attempt: "int4",
    state: "text",
    transaction: "text?",
    counts: "jsonb?",
    captured: "bytea?",
    outcome_known_by: "text?",
    because: "text?",
    updated_at: "timestamptz",
  },
  recipient_told: { request_id: "text", recipient: "text", state: "text", at: "timestamptz?" },
  due: { id: "text", kind: "text", request_id: "text?", at: "timestamptz", done_at: "timestamptz?" },
  tombstone: { id: "text", request_id: "text", store: "text", dataset: "text", sealed: "bytea", at: "timestamptz" },
  log: {
    id: "int4",
    origin: "text",
    vkey: "text",
    started_at: "timestamptz",
    because: "text?",
    forked_from: "jsonb?",
    ended_at: "timestamptz?",
  },
  entry: { id: "int8", log: "int4", index: "int8?", at: "timestamptz", kind: "text", body: "text" },
  payload: { id: "text", entry_id: "int8", person_id: "text", sealed: "bytea" },
  tile: { log: "int4", level: "int4", index: "int8", hashes: "bytea" },
  checkpoint: { log: "int4", size: "int8", root: "bytea", note: "text", at: "timestamptz" },
  sequencer: { id: "int4", token: "int8" },
};

eachStorage("tables.ts and the migrated schema agree", (on) => {
  test("every table, column, type and null", async () => {
    const { rows } = await sql<{ table_name: string; column_name: string; udt_name: string; is_nullable: string }>`
      select table_name::text, column_name::text, udt_name::text, is_nullable::text
      from information_schema.columns where table_schema = 'troth' and table_name not like 'kysely%'`.execute(on.storage().db);
    const found: Record<string, Record<string, string>> = {};
    for (const row of rows) {
      const fact = `${row.udt_name}${row.is_nullable === "YES" ? "?" : ""}`;
      found[row.table_name] = { ...found[row.table_name], [row.column_name]: fact };
    }
    expect(found).toEqual(manifest);
  });

  test("every foreign key has an index that begins with its columns, so that nothing is deleted or joined by a scan", async () => {
    const { rows } = await sql<{ name: string }>`
      select c.conname::text as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'f' and n.nspname = 'troth' and not exists (
        select 1 from pg_index i where i.indrelid = c.conrelid
          and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`.execute(on.storage().db);
    expect(rows.map((row) => row.name)).toEqual([]);
  });
});
