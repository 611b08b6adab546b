// The statements that the connectors really make, and how the stores say that they would run them.
import { readFileSync } from "node:fs";
import { compileProgram, type Program } from "@troth/core/program";
import { makePlan, type Plan, type StorePlan, settleErasure } from "@troth/core/subject-graph";
import Sqlite from "libsql";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Connector, openConnector, type RowQuery } from "../../packages/server/src/connectors/index.ts";
import { affinityOf, selectStatement } from "../../packages/server/src/connectors/sqlite/statements.ts";
import {
  captureRows,
  eraseRows,
  readBackCopies,
  readBackIdentities,
  readBackTouched,
} from "../../packages/server/src/subject-graph/index.ts";
import {
  type FreshPostgres,
  freshChinookSqlite,
  freshSakilaPostgres,
  skippedWithoutPostgres,
  testPostgres,
} from "../support/databases.ts";

function compiled(name: string): Program {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  const { program } = compileProgram({ file: name, read: () => text });
  if (program === undefined) throw new Error(`${name} does not compile`);
  return program;
}

async function planned(
  program: Program,
  connector: Connector,
  identities: readonly string[],
): Promise<Plan & { readonly only: StorePlan }> {
  const plan = makePlan({ program, schemas: [await connector.inspect()], right: "erasure", identities });
  const [only] = plan.stores;
  if (only === undefined) throw new Error("the store is in no plan");
  return { ...plan, only };
}

/** A whole erasure and its read-back, with nothing around it. */
async function erase(
  connector: Connector,
  plan: StorePlan,
  subject: { readonly kind: string; readonly value: string },
): Promise<void> {
  const today = { day: "2008-01-15", zone: "UTC" };
  const work = await connector.read(async (session) => settleErasure(plan, await captureRows(session, plan, [subject]), today));
  const answer = await eraseRows({
    ...{ connector, plan, subject: [subject], today, approved: work.steps, name: "paths/1", shadow: false },
    ...{ pseudonymKey: new Uint8Array(32).fill(7), journal: async () => undefined, passing: async () => undefined },
    clock: () => 0,
  });
  if (answer.kind !== "acted") throw new Error(answer.because.join("; "));
  await readBackTouched(connector, plan, answer.record);
  await readBackIdentities(connector, plan, answer.record);
  await readBackCopies(connector, plan, answer.record);
}

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Everything that any connection is asked while `work` runs. */
async function listening(work: () => Promise<void>): Promise<readonly Asked[]> {
  const heard: Asked[] = [];
  const query = pg.Client.prototype.query;
  const ear = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args;
    if (typeof first === "object" && first !== null && "text" in first && "values" in first)
      heard.push({ text: String(first.text), values: first.values as readonly unknown[] });
    return Reflect.apply(query, this, args);
  };
  Object.assign(pg.Client.prototype, { query: ear });
  try {
    await work();
  } finally {
    Object.assign(pg.Client.prototype, { query });
  }
  return heard;
}

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Node[];
}

/** Tables that a plan reads from the first row to the last. */
function scanned(node: Node): string[] {
  const mine = node["Node Type"] === "Seq Scan" && node["Relation Name"] !== undefined ? [node["Relation Name"]] : [];
  return [...mine, ...(node.Plans ?? []).flatMap(scanned)];
}

