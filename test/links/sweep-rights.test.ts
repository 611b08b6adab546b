// Tier 3 says what the read role did not let it read: whole tables, single columns, tables of which the server does not even
// show the name, and where nothing can be known of those, that much.
import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { runRequest } from "../../packages/server/src/requests/index.ts";
import { sweepStores } from "../../packages/server/src/residue/index.ts";
import { approved, by, cleanUp, entriesOf, makeCompany, open, replaceAll } from "../attack/support.ts";
import { freshPostgres, skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { freshMariadb, onMariadb, skippedWithoutMariadb, testMariadb } from "../support/mariadb.ts";

const drops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const drop of drops.splice(0).reverse()) await drop();
});
cleanUp();

const SQL = `create table people (id integer primary key, email varchar(80) unique, pin varchar(80));
  insert into people values (1, 'ada@a.example', 'x'), (2, 'ben@a.example', 'ada@a.example');
  create table notes (id integer primary key, person integer, body varchar(80));
  insert into notes values (1, 1, 'hers'), (2, 2, 'of ada@a.example');
  create table audit (id integer primary key, details varchar(80));
  create table vault (id integer primary key, details varchar(80));
  create table log (id integer primary key, line varchar(80), secret varchar(80));
  insert into log values (1, 'ada@a.example came by', 'x');`;
const DATASETS = `      people: { is: customer, identity: { email: email }, fields: { email: contact.email, pin: auth.password }, rest: none }
      notes: { rest: none, fields: { body: content.text }, links: { person: owned by people } }
`;
const names = { read: `sweep_rights_r_${process.pid}`, act: `sweep_rights_a_${process.pid}` };

function as(role: string, url: string): string {
  const address = new URL(url);
  address.username = role;
  address.password = "";
  return address.href;
}

interface Ground {
  readonly connector: "postgres" | "mysql";
  readonly url: string;
  readonly sql: (text: string) => Promise<unknown>;
}

/** Erases Ada by the owner, and sweeps by the roles; gives what the entry says was not read, and what was found. */
async function sweptBy({ connector, url, sql }: Ground, rights: readonly string[]) {
  await sql(SQL);
  const shop = makeCompany({ sql: "create table unused (id integer)", datasets: DATASETS });
  replaceAll(shop, (text) => text.replace("connector: sqlite", `connector: ${connector}`));
  const env: Record<string, string> = { SHOP_DB: url };
  const there = { ...shop, env };
  const owner = await open(there);
  expect((await runRequest(owner, await approved(owner, by("email", "ada@a.example")))).state).toBe("done");
  await owner.close();
  for (const right of rights) await sql(right);
  replaceAll(shop, (text) => text.replace("url: ${SHOP_DB}\n", 'url: ${SHOP_DB}\n    options: { act: "${SHOP_ACT}" }\n'));
  Object.assign(env, { SHOP_DB: as(names.read, url), SHOP_ACT: as(names.act, url) });
  const inst = await open(there);
  const answer = await sweepStores(inst, { evenIfEarly: true });
  const [entry] = await entriesOf(inst, "store.swept");
  return { answer, notRead: (entry?.notRead ?? []) as string[] };
}

describe.skipIf(testPostgres === undefined)(`on PostgreSQL${skippedWithoutPostgres}`, () => {
  test("what the role may not read is named, tables and columns, and the rest is read", async () => {
    const fresh = await freshPostgres();
    drops.push(fresh.drop);
    const client = new pg.Client({ connectionString: fresh.url });
    await client.connect();
    drops.push(async () => {
      await client.query(`drop owned by ${names.read}, ${names.act}; drop role ${names.read}, ${names.act}`);
      await client.end();
    });
    const { answer, notRead } = await sweptBy({ connector: "postgres", url: fresh.url, sql: (text) => client.query(text) }, [
      `create role ${names.read} login`,
      `create role ${names.act} login`,
      `grant select (id, email) on people to ${names.read}`,
      `grant select on notes to ${names.read}`,
      `grant select (id, line) on log to ${names.read}`,
    ]);
    expect(notRead.sort()).toEqual(["audit", "log.secret", "people.pin", "vault"]);
    expect(answer).toMatchObject({ kind: "ended", reopened: [{ places: ["shop/log.line", "shop/notes.body"] }] });
  });
});

describe.skipIf(testMariadb === undefined)(`on MariaDB${skippedWithoutMariadb}`, () => {
  async function ground(): Promise<Ground & { readonly rights: readonly string[]; readonly on: string }> {
    const fresh = await freshMariadb();
    drops.push(fresh.drop);
    drops.push(() => onMariadb((client) => client.query(`drop user if exists ${names.read}@'%', ${names.act}@'%'`)));
    const on = fresh.name;
    const rights = [
      `create user ${names.read}@'%'`,
      `create user ${names.act}@'%'`,
      `grant select (id, email) on ${on}.people to ${names.read}@'%'`,
      `grant select on ${on}.notes to ${names.read}@'%'`,
      `grant select (id, line) on ${on}.log to ${names.read}@'%'`,
    ];
    const sql = (text: string) => onMariadb((client) => client.query(text), fresh.url);
    return { connector: "mysql", url: fresh.url, sql, rights, on };
  }
  const RESTS = expect.stringMatching(
    /^whatever else .* holds: the server shows .* no table and no column that it has no right to/,
  );

  test("a table that only the other role sees is named; a column by the program; of what none tells it is said that there may be some", async () => {
    const at = await ground();
    const { answer, notRead } = await sweptBy(at, [...at.rights, `grant insert on ${at.on}.audit to ${names.act}@'%'`]);
    expect(notRead.sort()).toEqual(["audit", "people.pin", RESTS]);
    expect(answer).toMatchObject({ kind: "ended", reopened: [{ places: ["shop/log.line", "shop/notes.body"] }] });
  });

  test.each(["read", "act"] as const)("where the %s role is shown all of them, all are named", async (role) => {
    const at = await ground();
    const { notRead } = await sweptBy(at, [...at.rights, `grant references on ${at.on}.* to ${names[role]}@'%'`]);
    expect(notRead.sort()).toEqual(["audit", "log.secret", "people.pin", "vault"]);
  });

  test("a dataset of the program that the catalog no longer shows is named", async () => {
    const at = await ground();
    const { notRead } = await sweptBy(at, [...at.rights, `revoke select on ${at.on}.notes from ${names.read}@'%'`]);
    expect(notRead.sort()).toEqual(["notes", "people.pin", RESTS]);
  });

  test("an act role that cannot be asked hinders nobody: what it could have told is said not to be known", async () => {
    const at = await ground();
    const { answer, notRead } = await sweptBy(at, [...at.rights, `drop user ${names.act}@'%'`]);
    expect(notRead.sort()).toEqual(["people.pin", RESTS]);
    expect(answer.kind).toBe("ended");
  });
});
