export type { OutboundRequest } from "./check-request.ts";
export { OutboundError, type OutboundErrorCode } from "./errors.ts";
export type { OutboundResponse, OutboundStream } from "./exchange.ts";
export { createOutbound, type Outbound, type OutboundRules } from "./outbound.ts";
export type { PinnedAddress, ResolveHost } from "./pin-host.ts";
export { isPublicAddress } from "./public-address.ts";
