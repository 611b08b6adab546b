export {
  createFileDurably,
  destroyFile,
  isFileError,
  makeFolder,
  readFileIfAny,
  syncFolder,
  writeFileDurably,
} from "./durable-files.ts";
export { type LockOutcome, takeLock } from "./lock.ts";
export { createLog, describeError, type Log, type LogFacts, log } from "./log.ts";
export type { Surroundings } from "./surroundings.ts";
export { systemSurroundings } from "./system-surroundings.ts";