describe.skipIf(testPostgres === undefined)(`the statements for Sakila${skippedWithoutPostgres}`, () => {
  let copy: FreshPostgres;
  let connector: Connector;
  let owner: pg.Client;

  beforeEach(async () => {
    copy = await freshSakilaPostgres();
    owner = new pg.Client({ connectionString: copy.url });
    await owner.connect();
    // So many customers and payments that a database in use would not read them all to find one.
    await owner.query(`INSERT INTO customer (store_id, first_name, last_name, email, address_id, active)
      SELECT 1, 'N', 'N', 'n' || n || '@many.example', 1, 1 FROM generate_series(1, 20000) n;
      INSERT INTO payment_p2007_06 (customer_id, staff_id, rental_id, amount, payment_date)
      SELECT customer_id, 1, 1, 1, '2007-06-02' FROM customer, generate_series(1, 3) WHERE customer_id > 599; ANALYZE`);
    connector = openConnector({ store: "sakila", connector: "postgres", url: copy.url, options: {} });
  });
  afterEach(async () => {
    await connector.close();
    await owner.end();
    await copy.drop();
  });

  async function scannedBy(kind: "email" | "account@customer", value: string): Promise<readonly string[]> {
    const { only } = await planned(compiled("sakila/troth.delete.yaml"), connector, [kind]);
    const asked = await listening(() => erase(connector, only, { kind, value }));
    const statements = asked.filter(({ text }) => /"public"\./.test(text) && /^(SELECT|UPDATE|DELETE)/.test(text));
    expect(statements.length).toBeGreaterThan(15); // capture, changes, deletes, read-back
    expect(statements.some(({ text }) => text.includes("FOR UPDATE"))).toBe(true);
    const found = new Set<string>();
    for (const { text, values } of statements) {
      const { rows } = await owner.query<{ "QUERY PLAN": readonly { readonly Plan: Node }[] }>({
        text: `EXPLAIN (FORMAT JSON) ${text}`,
        values: [...values],
      });
      for (const table of scanned(rows[0]?.["QUERY PLAN"][0]?.Plan ?? { "Node Type": "" })) found.add(table);
    }
    // Of fewer rows a few pages hold them all: there the server may well read those.
    const large = await owner.query<{ relname: string }>("SELECT relname FROM pg_class WHERE reltuples > 10000");
    const names = new Set(large.rows.map((row) => row.relname));
    expect([...names]).toEqual(expect.arrayContaining(["customer", "rental", "payment_p2007_06"]));
    return [...found].filter((table) => names.has(table)).sort();
  }

  const CUSTOMER = "SELECT customer_id FROM customer WHERE customer_id = 148 OR email = 'ELEANOR.HUNT@sakilacustomer.org'";

  it("read no large table whole, once what the plan names has its index", async () => {
    const before = await planned(compiled("sakila/troth.delete.yaml"), connector, ["email"]);
    const named = before.findings.filter((one) => one.code === "index").map((one) => `${one.dataset}.${one.column}`);
    expect(named.sort()).toEqual(["customer.email", "payment.rental_id", "rental.customer_id", "rental.staff_id"]);
    await owner.query(
      `CREATE INDEX ON customer (lower(email)); CREATE INDEX ON rental (customer_id); CREATE INDEX ON rental (staff_id); CREATE INDEX ON payment (rental_id)`,
    );
    for (const month of [1, 2, 3, 4, 5, 6]) await owner.query(`CREATE INDEX ON payment_p2007_0${month} (rental_id)`);
    await owner.query("ANALYZE");
    const after = await planned(compiled("sakila/troth.delete.yaml"), connector, ["email"]);
    expect(after.findings.filter((one) => one.code === "index")).toEqual([]);
    expect((await owner.query(CUSTOMER)).rows).toEqual([{ customer_id: 148 }]);
    expect(await scannedBy("email", "eleanor.hunt@SAKILACUSTOMER.org")).toEqual([]);
    expect((await owner.query(CUSTOMER)).rows).toEqual([]);
  });

  it("read whole what has no index, and only that", async () => {
    expect(await scannedBy("account@customer", "148")).toEqual(["payment_p2007_06", "rental"]);
  });
});

describe("the statements for Chinook on SQLite", () => {
  it("search by the index where there is one, folded or not", async () => {
    const { file, drop } = freshChinookSqlite();
    const db = new Sqlite(file);
    const connector = openConnector({ store: "chinook", connector: "sqlite", url: file, options: {} });
    try {
      const { only } = await planned(compiled("chinook/troth.delete.yaml"), connector, ["email"]);
      expect(await plansOf(db, connector, only)).toContain("Customer: SCAN main.Customer");
      db.exec("CREATE INDEX by_email ON Customer (lower(Email)); CREATE INDEX by_staff_email ON Employee (Email COLLATE NOCASE)");
      const plans = await plansOf(db, connector, only);
      expect(plans.filter((plan) => plan.includes("SCAN"))).toEqual([]);
      for (const index of ["by_email", "by_staff_email", "IFK_InvoiceCustomerId", "IFK_InvoiceLineInvoiceId"])
        expect(plans.join("\n")).toContain(`INDEX ${index} `);
    } finally {
      await connector.close();
      db.close();
      drop();
    }
  });
});

/** How SQLite would answer each question of a capture: `table: plan`. */
async function plansOf(db: InstanceType<typeof Sqlite>, connector: Connector, plan: StorePlan): Promise<readonly string[]> {
  const asked: RowQuery[] = [];
  const subject = [{ kind: "email", value: "LUISG@embraer.com.br" }];
  await connector.read((session) => {
    const capture = (query: RowQuery) => {
      asked.push(query);
      return session.capture(query);
    };
    return captureRows({ ...session, capture }, plan, subject);
  });
  return asked.flatMap((query) => {
    const { sql, values } = selectStatement(shapeOf(db, query.dataset), query, true);
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(values ?? [])) as { readonly detail: string }[];
    return steps.filter(({ detail }) => detail.includes(query.dataset)).map(({ detail }) => `${query.dataset}: ${detail}`);
  });
}

function shapeOf(db: InstanceType<typeof Sqlite>, dataset: string): Parameters<typeof selectStatement>[0] {
  const columns = db.prepare(`PRAGMA table_info("${dataset}")`).all() as {
    readonly name: string;
    readonly type: string;
    readonly pk: number;
  }[];
  const indexes = db.prepare("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?").all(dataset) as {
    readonly sql: string | null;
  }[];
  return {
    store: "chinook",
    dataset,
    columns: new Map(columns.map(({ name, type }) => [name, affinityOf(type)])),
    primaryKey: columns.filter(({ pk }) => pk > 0).map(({ name }) => name),
    rowid: "rowid",
    folded: new Set(indexes.flatMap(({ sql }) => /lower\((\w+)\)/.exec(sql ?? "")?.[1] ?? [])),
  };
}
