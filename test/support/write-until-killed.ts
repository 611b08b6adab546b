// Writes rows into the embedded database of a home, and says each number once it is committed. Somebody kills it.
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { openStorage, StorageError } from "../../packages/server/src/storage/index.ts";

const [home = "", from = "0"] = process.argv.slice(2);
try {
  const storage = await openStorage({ home, surroundings: systemSurroundings() });
  for (let n = Number(from); ; n++) {
    await storage.db
      .insertInto("store_mode")
      .values({ store: String(n) })
      .execute();
    process.stdout.write(`${n}\n`);
  }
} catch (error) {
  if (!(error instanceof StorageError)) throw error;
  process.stdout.write(`${error.code} ${/\d+/.exec(error.message)?.[0]}\n`);
  process.exitCode = 1;
}
