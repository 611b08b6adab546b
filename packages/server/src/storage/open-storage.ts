import type { Surroundings } from "../foundation/index.ts";
import { migrate } from "./migrations.ts";
import { openPglite } from "./open-pglite.ts";
import { openPostgres } from "./open-postgres.ts";
import type { Storage } from "./storage.ts";

/** Where Troth's own database is: PostgreSQL at `databaseUrl` (TROTH_DATABASE_URL, never DATABASE_URL), else a folder in `home`. */
export interface StoragePlace {
  readonly home: string;
  readonly databaseUrl?: string | undefined;
}

/** Opens a place without touching its tables. */
export const openPlace = (place: StoragePlace): Promise<Storage> =>
  place.databaseUrl === undefined ? openPglite(place.home) : openPostgres(place.databaseUrl);

/**
 * Opens Troth's own database and brings its tables up to date.
 * @throws StorageError `storage.locked`, `storage.unreachable`, `storage.newer`, `storage.bad-url`.
 */
export async function openStorage(place: StoragePlace & { readonly surroundings: Surroundings }): Promise<Storage> {
  const storage = await openPlace(place);
  try {
    await migrate(storage.db);
  } catch (error) {
    await storage.close();
    throw error;
  }
  await place.surroundings.passing("storage.opened");
  return storage;
}
