import { TrothError } from "@troth/core/foundation";

/** Why a store could not do what was asked. Messages name store, dataset and column, never a value. */
export type ConnectorErrorCode =
  | "connector.unreachable"
  | "connector.denied"
  | "connector.filtered"
  | "connector.timeout"
  | "connector.constraint"
  | "connector.missing"
  | "connector.busy"
  | "connector.by-hand"
  | "connector.failed";

/** A store refused or failed; `transient` says whether trying again may help. */
export class ConnectorError extends TrothError {
  readonly code: ConnectorErrorCode;
  readonly store: string;
  readonly transient: boolean;

  constructor(
    code: ConnectorErrorCode,
    store: string,
    message: string,
    more: { readonly advice?: string; readonly cause?: unknown; readonly transient?: boolean } = {},
  ) {
    super(message, { place: `store ${store}`, ...more });
    this.code = code;
    this.store = store;
    this.transient =
      more.transient ?? (code === "connector.unreachable" || code === "connector.timeout" || code === "connector.busy");
  }
}
