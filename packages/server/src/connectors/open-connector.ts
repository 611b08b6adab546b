import type { Surroundings } from "../foundation/index.ts";
import type { Connector } from "./connector.ts";
import { ConnectorError } from "./errors.ts";
import { readOptions } from "./options.ts";
import { openPostgres } from "./postgres/index.ts";
import { openSqlite } from "./sqlite/index.ts";

/** A store as a program tells of it, with its secrets resolved. */
export interface StoreAddress {
  readonly store: string;
  readonly connector: string;
  /** The read role's address. */
  readonly url: string;
  /** The act role's, where it is another; `options.act` says the same. */
  readonly actUrl?: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly surroundings?: Surroundings;
}

/** Opens the connector of a store; nothing is reached before its first call. @throws ConnectorError */
export function openConnector({ store, connector, url, actUrl, options }: StoreAddress): Connector {
  const read = readOptions(store, actUrl === undefined ? options : { ...options, act: actUrl });
  if (connector === "sqlite") return openSqlite(store, url, read);
  if (connector === "postgres") return openPostgres(store, url, read);
  throw new ConnectorError("connector.failed", store, `nothing speaks to a store of kind \`${connector}\` yet`, {
    advice: "this version connects to postgres and sqlite",
  });
}
