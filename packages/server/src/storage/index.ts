export type { Storage, Tx } from "./storage.ts";
export type { Tables } from "./tables.ts";
