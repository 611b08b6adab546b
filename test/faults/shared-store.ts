// One store that several installations of Troth act in: a row, a file or an application's table says there which acts were committed.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppStore, connect } from "@troth/app";
import type { Given, Pull } from "@troth/app/messages";
import Sqlite from "libsql";
import { onTestFinished } from "vitest";
import { storeByHand } from "../../examples/in-app/by-hand.ts";
import { FIXTURE } from "../../packages/server/src/connectors/conformance-fixture.ts";
import { actId } from "../../packages/server/src/connectors/files/take-aside.ts";
import { type Surroundings, systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import { recordTold, resumeAll, setStoreLive, viewRequest } from "../../packages/server/src/requests/index.ts";
import { entriesOf } from "../attack/support.ts";
import { CONFORMANCE_SPECS } from "../support/app-store-specs.ts";
import { testPostgres } from "../support/databases.ts";
import { onMariadb, testMariadb } from "../support/mariadb.ts";
import { makeHome } from "../support/storages.ts";
import { ada, makeWorkshop, takeApproved } from "../support/workshop.ts";
import { makeMariadbWorkshop, makePostgresWorkshop } from "./ground.ts";
import { query } from "./postgres.ts";

/** A store, and two people in it. */
export interface SharedStore {
  readonly programFile: string;
  readonly env: Readonly<Record<string, string>>;
  /** The store whose journal it is about; others of the program keep none. */
  readonly store: string;
  /** Mail addresses. */
  readonly people: readonly [string, string];
  /** Rows of each person that still stand in that store. */
  readonly left: () => Promise<readonly [number, number]>;
  /** Calls an act in the store's journal as it would have been called before names had their installation in them. */
  readonly rename: (from: string, to: string) => unknown;
  readonly app?: AppStore;
}

const BEN = "c5@workshop.example";
const ROWS =
  "select (select count(*) from messages where customer_id = 1) as one, (select count(*) from messages where customer_id = 5) as two";
const RENAMED = (from: string, to: string) => `update troth_journal set name = '${to}' where name = '${from}'`;
const counted = ([row]: readonly Record<string, unknown>[]) => [Number(row?.one), Number(row?.two)] as const;
const HERS = 12;
const HIS = 1;

/** The shop in SQLite. */
export function onSqlite(): SharedStore {
  const shop = makeWorkshop();
  onTestFinished(() => shop.remove());
  return {
    programFile: shop.program,
    env: shop.env,
    store: "shop",
    people: [ada.email, BEN],
    left: async () => counted(shop.sql(ROWS)),
    rename: (from, to) => shop.sql(RENAMED(from, to)),
  };
}

async function onPostgres(): Promise<SharedStore> {
  const { shop, store } = await makePostgresWorkshop();
  onTestFinished(() => store.drop());
  onTestFinished(() => shop.remove());
  const left = async () => counted(await query(store.url, ROWS));
  const rename = () => undefined;
  return { programFile: shop.program, env: shop.env, store: "shop", people: [ada.email, BEN], left, rename };
}

async function onMariadbServer(): Promise<SharedStore> {
  const { shop, store } = await makeMariadbWorkshop();
  onTestFinished(() => store.remove());
  onTestFinished(() => shop.remove());
  const left = () =>
    onMariadb(async (client) => counted((await client.query(ROWS))[0] as Record<string, unknown>[]), store.address);
  const rename = (from: string, to: string) => onMariadb((client) => client.query(RENAMED(from, to)), store.address);
  return { programFile: shop.program, env: shop.env, store: "shop", people: [ada.email, BEN], left, rename };
}

function inFolder(): SharedStore {
  const shop = makeWorkshop();
  onTestFinished(() => shop.remove());
  const files = join(shop.folder, "files");
  mkdirSync(join(files, "scans"), { recursive: true });
  for (const name of ["1.a", "1.b", "5.a"]) writeFileSync(join(files, "scans", `${name}.png`), `of ${name}`);
  shop.edit(
    "\nretention:",
    `\n  scans:\n    connector: files\n    url: ${files}\n    datasets: { scans: { match: "scans/{id}.{page}.png", fields: { object: content.photo, page: content.text }, links: { id: owned by shop/customers } } }\nretention:`,
  );
  shop.edit("datasets: [orders]", "datasets: [shop/orders]");
  shop.edit("url: ${SHOP_DB}\n", "url: ${SHOP_DB}\n    options: { journal: false }\n");
  const of = (id: string) => existing(join(files, "scans")).filter((name) => name.startsWith(`${id}.`)).length;
  return {
    programFile: shop.program,
    env: shop.env,
    store: "scans",
    people: [ada.email, BEN],
    left: async () => [of("1"), of("5")],
    rename: (from, to) => {
      const mark = (name: string) => join(files, `.troth/${actId(name)}.done`);
      if (existsSync(mark(from))) renameSync(mark(from), mark(to));
    },
  };
}

const existing = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const APP_PROGRAM = `troth: 1
organization: { name: Fernway, country: IE, contact: privacy@fernway.example }
laws: [gdpr]
subjects: [member]
stores:
  app:
    connector: app
    options: { timeouts: { statement: 12, lock: 0.5, connect: 2 } }
    datasets:
      people: { is: member, identity: { account: id, email: email }, fields: { email: contact.email, name: name.full }, links: { boss_id: mentions people }, rest: none }
      posts: { rest: none, fields: { body: content.text }, links: { person_id: owned by people } }
requests: { cooling-off: none, late-rows: none }
`;

function inApplication(): SharedStore {
  const folder = mkdtempSync(join(tmpdir(), "troth-names-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [file, programFile] = [join(folder, "app.db"), join(folder, "troth.yaml")];
  writeFileSync(programFile, APP_PROGRAM);
  const db = new Sqlite(file);
  for (const sql of FIXTURE) if (!sql.startsWith("CREATE VIEW")) db.exec(sql);
  db.exec("update people set boss_id = null");
  db.close();
  const left = async () => {
    const own = new Sqlite(file);
    const rows = own
      .prepare(
        "select (select count(*) from posts where person_id = 1) as one, (select count(*) from posts where person_id = 2) as two",
      )
      .all();
    own.close();
    return counted(rows as Record<string, unknown>[]);
  };
  const app = storeByHand(file, CONFORMANCE_SPECS, 500) as AppStore;
  const rename = (from: string, to: string) => {
    const own = new Sqlite(file);
    own.exec(RENAMED(from, to));
    own.close();
  };
  return { programFile, env: {}, store: "app", people: ["Ada@One.example", "bo@two.example"], left, rename, app };
}

/** The kinds of store for which there are servers, with how many rows of each person they hold. */
export const SHARED_STORES: readonly {
  readonly name: string;
  readonly make: () => SharedStore | Promise<SharedStore>;
  readonly rows: readonly [number, number];
}[] = [
  { name: "SQLite", make: onSqlite, rows: [HERS, HIS] },
  ...(testPostgres === undefined ? [] : [{ name: "PostgreSQL", make: onPostgres, rows: [HERS, HIS] as const }]),
  ...(testMariadb === undefined ? [] : [{ name: "MariaDB", make: onMariadbServer, rows: [HERS, HIS] as const }]),
  { name: "a folder", make: inFolder, rows: [2, 1] },
  { name: "an application", make: inApplication, rows: [3, 1] },
];
const without = [...(testPostgres === undefined ? ["PostgreSQL"] : []), ...(testMariadb === undefined ? ["MariaDB"] : [])];
/** Goes into a suite's name. */
export const skipped = without.length === 0 ? "" : ` (skipped: no server of ${without.join(", ")})`;

export class Killed extends Error {}

/** Everything up to a step of the shared store's act happens, and nothing after it. Its act comes before those of others. */
export const dyingAt = (step: string): Partial<Surroundings> => ({
  passing: async (name) => {
    if (name === step) throw new Killed(step);
  },
});

/** Opens Troth in a home, with the application beside it where there is one. */
export async function openIn(ground: SharedStore, home: string, surroundings: Partial<Surroundings> = {}): Promise<Installation> {
  const { programFile, env, app } = ground;
  const inst = await openInstallation({
    home,
    programFile,
    env,
    servesApps: true,
    surroundings: { ...systemSurroundings(), ...surroundings },
  });
  const hub = inst.apps;
  if (!hub) throw new Error("it serves no applications");
  const exchange = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const given: Given = await hub.exchange(JSON.parse(String(init?.body)) as Pull, init?.signal ?? new AbortController().signal);
    return Response.json(given);
  };
  // The application's own channel; what carries it is not what this is about.
  const channel = connect({ url: "http://127.0.0.1:1", key: "k", fetch: exchange as typeof fetch, onError: () => undefined });
  if (app) channel.store("app", app);
  const close = async () => {
    await channel.close();
    await inst.close();
  };
  const opened = { ...inst, close };
  onTestFinished(() => close().catch(() => undefined));
  if (app) await channel.ready();
  for (const store of Object.keys(inst.program.stores)) await setStoreLive(inst, { store, by: "officer" });
  return opened;
}

/** Two homes of Troth. */
export async function makeHomes(): Promise<readonly [string, string]> {
  const homes = [await makeHome(), await makeHome()] as const;
  for (const one of homes) onTestFinished(() => one.remove());
  return [homes[0].home, homes[1].home];
}

/** Takes an erasure and signs it. */
export const take = (inst: Installation, email: string) => takeApproved(inst, "erasure", [{ kind: "email", value: email }]);

/** Everything that is left of a request, staff's part too. */
export async function finish(inst: Installation, request: string): Promise<void> {
  for (let round = 0; round < 3; round += 1) await resumeAll(inst);
  for (const { recipient, state } of (await viewRequest(inst, request)).recipients)
    if (state === "waiting") await recordTold(inst, { request, recipient });
}

/** What stands in the ledger of a store's act. */
export const erasedIn = async (inst: Installation, store: string) =>
  (await entriesOf(inst, "store.erased")).filter((one) => one.store === store);
