// A small shop in SQLite with every kind of link, and an installation of Troth beside it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { type Surroundings, systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import { approveRequest, setStoreLive, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";

/** The person of most tests: every value of theirs is marked, so that a search can find it anywhere. */
export const ada = {
  email: "ada.zqxmark@workshop.example",
  name: "Ada Zqxmark",
  phone: "+44 zqxmark 0101",
  password: "argon-zqxmark-secret",
  body: "zqxmark wrote this herself",
  note: "zqxmark asks to leave it at the door",
  segment: "zqxmark-likes-oak",
} as const;

/** Text in every value of hers. */
export const MARK = "zqxmark";

const SCHEMA = `
  create table customers (id integer primary key, email text not null unique, name text not null, phone text, password_hash text, advisor_id integer references customers(id));
  create table orders (id integer primary key, customer_id integer references customers(id), bill_name text not null, total integer not null, placed_at text not null);
  create table messages (id integer primary key, customer_id integer not null references customers(id) on delete cascade, body text not null);
  create table parcels (id integer primary key, sender_id integer references customers(id), receiver_id integer references customers(id), note text);
  create table tickets (id integer primary key, subject text not null, closed_by integer references customers(id) on delete set null);
  create table profiles (customer_id integer primary key references customers(id), segment text not null);
  create table stock (id integer primary key, title text not null);
  create index messages_customer on messages(customer_id);
`;

const PROGRAM = `troth: 1
organization: { name: Workshop, country: IE, contact: privacy@workshop.example }
laws: [gdpr]
subjects: [customer]
purposes:
  account: { basis: contract, data: [name, contact, auth.password, content, commerce, payment] }
  profiling: { basis: legitimate-interest, interest: Knowing what sells, data: [inference] }
recipients:
  letters: { name: Letters, kind: mail-delivery, country: IE, for: [account], receives: [name, contact.email], agreement: { kind: dpa, date: 2025-01-01, document: a.pdf }, told: { mail: privacy@letters.example } }
stores:
  shop:
    connector: sqlite
    url: \${SHOP_DB}
    datasets:
      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full, phone: contact.phone, password_hash: auth.password }
        links: { advisor_id: mentions customers }
        rest: none
      orders:
        fields: { bill_name: name.full, total: { is: payment.transaction, erasure: keep } }
        links: { customer_id: owned by customers }
        rest: none
      messages: { fields: { body: content.text }, links: { customer_id: owned by customers } }
      parcels:
        fields: { note: { holds: [content.text], erasure: clear } }
        links: { sender_id: shared by customers, receiver_id: shared by customers }
      tickets: { rest: none, links: { closed_by: mentions customers } }
      profiles: { fields: { segment: inference.segment }, links: { customer_id: owned by customers } }
retention:
  books: { datasets: [orders], keep: 7 years since placed_at, because: Companies Act, as: pseudonym }
requests: { cooling-off: none, late-rows: none }
`;

/** One shop with its database. */
export interface Workshop {
  readonly folder: string;
  readonly home: string;
  readonly database: string;
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs SQL on the shop's database and gives the rows. */
  readonly sql: (text: string) => Record<string, unknown>[];
  /** Rewrites the program: a search and a replacement. */
  readonly edit: (search: string, replacement: string) => void;
  readonly remove: () => void;
}

/** Makes a shop with Ada, who has rows of every kind, and 39 others. */
export function makeWorkshop(home?: string): Workshop {
  const folder = mkdtempSync(join(tmpdir(), "troth-workshop-"));
  const database = join(folder, "shop.db");
  const program = join(folder, "troth.yaml");
  writeFileSync(program, PROGRAM);
  const sql = (text: string): Record<string, unknown>[] => {
    const db = new Database(database);
    try {
      db.exec("pragma foreign_keys = on");
      return /^\s*(select|pragma)/i.test(text) ? (db.prepare(text).all() as Record<string, unknown>[]) : (db.exec(text), []);
    } finally {
      db.close();
    }
  };
  sql("pragma journal_mode = wal");
  sql(SCHEMA);
  sql(rows());
  const edit = (search: string, replacement: string) => {
    const text = readFileSync(program, "utf8");
    if (!text.includes(search)) throw new Error("the program has no such text to edit");
    writeFileSync(program, text.replace(search, replacement));
  };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return {
    folder,
    home: home ?? join(folder, "home"),
    database,
    program,
    env: { SHOP_DB: `file:${database}` },
    sql,
    edit,
    remove,
  };
}

function rows(): string {
  const others = Array.from({ length: 39 }, (_, at) => at + 2);
  const lines = [
    `insert into customers values (1, '${ada.email}', '${ada.name}', '${ada.phone}', '${ada.password}', null)`,
    ...others.map(
      (id) =>
        `insert into customers values (${id}, 'c${id}@workshop.example', 'Customer ${id}', null, 'x', ${id === 2 ? 1 : "null"})`,
    ),
    ...[1, 2, 3].map(
      (id) => `insert into orders values (${id}, 1, '${ada.name}', ${id * 100}, '${id === 3 ? "2015-01-05" : "2026-05-0" + id}')`,
    ),
    ...others.map((id) => `insert into orders values (${id + 100}, ${id}, 'Customer ${id}', 500, '2026-01-01')`),
    ...Array.from({ length: 12 }, (_, at) => `insert into messages values (${at + 1}, 1, '${ada.body} ${at}')`),
    ...others.map((id) => `insert into messages values (${id + 100}, ${id}, 'hello from ${id}')`),
    `insert into parcels values (1, 1, 2, '${ada.note}'), (2, 3, 4, 'leave at desk'), (3, 5, 1, '${ada.note}')`,
    "insert into tickets values (1, 'lamp', 1), (2, 'chair', 2)",
    `insert into profiles values (1, '${ada.segment}'), (2, 'likes-elm')`,
    "insert into stock values (1, 'oak table')",
  ];
  return `begin; ${lines.join(";\n")}; commit;`;
}

/** Opens Troth beside the shop, with its store live. */
export async function openWorkshop(
  shop: Workshop,
  at: {
    readonly home?: string;
    readonly databaseUrl?: string | undefined;
    readonly surroundings?: Partial<Surroundings>;
    readonly shadow?: boolean;
  } = {},
): Promise<Installation> {
  const surroundings = { ...systemSurroundings(), ...at.surroundings };
  const inst = await openInstallation({
    home: at.home ?? shop.home,
    databaseUrl: at.databaseUrl,
    programFile: shop.program,
    env: shop.env,
    surroundings,
  });
  if (at.shadow !== true) await setStoreLive(inst, { store: "shop", by: "officer" });
  return inst;
}

/** Takes a request for Ada, and approves the plan as it is. */
export async function takeApproved(
  inst: Installation,
  right: "access" | "erasure",
  subject = [{ kind: "email", value: ada.email as string }],
): Promise<string> {
  const { request } = await takeRequest(inst, { right, subject, takenBy: "staff" });
  const view = await viewRequest(inst, request);
  const answer = await approveRequest(inst, { request, plan: view.plan?.hash ?? "", as: "officer" });
  if (answer.kind === "refused") throw new Error(`not approved: ${answer.says}`);
  return request;
}
