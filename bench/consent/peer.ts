// c15t's backend on a database of its own, behind the same listener as ours.
import { createRequire } from "node:module";
import pg from "pg";
import { type Listening, listen } from "../../packages/server/src/http/index.ts";
import { SITE } from "../../test/support/consent-shop.ts";
import { freshPostgres } from "../../test/support/databases.ts";
import { sendMany, type Taker } from "./taker.ts";

/** As many as ours has. */
const CONNECTIONS = 10;
const PATH = "/api/c15t";

/** What of its packages is used; they are installed apart, so the compiler does not see them. */
interface C15t {
  readonly c15tInstance: (options: object) => { readonly handler: (request: Request) => Promise<Response> };
  readonly kyselyAdapter: (options: object) => object;
  readonly migrator: (options: object) => Promise<{ readonly execute: () => Promise<void> }>;
  readonly DB: { readonly client: (adapter: object) => object };
  readonly Kysely: new (options: object) => object;
  readonly PostgresDialect: new (options: object) => object;
}

function load(folder: string): C15t {
  const take = createRequire(`${folder}package.json`);
  return {
    ...take("@c15t/backend"),
    ...take("@c15t/backend/db/adapters/kysely"),
    ...take("@c15t/backend/db/migrator"),
    ...take("@c15t/backend/db/schema"),
    Kysely: take("kysely").Kysely,
    PostgresDialect: take("kysely").PostgresDialect,
  } as C15t;
}

/** Serves it with so many records of as many browsers. */
export async function serveC15t(folder: string, rows: number): Promise<Taker> {
  const { c15tInstance, kyselyAdapter, migrator, DB, Kysely, PostgresDialect } = load(folder);
  const database = await freshPostgres();
  const pool = new pg.Pool({ connectionString: database.url, max: CONNECTIONS });
  // The database is dropped at the end while a connection may still be saying goodbye.
  pool.on("error", () => {});
  const adapter = kyselyAdapter({ db: new Kysely({ dialect: new PostgresDialect({ pool }) }), provider: "postgresql" });
  await (await migrator({ db: DB.client(adapter), schema: "latest" })).execute();
  const app = c15tInstance({ appName: "bench", basePath: PATH, trustedOrigins: [SITE], adapter, logger: { level: "error" } });
  const listening: Listening = await listen({ fetch: (request) => app.handler(request) }, { host: "127.0.0.1", port: 0 });
  const address = `http://127.0.0.1:${listening.port}${PATH}/subjects`;
  // Its site, policy and purposes are made by the first.
  await sendMany({ address }, 1);
  if (rows > 0) await pool.query(copies(rows));
  await pool.query("vacuum analyze");
  return {
    address,
    close: async () => {
      await listening.close(0);
      await pool.end();
      await database.drop();
    },
  };
}

/** The first record and its subject again and again, under ids of the same length. */
const copies = (rows: number): string => `
  create temp table made as select n, replace(md5('s' || n), '0', 'z') as subject, md5('c' || n) as consent from generate_series(1, ${rows}) n;
  insert into subject select 'sub_' || made.subject, s."externalId", s."identityProvider", s."createdAt", s."updatedAt", s."tenantId"
    from made, (select * from subject limit 1) s;
  insert into consent select 'cns_' || made.consent, 'sub_' || made.subject, c."domainId", c."policyId", c."purposeIds", c.metadata,
      c."ipAddress", c."userAgent", c."givenAt" + made.n * interval '1 second', c."validUntil", c.jurisdiction, c."jurisdictionModel",
      c."tcString", c."uiSource", c."consentAction", c."runtimePolicyDecisionId", c."runtimePolicySource", c."tenantId"
    from made, (select * from consent limit 1) c;
  drop table made`;
