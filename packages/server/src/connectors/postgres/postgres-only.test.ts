import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActOptions, Connector, Match } from "../connector.ts";
import { openConnector } from "../index.ts";

const url = process.env.TROTH_TEST_POSTGRES;
const database = `troth_only_${process.pid}`;
const weak = `${database}_weak`;

const SCHEMA = `
  CREATE TYPE mood AS ENUM ('good', 'bad');
  CREATE DOMAIN zip AS varchar(9) CHECK (VALUE ~ '^[0-9]+$');
  CREATE TABLE parents (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text, m mood, z zip, twice int GENERATED ALWAYS AS (1) STORED);
  CREATE INDEX parents_fold ON parents (lower(email));
  CREATE TABLE heirs (more text) INHERITS (parents);
  CREATE TABLE pay (id int, at date, amount numeric(30, 12), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE pay_2026 PARTITION OF pay FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE TABLE hidden (id int PRIMARY KEY, owner text);
  ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON hidden USING (owner = current_user);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touches BEFORE UPDATE ON parents FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE RULE quiet AS ON DELETE TO hidden DO ALSO NOTHING;
  CREATE SCHEMA billing;
  CREATE TABLE billing.invoices (id int PRIMARY KEY, pay_id int, pay_at date, at timestamptz, j jsonb, raw bytea,
    CONSTRAINT to_pay FOREIGN KEY (pay_id, pay_at) REFERENCES pay DEFERRABLE INITIALLY DEFERRED);
  INSERT INTO parents (email) VALUES ('ada@one.example');
  INSERT INTO heirs (id, email, more) VALUES (1, 'Ada@one.example', 'x');
  INSERT INTO pay VALUES (1, '2026-05-05', 1.000000000001);
  INSERT INTO billing.invoices VALUES (1, 1, '2026-05-05', '2026-05-05 10:00+02', '{"a": 1.10}', '\\x0102');
  INSERT INTO hidden VALUES (1, 'ada');
  CREATE ROLE ${weak} LOGIN PASSWORD 'marked-secret'; GRANT SELECT ON hidden TO ${weak};`;

const fold = { columns: ["email"], values: [["ADA@one.example"]], fold: true };
const options: ActOptions = { name: "only", journal: async () => undefined };

function at(user?: string): string {
  const target = new URL(url ?? "postgres://none");
  target.pathname = `/${database}`;
  if (user !== undefined) target.username = user;
  return target.href;
}

const open = (address: string): Connector =>
  openConnector({ store: "app", connector: "postgres", url: address, options: { timeouts: { lock: 0.3 } } });

async function using<T>(address: string, work: (connector: Connector) => Promise<T>): Promise<T> {
  const connector = open(address);
  return work(connector).finally(() => connector.close());
}

