export {
  destroyFile,
  isFileError,
  isThere,
  makeFolder,
  readFileIfAny,
  readSmallIfAny,
  syncFolder,
  writeFileDurably,
} from "./durable-files.ts";
export { createFileDurably, type NewFile, writeLazily } from "./file-thread.ts";
export { hashOf, keyedHash, sha256 } from "./hashing.ts";
export { bootId, type LockOutcome, takeLock } from "./lock.ts";
export { createLog, describeError, type Log, type LogFacts, log } from "./log.ts";
export { fileNamesOnce, namesOnce, safeName } from "./safe-names.ts";
export { shareNext } from "./share-next.ts";
export type { LargeSets, Surroundings } from "./surroundings.ts";
export { systemSurroundings } from "./system-surroundings.ts";
