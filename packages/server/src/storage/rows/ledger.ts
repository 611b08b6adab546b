import type { Generated, JSONColumnType } from "kysely";

/** The installation, its program, and the ledger. */
export interface LedgerTables {
  installation: { id: string; created_at: string };
  program_version: { hash: string; published_at: string; long: JSONColumnType<Record<string, unknown>> };
  log: {
    id: Generated<number>;
    origin: string;
    /** C2SP vkey. */
    vkey: string;
    started_at: string;
    because: string | null;
    /** Size and root of the log that this one continues from, if it is a fork. */
    forked_from: JSONColumnType<Record<string, unknown>> | null;
    ended_at: string | null;
  };
  entry: {
    id: Generated<string>;
    log: number;
    /** Dense, given by the sequencer; null until then. */
    index: string | null;
    at: string;
    kind: string;
    /** Canonical JSON: ids, counts, commitments. */
    body: string;
  };
  /** Personal payload of an entry, sealed under the person's data key. */
  payload: { id: string; entry_id: string; person_id: string; sealed: Uint8Array };
  tile: { log: number; level: number; index: string; hashes: Uint8Array };
  checkpoint: { log: number; size: string; root: Uint8Array; note: string; at: string };
  /** One row: the fencing token of whoever sequences. */
  sequencer: { id: number; token: string };
}