async function asOwner(sql: string, address = at()): Promise<pg.QueryResult> {
  const client = new pg.Client(address);
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

if (url === undefined) test.skip("PostgreSQL's own (TROTH_TEST_POSTGRES is not set)", () => undefined);
else
  describe("PostgreSQL's own", () => {
    beforeAll(async () => {
      await asOwner(`CREATE DATABASE ${database}`, url);
      await asOwner(SCHEMA);
    });
    afterAll(async () => {
      await asOwner(`DROP DATABASE ${database} WITH (FORCE)`, url);
      await asOwner(`DROP ROLE IF EXISTS ${weak}`, url);
    });

    test("inheritance, partitions, domains, rules and schemas are told", () =>
      using(at(), async (connector) => {
        const { datasets, role } = await connector.inspect();
        const column = (name: string) => datasets.parents?.columns.find((one) => one.name === name);
        expect(datasets.parents).toMatchObject({ children: ["heirs"], rowKey: ["@tableoid", "@ctid"], primaryKey: ["id"] });
        expect(datasets.heirs?.parent).toBe("parents");
        expect(datasets.pay).toMatchObject({ kind: "partitioned", children: ["pay_2026"], rowKey: ["id", "at"] });
        expect(column("z")).toMatchObject({ family: "text", maxLength: 9, checked: true });
        expect(column("m")).toMatchObject({ family: "other", checked: true });
        expect(column("twice")?.generated && column("id")?.generated).toBe(true);
        expect(column("email")?.indexed).toBe(true);
        expect(datasets.parents?.triggers).toMatchObject([{ name: "touches", on: ["update"], enabled: true }]);
        expect(datasets.hidden).toMatchObject({ rowSecurity: true, triggers: [{ name: "quiet", on: ["delete"] }] });
        expect(datasets["billing.invoices"]?.foreignKeys).toMatchObject([{ name: "to_pay", target: "pay", deferrable: true }]);
        expect(role.warnings).toContain("superuser");
      }));

    test("values are exact texts", () =>
      using(at(), async (connector) => {
        const match = { columns: ["id"], values: [[1]], fold: false };
        await connector.read(async (session) => {
          const [row] = await session.capture({ dataset: "billing.invoices", columns: ["pay_at", "at", "j", "raw"], match });
          expect(row).toEqual(["2026-05-05", "2026-05-05 08:00:00+00", '{"a": 1.10}', new Uint8Array([1, 2])]);
          expect(await session.capture({ dataset: "pay", columns: ["amount"], match })).toEqual([["1.000000000001"]]);
        });
      }));

    test("rows of inherited children are captured, locked and deleted by address", () =>
      using(at(), (connector) =>
        using(at(), async (other) => {
          const query = { dataset: "parents", columns: ["@tableoid", "@ctid"], match: fold };
          await connector.act({ ...options, rollback: true }, async (session) => {
            const keys = await session.capture(query);
            expect(keys).toHaveLength(2);
            const heirs = { ...query, dataset: "heirs" };
            await expect(other.act(options, (second) => second.capture(heirs))).rejects.toMatchObject({ code: "connector.busy" });
            expect(await session.delete("parents", ["@tableoid", "@ctid"], keys)).toBe(2);
          });
        }),
      ));

    test("counts that are asked for together each get their own answer", () =>
      using(at(), (connector) =>
        connector.read(async (session) => {
          const ids = Array.from({ length: 150 }, (_, at) => at);
          const count = (dataset: string, columns: readonly string[], value: number) =>
            session.count({ dataset, match: { columns, values: [[value]], fold: false } });
          const counts = [
            ...ids.map((id) => count(id % 2 === 0 ? "pay" : "billing.invoices", ["id"], id)),
            session.count({ dataset: "parents", match: fold }),
          ];
          // Of no column that there is: said of this one alone.
          await expect(count("pay", ["none"], 1)).rejects.toMatchObject({ code: "connector.missing" });
          expect(await Promise.all(counts)).toEqual([...ids.map((id) => (id === 1 ? 1 : 0)), 2]);
          expect(await count("pay", ["id"], 1)).toBe(1);
        }),
      ));

    test("of counts that fail together it is said where they were asked", () =>
      using(at(weak), async (connector) => {
        const match = { columns: ["id"], values: [[1]], fold: false };
        const both = connector.read((session) =>
          Promise.all(["pay", "parents"].map((dataset) => session.count({ dataset, match }))),
        );
        await expect(both).rejects.toMatchObject({
          code: "connector.denied",
          message: expect.stringContaining("`pay`, `parents`"),
        });
      }));

    test("a domain of texts, and citext in a schema of its own, are found in either case", async () => {
      await asOwner(`CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE DOMAIN written AS text CHECK (VALUE LIKE '%@%');
        CREATE DOMAIN mail AS written; CREATE DOMAIN loose_mail AS ext.citext;
        CREATE TABLE clubs (email ext.citext, no int, mail mail, loose loose_mail, PRIMARY KEY (email, no));
        INSERT INTO clubs VALUES ('Ada@one.example', 1, 'Ada@one.example', 'Ada@one.example'), ('bo@two.example', 1, NULL, NULL)`);
      await using(at(), async (connector) => {
        const count = (columns: readonly string[], row: readonly (string | number)[], fold: boolean) =>
          connector.read((session) => session.count({ dataset: "clubs", match: { columns, values: [row], fold } }));
        for (const column of ["email", "mail", "loose"]) expect(await count([column], ["aDA@one.example"], true), column).toBe(1);
        expect(await count(["email", "no"], ["aDA@one.example", 1], true)).toBe(1);
        // What the type itself takes for the same is the same in its key, and a domain's check is no part of a question.
        expect(await count(["email"], ["ADA@one.example"], false)).toBe(1);
        expect(await count(["mail"], ["ADA@one.example"], false)).toBe(0);
        expect(await count(["mail"], ["ada"], true)).toBe(0);
        const moods = { columns: ["m"], values: [["good"], ["none"]], fold: false };
        expect(await connector.read((session) => session.count({ dataset: "parents", match: moods }))).toBe(0);
        await connector.act(options, async (session) => {
          const set = [{ column: "mail", values: ["new@one.example"] }];
          expect(await session.change("clubs", ["email", "no"], [["Ada@one.example", 1]], set)).toBe(1);
          expect(await session.delete("clubs", ["email", "no"], [["Ada@one.example", 1]])).toBe(1);
        });
      });
    });

    test("a value of `char(n)` comes without the blanks that fill it up, so that it is found elsewhere", async () => {
      await asOwner(`CREATE TABLE codes (code char(10) PRIMARY KEY, name text); CREATE TABLE uses (code varchar(10));
        INSERT INTO codes VALUES ('ab', 'x'); INSERT INTO uses VALUES ('ab')`);
      await using(at(), (connector) =>
        connector.act(options, async (session) => {
          const match = { columns: ["name"], values: [["x"]], fold: false };
          const keys = await session.capture({ dataset: "codes", columns: ["code"], match });
          expect(keys).toEqual([["ab"]]);
          expect(await session.count({ dataset: "uses", match: { columns: ["code"], values: keys, fold: false } })).toBe(1);
          expect(await session.change("codes", ["code"], keys, [{ column: "name", values: ["y"] }])).toBe(1);
          expect(await session.delete("codes", ["code"], keys)).toBe(1);
        }),
      );
    });

    test("what a column of any type cannot hold, as another store may have it, matches nothing in it", async () => {
      const held = { ip: "10.0.0.1", mac: "08:00:2b:01:02:03", ref: "7", near: "1.5", far: "1.5", note: "x" };
      await asOwner(`CREATE TABLE kinds (ip inet, mac macaddr, ref oid, near real, far double precision, note text);
        INSERT INTO kinds VALUES (${Object.values(held)
          .map((value) => `'${value}'`)
          .join()})`);
      await using(at(), (connector) =>
        connector.read(async (session) => {
          const count = (column: string, more: Partial<Match>, ...values: readonly string[]) =>
            session.count({
              dataset: "kinds",
              match: { columns: [column], values: values.map((one) => [one]), fold: false, ...more },
            });
          const strange = ["x", "10.0.0.256", "fe80::1%eth0", "08:00", "99999999999", "1e39", "1e-60", "1e999", "1e-999", "a\0b"];
          for (const [column, value] of Object.entries(held)) expect(await count(column, {}, ...strange, value), column).toBe(1);
          expect(await count("note", { as: "text" }, "a\0b", "x")).toBe(1);
          expect(await count("note", { inside: true }, "a\0b", "x")).toBe(1);
        }),
      );
    });

    test("a column that tells no cases apart is looked into as well", async () => {
      await asOwner(`CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        CREATE TABLE tags (list text COLLATE caseless); INSERT INTO tags VALUES ('to: Ada@one.example'), ('42')`);
      await using(at(), (connector) =>
        connector.read(async (session) => {
          const count = (value: string, more: Partial<Match>) =>
            session.count({ dataset: "tags", match: { columns: ["list"], values: [[value]], fold: false, ...more } });
          expect(await count("Ada@one.example", { inside: true })).toBe(1);
          expect(await count("aDA@one.example", { inside: true, fold: true })).toBe(1);
          expect(await count("42", { as: "number" })).toBe(1);
          expect(await count("TO: ada@one.example", { fold: true })).toBe(1);
        }),
      );
    });

    test("letters beyond ASCII are found in either case where the server's own collation knows none", async () => {
      const plain = `${database}_c`;
      await asOwner(`CREATE DATABASE ${plain} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`, url);
      const addresses = [at(), at().replace(database, plain)];
      const make = `CREATE TABLE names (name text COLLATE "C", own text, no int);
        INSERT INTO names VALUES ('ÄDA Ćwik', 'ÄDA Ćwik', 1), ('ada', 'ada', 1)`;
      for (const address of addresses) {
        await asOwner(make, address);
        await using(address, (connector) =>
          connector.read(async (session) => {
            const count = (columns: readonly string[], row: readonly (string | number)[], more: Partial<Match> = {}) =>
              session.count({ dataset: "names", match: { columns, values: [row], fold: true, ...more } });
            for (const column of ["name", "own"])
              for (const name of ["äda ćwik", "ÄDA Ćwik", "Äda ĆWIK", "ADA"]) {
                expect(await count([column], [name]), `${column} ${name}`).toBe(1);
                expect(await count([column, "no"], [name, 1])).toBe(1);
                expect(await count([column], [name], { as: "text" })).toBe(1);
                expect(await count([column], [name.slice(1)], { inside: true })).toBe(name === "ADA" ? 2 : 1);
              }
          }),
        ).finally(() => (address === at() ? undefined : asOwner(`DROP DATABASE ${plain} WITH (FORCE)`, url)));
      }
    });

    test("an array is written as it is read, in every dimension", async () => {
      const written = {
        words: [
          ["a", 'q"\\ {,}'],
          ["", "NULL"],
          [null, "é\n"],
        ],
        flat: ["x", null, "null", ""],
        none: [],
        docs: [{ a: [1, "b"] }, "t", null],
        flags: [[true, false]],
      };
      await asOwner(`CREATE TABLE lists (id int PRIMARY KEY, words text[], flat varchar(9)[], none text[], docs jsonb[], flags bool[], big bigint[], raw bytea[]);
        INSERT INTO lists VALUES (1), (2)`);
      await using(at(), (connector) =>
        connector.act(options, async (session) => {
          const texts = {
            ...Object.fromEntries(Object.entries(written).map(([name, value]) => [name, JSON.stringify(value)])),
            big: "[[9007199254740993]]",
            raw: '["\\\\x00ff"]',
          };
          const columns = Object.keys(texts);
          const each = (column: string) => ({ column, values: [texts[column as keyof typeof texts]] });
          const same = (column: string) => ({ column, value: texts[column as keyof typeof texts] });
          expect(await session.change("lists", ["id"], [[1]], columns.map(each))).toBe(1);
          expect(await session.change("lists", ["id"], [[2]], columns.map(same))).toBe(1);
          for (const id of [1, 2]) {
            const [row = []] = await session.capture({
              dataset: "lists",
              columns,
              match: { columns: ["id"], values: [[id]], fold: false },
            });
            expect(row.map((text) => String(text).replaceAll(/(?<=[:,]) /g, ""))).toEqual(Object.values(texts));
          }
          expect(await session.change("lists", ["id"], [[1]], [{ column: "words", value: null }])).toBe(1);
        }),
      );
    });

    test("a trigger that hands the old row to another function does what cannot be read from it", async () => {
      const makes = (
        name: string,
        body: string,
      ) => `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${body}; RETURN OLD; END';
        CREATE TRIGGER ${name} BEFORE DELETE ON watched FOR EACH ROW EXECUTE FUNCTION ${name}();`;
      await asOwner(`CREATE TABLE watched (id int PRIMARY KEY); CREATE TABLE call (id int);
        ${makes("performs", "PERFORM audit.note(to_jsonb(OLD))")} ${makes("calls", "CALL note(OLD.id)")}
        ${makes("inserts", "INSERT INTO call (id) VALUES (OLD.id)")} ${makes("counts", "PERFORM 1 FROM call")}`);
      await using(at(), async (connector) => {
        const { triggers = [] } = (await connector.inspect()).datasets.watched ?? {};
        expect(Object.fromEntries(triggers.map(({ name, opaque = false }) => [name, opaque]))).toEqual({
          ...{ performs: true, calls: true, inserts: false, counts: false },
        });
      });
    });

    test("a constraint that waits for COMMIT is told as a constraint", () =>
      using(at(), async (connector) => {
        const act = connector.act(options, (session) => session.delete("pay", ["id", "at"], [[1, "2026-05-05"]]));
        await expect(act).rejects.toMatchObject({
          code: "connector.constraint",
          message: expect.stringMatching(/foreign key .*invoices/),
        });
      }));

    test("a filtered table fails instead of giving less; a role without the right is told so", () =>
      using(at(weak), async (connector) => {
        const { role } = await connector.inspect();
        expect(role.warnings).toContain("unreadable: pay");
        expect(role.warnings).not.toContain("owner");
        const count = (dataset: string) =>
          connector.read((session) => session.count({ dataset, match: { columns: ["id"], values: [[1]], fold: false } }));
        await expect(count("hidden")).rejects.toMatchObject({ code: "connector.filtered", advice: expect.any(String) });
        await expect(count("pay")).rejects.toMatchObject({ code: "connector.denied", advice: expect.stringContaining("grants") });
      }));
  });
