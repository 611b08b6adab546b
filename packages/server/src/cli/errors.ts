import { TrothError } from "@troth/core/foundation";

/** A command that was written wrongly: exit status 2, and nothing was done. Never holds the value that was given. */
export class UseError extends TrothError {
  readonly code = "cli.use";
}

/** A file that a command was given and cannot read or write. */
export class FileError extends TrothError {
  readonly code = "cli.file";
}

/** An answer of no: exit status 1. */
export class RefusedError extends TrothError {
  readonly code = "cli.refused";
}
