import { TrothError } from "@troth/core/foundation";

/** Why nothing came back. */
export type OutboundErrorCode =
  | "outbound.address"
  | "outbound.request"
  | "outbound.private"
  | "outbound.unresolved"
  | "outbound.unreachable"
  | "outbound.tls"
  | "outbound.slow"
  | "outbound.large"
  | "outbound.redirect";

/** A request to another server was refused by our rules, or failed. The message names neither address, path nor what was sent. */
export class OutboundError extends TrothError {
  readonly code: OutboundErrorCode;

  constructor(code: OutboundErrorCode, message: string, more: { readonly advice?: string } = {}) {
    super(message, more);
    this.code = code;
  }
}

const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO$)/;

/** What a failure of Node's client means, by its code alone: its words may hold what was sent. */
export function failureOf(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = (error as { readonly code?: unknown } | null)?.code;
  const named = typeof code === "string" && /^[A-Z0-9_]{3,60}$/.test(code) ? code : "unknown";
  if (TLS.test(named)) return new OutboundError("outbound.tls", `the server's certificate was not accepted (${named})`);
  if (named === "HPE_HEADER_OVERFLOW") return new OutboundError("outbound.large", "the server's answer has too long a head");
  if (named.startsWith("HPE_")) return new OutboundError("outbound.unreachable", `the server does not speak HTTP (${named})`);
  return new OutboundError("outbound.unreachable", `the server could not be reached (${named})`);
}
