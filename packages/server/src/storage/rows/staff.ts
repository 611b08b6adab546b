import type { JSONColumnType } from "kysely";

/** Who works here, their keys, and what they have to decide. */
export interface StaffTables {
  /** `sealed`: the name, under the account's key. */
  staff_account: {
    id: string;
    sealed: Uint8Array;
    /** Keyed hash of the normalized name, hex: finds the account at a sign-in. Null until it has a name, and once it is ended. */
    name_hash: string | null;
    role: string;
    /** Argon2id in PHC form. */
    password_hash: string | null;
    created_at: string;
    ended_at: string | null;
  };
  /** Single-use sign-in links. */
  staff_link: {
    token_hash: string;
    role: string;
    account_id: string | null;
    made_at: string;
    expires_at: string;
    used_at: string | null;
  };
  staff_session: { token_hash: string; account_id: string; created_at: string; seen_at: string; expires_at: string };
  passkey: {
    /** Credential id, base64url. */
    id: string;
    account_id: string;
    public_key: Uint8Array;
    counter: string;
    transports: JSONColumnType<string[]>;
    created_at: string;
    used_at: string | null;
  };
  passkey_challenge: { token_hash: string; challenge: string; account_id: string | null; expires_at: string };
  /** Something for the officer to decide: a change in a law, or a drift between the program and a store. `hash`: of what it says. */
  finding: {
    hash: string;
    kind: "law" | "drift";
    said: JSONColumnType<Record<string, unknown>>;
    opened_at: string;
    /** When it was no longer so. */
    gone_at: string | null;
    decided_at: string | null;
    /** `known`: it was so when the law came into the program. */
    decision: "changed" | "nothing-to-do" | "known" | null;
    account_id: string | null;
  };
  /** Keys by which applications pull work for their stores. `token_hash`: SHA-256. */
  store_key: { id: string; store: string; token_hash: string; made_at: string; ended_at: string | null };
  /** Keys by which backends of the organization tell facts and read states. `token_hash`: SHA-256. */
  app_key: { id: string; name: string; token_hash: string; made_at: string; ended_at: string | null };
}
