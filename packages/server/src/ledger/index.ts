export type { EntryInput, Ledger } from "./ledger.ts";
