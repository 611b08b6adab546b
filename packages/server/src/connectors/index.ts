export type {
  ActOptions,
  ActSession,
  Assignment,
  Capabilities,
  Connector,
  Match,
  Outcome,
  ReadSession,
  Row,
  RowQuery,
  StreamQuery,
  Value,
} from "./connector.ts";
export { ConnectorError, type ConnectorErrorCode } from "./errors.ts";
export { type GrantRequest, grantsFor } from "./grants.ts";
export { openConnector, type StoreAddress } from "./open-connector.ts";
