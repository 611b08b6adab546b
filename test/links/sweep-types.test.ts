// Tier 3 on servers: every type that can hold a text is read, by the read role alone, where another role acts.
import { makeSearch, soughtValues } from "@troth/core/residue";
import pg from "pg";
import { expect, test } from "vitest";
import { type Connector, openConnector } from "../../packages/server/src/connectors/index.ts";
import { datasetsToScan, notReadOf, type SoughtValue, scanDataset } from "../../packages/server/src/residue/scan-dataset.ts";
import { freshPostgres, skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { freshMariadb, onMariadb, skippedWithoutMariadb, testMariadb } from "../support/mariadb.ts";

const WHO = "zora.quint@sweep.example";
const HEX = Buffer.from(`seen: ${WHO}`).toString("hex");

/** What a sweep of the store would find of her, as `dataset.column`, and what it could not read. */
async function swept(connector: Connector): Promise<{ readonly found: readonly string[]; readonly notRead: readonly string[] }> {
  const { values } = soughtValues([{ category: "contact.email", value: WHO }]);
  const of = { values, leftOut: {}, kept: {}, own: {} };
  const sought = values.map((value): SoughtValue => ({ request: "R-0001", value, of }));
  const search = makeSearch(values);
  const schema = await connector.inspect();
  const found: string[] = [];
  for (const { dataset, columns } of datasetsToScan(schema)) {
    const at = { store: "s", dataset, columns, search, values: sought, rule: undefined };
    const scanned = await connector.read((session) => scanDataset(session, at));
    found.push(...scanned.found.map((one) => `${dataset.name}.${one.column}: ${one.rows}`));
  }
  return { found: found.sort(), notRead: notReadOf(schema, {}) };
}

/** The reader may read `rows`; whoever acts may read nothing, so that a sweep by that role would fail. */
const roles = { read: `sweep_read_${process.pid}`, act: `sweep_act_${process.pid}` };

function as(role: string, url: string): string {
  const address = new URL(url);
  address.username = role;
  address.password = "";
  return address.href;
}

const connectorOf = (kind: "postgres" | "mysql", url: string): Connector =>
  openConnector({ store: "s", connector: kind, url: as(roles.read, url), actUrl: as(roles.act, url), options: {} });

test.skipIf(testPostgres === undefined)(
  `PostgreSQL: arrays, jsonb, json, bytea, enums, domains, short texts and xml${skippedWithoutPostgres}`,
  async () => {
    const fresh = await freshPostgres();
    const owner = new pg.Client({ connectionString: fresh.url });
    await owner.connect();
    const connector = connectorOf("postgres", fresh.url);
    try {
      await owner.query(`CREATE TYPE who AS ENUM ('nobody', '${WHO}');
        CREATE DOMAIN mail AS text;
        CREATE TABLE rows (id int PRIMARY KEY, list text[], doc jsonb, raw json, bytes bytea, kind who, mailbox mail, short varchar(60), page xml, n int);
        INSERT INTO rows VALUES (1, ARRAY['x', '${WHO}'], '{"a": [{"b": "${WHO}"}]}', '{"a":"${WHO}"}', decode('${HEX}', 'hex'), '${WHO}', '${WHO}', '${WHO}', '<a>${WHO}</a>', 1),
          (2, ARRAY['y'], '{}', '{}', 'x', 'nobody', 'y', 'y', '<a/>', 2);
        CREATE TABLE hidden (id int PRIMARY KEY, t text);
        INSERT INTO hidden VALUES (1, '${WHO}');
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
        CREATE ROLE ${roles.read} LOGIN; CREATE ROLE ${roles.act} LOGIN;
        GRANT SELECT ON rows TO ${roles.read}`);
      const columns = ["bytes", "doc", "kind", "list", "mailbox", "page", "raw", "short"];
      expect(await swept(connector)).toEqual({ found: columns.map((one) => `rows.${one}: 1`), notRead: ["hidden"] });
    } finally {
      await connector.close();
      await owner.query(`DROP OWNED BY ${roles.read}, ${roles.act}; DROP ROLE ${roles.read}, ${roles.act}`);
      await owner.end();
      await fresh.drop();
    }
  },
  60_000,
);

test.skipIf(testMariadb === undefined)(
  `MariaDB: json, blobs, enums, sets and long texts${skippedWithoutMariadb}`,
  async () => {
    const fresh = await freshMariadb();
    const connector = connectorOf("mysql", fresh.url);
    try {
      await onMariadb((client) =>
        client.query(`USE ${fresh.name};
          CREATE TABLE rows_of (id int PRIMARY KEY, doc json, bytes blob, fixed varbinary(80), kind enum('nobody', '${WHO}'), many set('a', '${WHO}'), body longtext, n int);
          INSERT INTO rows_of VALUES (1, '{"a": ["${WHO}"]}', x'${HEX}', x'${HEX}', '${WHO}', 'a,${WHO}', 'to ${WHO}.', 1),
            (2, '{}', 'x', 'x', 'nobody', 'a', 'y', 2);
          CREATE TABLE hidden (id int PRIMARY KEY, t text);
          INSERT INTO hidden VALUES (1, '${WHO}');
          CREATE USER ${roles.read}@'%'; CREATE USER ${roles.act}@'%';
          GRANT SELECT ON ${fresh.name}.rows_of TO ${roles.read}@'%';
          GRANT INSERT ON ${fresh.name}.hidden TO ${roles.act}@'%'`),
      );
      const columns = ["body", "bytes", "doc", "fixed", "kind", "many"];
      // The server shows the reader only what it has some right on; `hidden` is named by the role that acts.
      const { found, notRead } = await swept(connector);
      expect(found).toEqual(columns.map((one) => `rows_of.${one}: 1`));
      expect(notRead).toEqual(["hidden", expect.stringContaining("no table and no column that it has no right to")]);
    } finally {
      await connector.close();
      await onMariadb((client) => client.query(`DROP USER IF EXISTS ${roles.read}@'%', ${roles.act}@'%'`));
      await fresh.drop();
    }
  },
  60_000,
);
