import type { Surroundings } from "../foundation/index.ts";
import { type AppHub, openApp } from "./app/index.ts";
import type { Connector } from "./connector.ts";
import { ConnectorError } from "./errors.ts";
import { openFiles } from "./files/index.ts";
import { databaseOf, openMysql } from "./mysql/index.ts";
import { readOptions } from "./options.ts";
import { openPostgres } from "./postgres/index.ts";
import { openS3 } from "./s3/index.ts";
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
  readonly secrets?: Readonly<Record<string, string>>;
  /** Where rows are files: each dataset's `match`. */
  readonly datasets?: Readonly<Record<string, string | undefined>>;
  readonly surroundings?: Surroundings;
  /** Where applications pull their work; absent: stores of applications are out of reach. */
  readonly apps?: AppHub | undefined;
}

/** Opens the connector of a store; nothing is reached before its first call. @throws ConnectorError */
export function openConnector(address: StoreAddress): Connector {
  const { store, connector, url, actUrl, options, datasets = {} } = address;
  if (connector === "files") return openFiles(store, url, { ...readOptions(store, options, { known: ["timeouts"] }), datasets });
  if (connector === "s3") return openS3(store, url, { options, secrets: address.secrets ?? {}, datasets });
  if (connector === "app") return openApp({ store, hub: address.apps, options: readOptions(store, options) });
  const schema = connector === "mysql" ? databaseOf(store, url) : "public";
  const read = readOptions(store, actUrl === undefined ? options : { ...options, act: actUrl }, { schema });
  if (connector === "sqlite") return openSqlite(store, url, read);
  if (connector === "postgres") return openPostgres(store, url, read);
  if (connector === "mysql") return openMysql(store, url, read);
  if (connector === "manual")
    throw new ConnectorError("connector.by-hand", store, "only people can look into it", {
      advice: "whoever the program asks goes through it, task by task",
    });
  throw new ConnectorError("connector.failed", store, `nothing speaks to a store of kind \`${connector}\` yet`, {
    advice: "this version connects to postgres, mysql (MariaDB too), sqlite, files, s3 and app",
  });
}
