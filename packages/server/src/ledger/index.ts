export { LedgerError, type LedgerErrorCode } from "./errors.ts";
export { forkLedger } from "./fork-ledger.ts";
export { readKeyFile, writeKeyFile } from "./key-file.ts";
export type { EntryInput, Ledger } from "./ledger.ts";
export { type LedgerPlace, openLedger } from "./open-ledger.ts";
export type { LedgerParts } from "./sequence-entries.ts";
