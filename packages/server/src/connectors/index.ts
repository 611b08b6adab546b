export { type AppHub, givenSchema, openAppHub, pullSchema } from "./app/index.ts";
export type {
  ActOptions,
  ActSession,
  Assignment,
  Capabilities,
  Connector,
  Match,
  OpenObject,
  Outcome,
  ReadSession,
  Row,
  RowQuery,
  SqlAsked,
  Standing,
  StreamQuery,
  Value,
} from "./connector.ts";
export { ConnectorError, type ConnectorErrorCode } from "./errors.ts";
export { type GrantRequest, grantsFor } from "./grants.ts";
export { openConnector, type StoreAddress } from "./open-connector.ts";
