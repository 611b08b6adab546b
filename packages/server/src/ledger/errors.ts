import { TrothError } from "@troth/core/foundation";

/** Why the ledger cannot be used, or not in this way. */
export type LedgerErrorCode =
  | "ledger.rolled-back"
  | "ledger.checkpoint-missing"
  | "ledger.checkpoint-invalid"
  | "ledger.other-key"
  | "ledger.ended"
  | "ledger.entry-refused"
  | "ledger.unknown-entry"
  | "ledger.nothing-to-fork"
  | "ledger.no-reason"
  | "ledger.bad-origin"
  | "ledger.damaged";

/** The way on where the log cannot be continued as it is. */
export const FORK_ADVICE =
  'bring back the newest database and the newest checkpoint file; if they are lost for good, start a new, explained log: troth ledger fork --because "..."';

/** The ledger refused. Messages hold origins, sizes and ids only. */
export class LedgerError extends TrothError {
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, more: { place?: string; advice?: string; cause?: unknown } = {}) {
    super(message, more);
    this.code = code;
  }
}
