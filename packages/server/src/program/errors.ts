import { TrothError } from "@troth/core/foundation";

/** The program's own file cannot be read at all. */
export class ProgramUnreadable extends TrothError {
  readonly code = "program.unreadable";
}

/** A `${...}` of the program cannot be filled in. Never holds the value. */
export class SecretMissing extends TrothError {
  readonly code = "program.secret-missing";
}
