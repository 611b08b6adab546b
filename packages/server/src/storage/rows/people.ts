/** Who is known, by keyed hashes of their identifiers. */
export interface PeopleTables {
  person: { id: string; state: "known" | "forgetting" | "forgotten"; created_at: string; forgotten_at: string | null };
  /** `hash`: keyed hash of the normalized identifier, hex. */
  person_identifier: { person_id: string; kind: string; hash: string };
  tombstone: { id: string; request_id: string; store: string; dataset: string; sealed: Uint8Array; at: string };
}
