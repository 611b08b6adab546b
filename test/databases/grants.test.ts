// Sakila under exactly the roles that `troth grants` prints: everything runs, and without any one line of them nothing does.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileProgram, type Program } from "@troth/core/program";
import { makePlan, needsOf, settleAccess, settleErasure } from "@troth/core/subject-graph";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Connector, ConnectorError, grantsFor, openConnector } from "../../packages/server/src/connectors/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import { approveRequest, setStoreLive, takeRequest, viewRequest, writeCopy } from "../../packages/server/src/requests/index.ts";
import {
  captureRows,
  copyRows,
  eraseRows,
  readBackCopies,
  readBackIdentities,
  readBackTouched,
} from "../../packages/server/src/subject-graph/index.ts";
import { type FreshPostgres, freshSakilaPostgres, skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { showAsker } from "../support/show-asker.ts";
import { compareErasure } from "./compare.ts";
import { erase } from "./erase.ts";
import * as sakila from "./sakila/expected.ts";
import { snapshotPostgres } from "./snapshot.ts";

const roles = { read: `troth_sakila_${process.pid}_read`, act: `troth_sakila_${process.pid}_act` };
const MANAGER = "Mike.Hillyer@sakilastaff.com";
const SOLE = "MARY.SMITH@sakilacustomer.org";
const COUPLE = "BRENDA.WRIGHT@sakilacustomer.org";
const DESIGNS = ["troth.yaml", "troth.delete.yaml"] as const;

const programText = (name: string): string => readFileSync(new URL(`sakila/${name}`, import.meta.url), "utf8");

function compiled(name: string): Program {
  const { program } = compileProgram({ file: name, read: () => programText(name) });
  if (program === undefined) throw new Error(`${name} does not compile`);
  return program;
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function as(role: string, url: string): string {
  const address = new URL(url);
  address.username = role;
  return address.href;
}

const open = (url: string): Connector =>
  openConnector({ store: "sakila", connector: "postgres", url: as(roles.read, url), actUrl: as(roles.act, url), options: {} });

/** What `troth grants` prints, which looks into the store as its owner. */
async function printed(program: Program, url: string): Promise<string> {
  const owner = openConnector({ store: "sakila", connector: "postgres", url, options: {} });
  try {
    const schema = await owner.inspect();
    return grantsFor({ store: "sakila", schema, needs: needsOf(program, schema), roles });
  } finally {
    await owner.close();
  }
}

/** Everything of a request that reaches the store: look, copy, erase (rolled back), read back. */
async function everything(program: Program, connector: Connector, email: string): Promise<void> {
  const subject = [{ kind: "email", value: email }];
  const schemas = [await connector.inspect()];
  const today = { day: "2008-01-15", zone: "UTC" };
  const [access] = makePlan({ program, schemas, right: "access", identities: ["email"] }).stores;
  const [plan] = makePlan({ program, schemas, right: "erasure", identities: ["email"] }).stores;
  if (access === undefined || plan === undefined) throw new Error("the store is in no plan");
  const { steps } = await connector.read(async (session) => settleAccess(access, await captureRows(session, access, subject)));
  await copyRows({ connector, plan: access, subject, approved: steps }, async () => undefined);
  const work = await connector.read(async (session) => {
    const captured = await captureRows(session, plan, subject);
    for (const dataset of captured.rows.keys()) await session.size(dataset);
    return settleErasure(plan, captured, today);
  });
  const answer = await eraseRows({
    ...{ connector, plan, subject, today, approved: work.steps, name: "grants/1", shadow: true },
    ...{ pseudonymKey: new Uint8Array(32).fill(7), journal: async () => undefined, passing: async () => undefined },
    clock: () => 0,
  });
  if (answer.kind !== "acted") throw new Error(answer.because.join("; "));
  await readBackTouched(connector, plan, answer.record);
  await readBackIdentities(connector, plan, answer.record);
  await readBackCopies(connector, plan, answer.record);
}

describe.skipIf(testPostgres === undefined)(`Sakila under the grants${skippedWithoutPostgres}`, () => {
  let copy: FreshPostgres;
  const folder = mkdtempSync(join(tmpdir(), "troth-grants-"));
  const owner = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => connected(copy.url, work);
  const withoutRoles = () =>
    owner(async (client) => {
      for (const role of [roles.read, roles.act]) {
        const found = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
        if (found.rowCount) await client.query(`DROP OWNED BY "${role}"; DROP ROLE "${role}"`);
      }
    });

  beforeAll(async () => {
    copy = await freshSakilaPostgres();
    // Otherwise everybody may read what PUBLIC may, and make tables.
    await owner((client) =>
      client.query("REVOKE ALL ON SCHEMA public FROM PUBLIC; REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC"),
    );
  });
  afterEach(withoutRoles);
  afterAll(async () => {
    await copy?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openSakila(program: string): Promise<Installation> {
    const file = join(folder, program);
    writeFileSync(
      file,
      programText(program).replace(
        /^( +)url: .*$/m,
        (line, indent: string) => `${line}\n${indent}options: { act: "$\{SAKILA_ACT}" }`,
      ),
    );
    const env = { SAKILA: as(roles.read, copy.url), SAKILA_ACT: as(roles.act, copy.url) };
    const inst = await openInstallation({ home: join(folder, "home"), programFile: file, env });
    await setStoreLive(inst, { store: "sakila", by: "officer" });
    return inst;
  }

  it("copies and erases, whole requests, and the roles can do no more", async () => {
    const program = compiled("troth.delete.yaml");
    await owner(async (client) => client.query(await printed(program, copy.url)));
    const before = await snapshotPostgres(copy.url);
    const inst = await openSakila("troth.delete.yaml");
    try {
      const { request } = await takeRequest(inst, {
        right: "access",
        subject: [{ kind: "email", value: COUPLE }],
        takenBy: "officer",
      });
      const { plan } = await viewRequest(inst, request);
      await showAsker(inst, request);
      await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
      const written = await writeCopy(inst, { request });
      if (written.kind === "refused") throw new Error(written.says);
      expect(readFileSync(written.value.file, "utf8")).toContain(COUPLE);
      expect(await snapshotPostgres(copy.url, before)).toEqual(before);
      const expected = sakila.customerGoes(before, "1");
      expect(await erase(inst, [{ kind: "email", value: SOLE }])).toEqual({
        deleted: expected.deleted.length,
        changed: 0,
        acts: 1,
      });
      const after = await snapshotPostgres(copy.url, before);
      expect(compareErasure({ before, after, expected, sums: [] })).toEqual([]);
    } finally {
      await inst.close();
    }
    const refused = (role: string, sql: string) =>
      connected(as(role, copy.url), (client) => expect(client.query(sql), sql).rejects.toMatchObject({ code: "42501" }));
    await refused(roles.read, "SELECT last_update FROM customer");
    await refused(roles.act, "SELECT title FROM film");
    await refused(roles.act, "DELETE FROM staff");
    await refused(roles.act, "UPDATE customer SET first_name = ''");
    await connected(as(roles.read, copy.url), async (client) => {
      await client.query("SET default_transaction_read_only = off");
      await expect(client.query("DELETE FROM payment")).rejects.toMatchObject({ code: "42501" });
    });
  });

  for (const design of DESIGNS) {
    it(`fails by name, and changes nothing, without any one grant (${design})`, async () => {
      const program = compiled(design);
      const sql = await printed(program, copy.url);
      await owner((client) => client.query(sql));
      const before = await snapshotPostgres(copy.url);
      const connector = open(copy.url);
      const people = [COUPLE, "PATRICIA.JOHNSON@sakilacustomer.org", MANAGER];
      for (const email of people) await everything(program, connector, email);
      const grants = sql.split("\n").filter((line) => line.startsWith("GRANT "));
      expect(grants.length).toBeGreaterThan(10);
      const needless: string[] = [];
      for (const grant of grants.map((line) => line.replace(/ --.*/, ""))) {
        await owner((client) => client.query(grant.replace(/^GRANT/, "REVOKE").replace(/ TO (?=[^)]*;)/, " FROM ")));
        const failure = await failureOf(program, connector, people);
        if (failure === undefined) needless.push(grant);
        else expect(failure).toMatch(/^connector\.denied the role lacks a right/);
        await owner((client) => client.query(grant));
      }
      await connector.close();
      expect(needless).toEqual([]);
      expect(await snapshotPostgres(copy.url, before)).toEqual(before);
    });
  }
});

/** How everything first fails for one of the people; nothing if it fails for none. */
async function failureOf(program: Program, connector: Connector, people: readonly string[]): Promise<string | undefined> {
  for (const email of people) {
    try {
      await everything(program, connector, email);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return `${error.code} ${error.message}`;
    }
  }
  return undefined;
}
