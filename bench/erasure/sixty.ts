// Sixty tables and two million rows: a shop as large applications are, made by this bench.
import type pg from "pg";

/** How many people there are, each with rows in every table. */
export interface Size {
  readonly people: number;
}

interface Table {
  readonly name: string;
  /** The table that its pointer leads to. */
  readonly of: string;
  readonly rowsEach: number;
}

const DIRECT = 42;
const SECOND = 13;
const THIRD = 4;

const numbered = (letter: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, "0")}`);

/** Every table but the people's own, in the order in which they point: whoever is pointed at comes first. */
export const TABLES: readonly Table[] = [
  ...numbered("a", DIRECT).map((name) => ({ name, of: "people", rowsEach: 2 })),
  ...numbered("b", SECOND).map((name, at) => ({ name, of: `a${String(at + 1).padStart(2, "0")}`, rowsEach: 1 })),
  ...numbered("c", THIRD).map((name, at) => ({ name, of: `b${String(at + 1).padStart(2, "0")}`, rowsEach: 1 })),
];

const EMAIL = (id: string): string => `'p' || ${id} || '@sixty.example'`;

/** The address of a person. */
export const emailOf = (id: number): string => `p${id}@sixty.example`;

/** Rows of each person, in all tables. */
export const ROWS_EACH: number = (() => {
  const rows = new Map([["people", 1]]);
  for (const { name, of, rowsEach } of TABLES) rows.set(name, (rows.get(of) ?? 0) * rowsEach);
  return [...rows.values()].reduce((sum, count) => sum + count, 0);
})();

/** Makes the tables and their rows. */
export async function makeSixty(client: pg.Client, { people }: Size): Promise<number> {
  await client.query(
    `CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL);
     INSERT INTO people SELECT n, ${EMAIL("n")}, 'Person ' || n FROM generate_series(1, ${people}) n;
     CREATE INDEX ON people (lower(email))`,
  );
  for (const { name, of, rowsEach } of TABLES) {
    const from =
      of === "people"
        ? "SELECT id, g FROM people, generate_series(1, $n) g"
        : `SELECT id, g FROM ${of}, generate_series(1, $n) g`;
    await client.query(
      `CREATE TABLE ${name} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, up bigint NOT NULL, body text, at timestamptz);
       INSERT INTO ${name} (up, body, at) SELECT id, 'row ' || id || ' of ${name}', now() FROM (${from.replace("$n", String(rowsEach))}) x;
       CREATE INDEX ON ${name} (up)`,
    );
    const type = of === "people" ? "int" : "bigint";
    await client.query(`ALTER TABLE ${name} ALTER up TYPE ${type}, ADD FOREIGN KEY (up) REFERENCES ${of} (id)`);
  }
  await client.query("ANALYZE");
  return people * ROWS_EACH;
}

/** The program of that shop: everything is the person's and goes. */
export const sixtyProgram = (url: string): string => `troth: 1
organization: { name: Sixty, country: IE, contact: privacy@sixty.example }
laws: [gdpr]
subjects: [customer]
purposes: { account: { basis: contract, data: [name, contact, content] } }
stores:
  main:
    connector: postgres
    url: ${url}
    datasets:
      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
${TABLES.map(({ name, of }) => `      ${name}: { fields: { body: content.text }, links: { up: owned by ${of} }, rest: none }`).join("\n")}
`;

/** What the hand-written script did, and how long the store was busy with it. */
export interface ByHand {
  readonly deleted: number;
  readonly tookMs: number;
}

/**
 * The peer: SQL written by hand for this schema. It locks and captures the rows level by level, deletes exactly those by
 * key, holds every count against the capture and reads back, in one transaction; statements that do not wait for each
 * other are sent together, as ours are.
 */
export async function eraseSixtyByHand(client: pg.Client, emails: readonly string[]): Promise<ByHand> {
  const started = performance.now();
  await client.query("BEGIN");
  const people = await idsOf(client, "SELECT id FROM people WHERE lower(email) = ANY($1) FOR UPDATE", emails);
  const ids = new Map([["people", people]]);
  for (const level of ["a", "b", "c"]) {
    const tables = TABLES.filter(({ name }) => name.startsWith(level));
    await Promise.all(
      tables.map(async ({ name, of }) => {
        ids.set(name, await idsOf(client, `SELECT id FROM ${name} WHERE up = ANY($1) FOR UPDATE`, ids.get(of) ?? []));
      }),
    );
  }
  const order = [...TABLES.map(({ name }) => name).reverse(), "people"];
  const counts = await Promise.all(
    order.map(async (name) => (await client.query(`DELETE FROM ${name} WHERE id = ANY($1)`, [ids.get(name)])).rowCount ?? 0),
  );
  for (const [at, name] of order.entries())
    if (counts[at] !== ids.get(name)?.length) throw new Error(`${counts[at]} rows of ${name}`);
  await client.query("COMMIT");
  const left = [...TABLES.map(({ name, of }) => ({ name, column: "up", of })), { name: "people", column: "id", of: "people" }];
  const remaining = await Promise.all(
    left.map(async ({ name, column, of }) => {
      const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${name} WHERE ${column} = ANY($1)`, [
        ids.get(of),
      ]);
      return Number(rows[0]?.n ?? 0);
    }),
  );
  if (remaining.some((rows) => rows > 0)) throw new Error("rows are left");
  return { deleted: counts.reduce((sum, rows) => sum + rows, 0), tookMs: performance.now() - started };
}

async function idsOf(client: pg.Client, sql: string, values: readonly unknown[]): Promise<readonly unknown[]> {
  const { rows } = await client.query<[unknown]>({ text: sql, values: [values], rowMode: "array" });
  return rows.map(([id]) => id);
}
