export {
  createFileDurably,
  destroyFile,
  isFileError,
  makeFolder,
  readFileIfAny,
  syncFolder,
  writeFileDurably,
} from "./durable-files.ts";
export { bootId, type LockOutcome, takeLock } from "./lock.ts";
export { createLog, describeError, type Log, type LogFacts, log } from "./log.ts";
export { fileNamesOnce, namesOnce, safeName } from "./safe-names.ts";
export type { LargeSets, Surroundings } from "./surroundings.ts";
export { systemSurroundings } from "./system-surroundings.ts";
