export { backup } from "./backup.ts";
export { StorageError, type StorageErrorCode } from "./errors.ts";
export { type HomePaths, homePaths } from "./home-paths.ts";
export { migrationsHash } from "./migrations.ts";
export { openStorage, type StoragePlace } from "./open-storage.ts";
export { type LogSegments, packDataFolder, preparedFile } from "./prepared-folder.ts";
export { restore } from "./restore.ts";
export type { Storage, Tx } from "./storage.ts";
export type { Tables } from "./tables.ts";
