import { type Connection, createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, test } from "vitest";
import { connectorConformance } from "../conformance.ts";
import { type ConformanceStore, FIXTURE } from "../conformance-fixture.ts";
import type { Connector, Row } from "../connector.ts";
import { grantsFor } from "../grants.ts";
import { openConnector } from "../index.ts";

const url = process.env.TROTH_TEST_MARIADB;
const database = `troth_connectors_${process.pid}`;
const roles = { read: `${database}_r`, act: `${database}_a` };

function at(role?: string, name = database): string {
  const target = new URL(url ?? "mysql://none");
  target.pathname = `/${name}`;
  if (role !== undefined) target.username = role;
  return target.href;
}

const timeouts = { statement: 12, lock: 0.5 };
const open = (read: string, act: string): Connector =>
  openConnector({ store: "app", connector: "mysql", url: read, actUrl: act, options: { timeouts } });

/** The owner speaks the fixture's SQL: quotes and `||` as the standard has them, and recursion as deep as asked. */
async function asOwner(address: string): Promise<Connection> {
  const owner = await createConnection({ uri: address, multipleStatements: true });
  await owner.query("SET sql_mode = 'ANSI,STRICT_ALL_TABLES', max_recursive_iterations = 4294967295");
  return owner;
}

async function withOwner(sql: string): Promise<void> {
  const owner = await asOwner(at(undefined, "mysql"));
  await owner.query(sql).finally(() => owner.end());
}

// A recursion ends at a thousand unless the session says otherwise; numbers without end come from the server's own engine.
const SLOW = "CREATE VIEW slow AS SELECT seq + 0 AS id FROM seq_1_to_2000000000";
const fixture = FIXTURE.map((sql) => (sql.startsWith("CREATE VIEW slow") ? SLOW : sql));

async function make(underGrants: boolean): Promise<ConformanceStore> {
  await withOwner(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
  const owner = await asOwner(at());
  for (const sql of fixture) await owner.query(sql);
  if (underGrants) await applyGrants(owner);
  const addresses: [string, string] = underGrants ? [at(roles.read), at(roles.act)] : [at(), at()];
  const connector = open(...addresses);
  const other = open(...addresses);
  return {
    connector,
    other,
    exec: async (sql) => void (await owner.query(sql)),
    rows: async (sql) => (await owner.query({ sql, rowsAsArray: true }))[0] as unknown as Row[],
    killSessions: async () => {
      const [found] = await owner.query(
        "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()",
      );
      for (const { id } of found as { id: number }[]) await owner.query(`KILL ${id}`);
    },
    close: async () => {
      await connector.close();
      await other.close();
      await owner.end();
    },
  };
}

const DROP_ROLES = `DROP USER IF EXISTS '${roles.read}'@'%', '${roles.act}'@'%'`;

async function applyGrants(owner: Connection): Promise<void> {
  await owner.query(DROP_ROLES);
  const asOwner = open(at(), at());
  const schema = await asOwner.inspect();
  await asOwner.close();
  const all = (dataset: string) => schema.datasets[dataset]?.columns.map((column) => column.name) ?? [];
  const needs = [
    { dataset: "people", read: all("people"), delete: true, change: ["name", "email", "level"] },
    { dataset: "posts", read: all("posts"), delete: true, change: [] },
    { dataset: "seats", read: all("seats"), delete: true, change: ["holder"] },
    { dataset: 'Odd "Names', read: all('Odd "Names'), delete: false, change: ["e Mail"] },
    { dataset: "loose", read: all("loose"), delete: false, change: [] },
    { dataset: "keyless", read: all("keyless"), delete: true, change: ["note"] },
    { dataset: "slow", read: all("slow"), delete: false, change: [] },
  ];
  await owner.query(grantsFor({ store: "app", schema, needs, roles }));
  for (const role of Object.values(roles)) await owner.query(`ALTER USER '${role}'@'%' ACCOUNT UNLOCK`);
}

if (url === undefined) test.skip("MariaDB (TROTH_TEST_MARIADB is not set)", () => undefined);
else
  describe("MariaDB", () => {
    beforeAll(() => withOwner(DROP_ROLES));
    afterAll(() => withOwner(`${DROP_ROLES}; DROP DATABASE IF EXISTS ${database}`));
    connectorConformance({ name: "mysql as owner", make: () => make(false) });
    connectorConformance({ name: "mysql under the printed grants", make: () => make(true) });
  });
