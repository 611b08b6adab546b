// Dangers of a database in use: an application that locks the other way round, that goes on writing, and a role that sees less.
import { createConnection } from "mysql2/promise";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { approved, cleanUp, sign } from "../attack/support.ts";
import { skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { skippedWithoutMariadb, testMariadb } from "../support/mariadb.ts";
import {
  ada,
  type Company,
  type CompanySaid,
  CUSTOMERS,
  dropCompanies,
  type Make,
  onMariadb,
  onPostgres,
  onSqlite,
} from "./companies.ts";

cleanUp();
dropCompanies();

const NOTES: CompanySaid = {
  sql: `create table customers (id integer primary key, email text unique);
    create table notes (id integer primary key, customer_id integer, body text);
    insert into customers values (1, 'ada@a.example'), (2, 'ben@a.example');
    insert into notes values (1, 1, 'of ada'), (2, 2, 'of ben');`,
  datasets: `${CUSTOMERS}      notes:
        fields: { body: content.text }
        links: { customer_id: owned by customers }
        rest: none
`,
};

async function notesLeft({ sql }: Company): Promise<readonly string[]> {
  return (await sql("select body from notes order by id")).map((row) => String(row.body));
}

/** The application writes a row of hers at each of these steps, as long as it may. */
async function lateWrites(make: Make, steps: readonly string[], writes: number): Promise<void> {
  let company: Company | undefined;
  let written = 0;
  const passing = async (step: string): Promise<void> => {
    if (!company || written >= writes || !steps.includes(step)) return;
    written += 1;
    await company.sql(`insert into notes values (${100 + written}, 1, 'late ${written}')`);
  };
  company = await make({ ...NOTES, surroundings: { passing } });
  const request = await approved(company.inst, ada);
  let view = await runRequest(company.inst, request);
  expect(view.state, "complete although rows were written late").not.toBe("done");
  for (let round = 0; view.state !== "done" && round < 3 * writes; round += 1) {
    if (view.state === "planned") await sign(company.inst, request);
    view = await runRequest(company.inst, request);
  }
  expect(view.state).toBe("done");
  expect(written).toBe(writes);
  expect(await notesLeft(company)).toEqual(["of ben"]);
}

/** The application's own connection to a company's database. */
interface Application {
  readonly run: (sql: string) => Promise<unknown>;
  /** Whether the server has ended its transaction for the sake of another. */
  readonly hasLost: (error: unknown) => boolean;
  readonly end: () => Promise<unknown>;
  /** Finds a row once Troth waits for a lock. */
  readonly trothWaits: string;
}

async function connectPostgres({ url }: Company): Promise<Application> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    run: (sql) => client.query(sql),
    hasLost: (error) => (error as { code?: string }).code === "40P01",
    end: () => client.end(),
    trothWaits:
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'troth'",
  };
}

async function connectMariadb({ url }: Company): Promise<Application> {
  const client = await createConnection({ uri: url, multipleStatements: true });
  return {
    run: (sql) => client.query(sql),
    hasLost: (error) => (error as { errno?: number }).errno === 1213,
    end: () => client.end(),
    trothWaits: `select 1 from information_schema.innodb_trx join information_schema.processlist on id = trx_mysql_thread_id
      where trx_state = 'LOCK WAIT' and db = database()`,
  };
}

/** Troth locks the customer first and comes to the note; the application has the note and comes to the customer. */
async function deadlock(make: Make, connect: (company: Company) => Promise<Application>): Promise<void> {
  let meet: (() => Promise<void>) | undefined;
  const passing = async (step: string): Promise<void> => {
    const now = meet;
    if (step !== "run.started" || !now) return;
    meet = undefined;
    await now();
  };
  const company = await make({ ...NOTES, surroundings: { passing } });
  const app = await connect(company);
  let lost = 0;
  let inOrder: Promise<unknown> = Promise.resolve();
  meet = async () => {
    await app.run("begin; update notes set body = concat(body, '') where id = 1");
    inOrder = waitFor(company, app.trothWaits)
      .then(() => app.run("update customers set email = concat(email, '') where id = 1; commit"))
      .catch(async (error: unknown) => {
        if (!app.hasLost(error)) throw error;
        lost += 1;
        await app.run("rollback");
      });
  };
  const request = await approved(company.inst, ada);
  let view = await runRequest(company.inst, request);
  await inOrder;
  const first = { state: view.state, because: view.stores.map((one) => one.because).join() };
  for (let round = 0; view.state !== "done" && round < 3; round += 1) {
    await resumeAll(company.inst);
    view = await viewRequest(company.inst, request);
  }
  await app.end();
  expect(view.state).toBe("done");
  expect(lost).toBeLessThanOrEqual(1);
  if (lost === 0) expect(first).toMatchObject({ state: "open", because: expect.stringContaining("waited for each other") });
  expect(view.entries.filter((one) => one.kind === "store.erased")).toHaveLength(1);
  expect(await notesLeft(company)).toEqual(["of ben"]);
}

/** Waits until a question of the company's database is answered by a row. */
async function waitFor({ sql }: Company, question: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await sql(question)).length > 0) return;
    // InnoDB renews what it tells of transactions only where nobody asked for a tenth of a second.
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error("nobody waited for a lock");
}

describe("on SQLite", () => {
  test("rows that the application writes after the act keep the request open until they are gone too", () =>
    lateWrites(onSqlite, ["store.recorded", "verify.settled"], 3));
});

describe.skipIf(testPostgres === undefined)(`on PostgreSQL${skippedWithoutPostgres}`, () => {
  test("rows that the application writes during and after the act keep the request open until they are gone too", () =>
    lateWrites(onPostgres, ["store.captured", "store.changed", "store.deleted", "store.recorded", "verify.settled"], 5));

  test("row-level security that hides rows: nothing is done, it is said, and the request is not complete", async () => {
    const role = `troth_rls_${process.pid}`;
    const company = await onPostgres({
      ...NOTES,
      sql: `${NOTES.sql} drop role if exists ${role}; create role ${role} login;
        grant select, update, delete on customers, notes to ${role};
        alter table notes enable row level security;
        create policy hides on notes to ${role} using (customer_id <> 1);`,
      as: (url) => {
        url.username = role;
      },
    });
    try {
      const request = await approved(company.inst, ada).catch((error: Error) => error);
      if (typeof request === "string") await runRequest(company.inst, request);
      const view = await viewRequest(company.inst, "R-0001").catch(() => undefined);
      const said = [
        request instanceof Error ? request.message : "",
        JSON.stringify(view?.plan?.findings ?? []),
        view?.because ?? "",
      ];
      expect(view?.state).not.toBe("done");
      expect(said.join(" ")).toMatch(/row-level security|security polic/i);
      expect(await notesLeft(company)).toEqual(["of ada", "of ben"]);
    } finally {
      await company.inst.close();
      await company.sql(`drop owned by ${role}; drop role ${role}`);
    }
  });

  test("a deadlock with the application: whoever loses, both end, and the application has lost once at most", () =>
    deadlock(onPostgres, connectPostgres));
});

describe.skipIf(testMariadb === undefined)(`on MariaDB${skippedWithoutMariadb}`, () => {
  test("rows that the application writes during and after the act keep the request open until they are gone too", () =>
    lateWrites(onMariadb, ["store.captured", "store.changed", "store.deleted", "store.recorded", "verify.settled"], 5));

  // Another than on PostgreSQL: the server sees the circle at once, and ends whoever has changed less.
  test("a deadlock with the application: whoever loses, both end, and the application has lost once at most", () =>
    deadlock(onMariadb, connectMariadb));
});
