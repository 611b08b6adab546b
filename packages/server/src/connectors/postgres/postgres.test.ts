import pg from "pg";
import { afterAll, beforeAll, describe, test } from "vitest";
import { connectorConformance } from "../conformance.ts";
import { type ConformanceStore, FIXTURE } from "../conformance-fixture.ts";
import type { Connector } from "../connector.ts";
import { grantsFor } from "../grants.ts";
import { openConnector } from "../index.ts";

const url = process.env.TROTH_TEST_POSTGRES;
const database = `troth_connectors_${process.pid}`;
const roles = { read: `${database}_read`, act: `${database}_act` };

function at(role?: string): string {
  const target = new URL(url ?? "postgres://none");
  target.pathname = `/${database}`;
  if (role !== undefined) target.username = role;
  return target.href;
}

const timeouts = { statement: 12, lock: 0.5 };
const open = (read: string, act: string): Connector =>
  openConnector({ store: "app", connector: "postgres", url: read, actUrl: act, options: { timeouts } });

async function withOwner<T>(work: (client: pg.Client) => Promise<T>, target = at()): Promise<T> {
  const client = new pg.Client(target);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The owner's session is one per store and ends with it. */
async function make(underGrants: boolean): Promise<ConformanceStore> {
  const owner = new pg.Client(at());
  await owner.connect();
  await owner.query(`DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public`);
  for (const sql of FIXTURE) await owner.query(sql);
  if (underGrants) await applyGrants(owner);
  const addresses: [string, string] = underGrants ? [at(roles.read), at(roles.act)] : [at(), at()];
  const connector = open(...addresses);
  const other = open(...addresses);
  return {
    connector,
    other,
    exec: async (sql) => void (await owner.query(sql)),
    rows: async (sql) => (await owner.query({ text: sql, rowMode: "array" })).rows,
    killSessions: async () =>
      void (await owner.query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'troth' AND datname = current_database()",
      )),
    close: async () => {
      await connector.close();
      await other.close();
      await owner.end();
    },
  };
}

async function dropRoles(owner: pg.Client): Promise<void> {
  for (const role of [roles.read, roles.act]) {
    const found = await owner.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
    if (found.rowCount) await owner.query(`DROP OWNED BY "${role}"; DROP ROLE "${role}"`);
  }
}

async function applyGrants(owner: pg.Client): Promise<void> {
  await dropRoles(owner);
  const asOwner = open(at(), at());
  const schema = await asOwner.inspect();
  await asOwner.close();
  const all = (dataset: string) => schema.datasets[dataset]?.columns.map((column) => column.name) ?? [];
  const needs = [
    { dataset: "people", read: all("people"), delete: true, change: ["name", "email", "level"] },
    { dataset: "posts", read: all("posts"), delete: true, change: [] },
    { dataset: "seats", read: all("seats"), delete: true, change: ["holder"] },
    { dataset: 'Odd "Names', read: all('Odd "Names'), delete: false, change: ["e Mail"] },
    { dataset: "keyless", read: all("keyless"), delete: true, change: ["note"] },
    { dataset: "loose", read: all("loose"), delete: false, change: [] },
    { dataset: "slow", read: all("slow"), delete: false, change: [] },
  ];
  await owner.query(grantsFor({ store: "app", schema, needs, roles }));
}

if (url === undefined) test.skip("PostgreSQL (TROTH_TEST_POSTGRES is not set)", () => undefined);
else
  describe("PostgreSQL", () => {
    beforeAll(() => withOwner((client) => client.query(`CREATE DATABASE ${database}`), url));
    afterAll(async () => {
      await withOwner(dropRoles);
      await withOwner((client) => client.query(`DROP DATABASE ${database} WITH (FORCE)`), url);
    });
    connectorConformance({ name: "postgres as owner", make: () => make(false) });
    connectorConformance({ name: "postgres under the printed grants", make: () => make(true) });
  });
