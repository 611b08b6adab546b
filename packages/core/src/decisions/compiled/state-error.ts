import { TrothError } from "../../foundation/index.ts";

/** A state that does not belong to the program, or cannot be read. Nothing was changed. */
export class StateError extends TrothError {
  readonly code = "decisions.state";
}
