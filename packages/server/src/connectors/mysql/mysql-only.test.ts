import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActOptions, Connector, Match, Value } from "../connector.ts";
import { openConnector } from "../index.ts";

const url = process.env.TROTH_TEST_MARIADB;
const database = `troth_only_${process.pid}`;
const weak = `${database}_w`;

const SCHEMA = `
  CREATE TABLE people (id int PRIMARY KEY, email varchar(80), code varchar(40) COLLATE utf8mb4_bin, old varchar(40) CHARACTER SET latin1,
    uid varchar(40), u uuid, b binary(16), doc longtext, js json, m enum('good', 'bad'), flag tinyint(1), bits bit(3), born date,
    seen timestamp(3) NULL, paid decimal(30, 12), big bigint unsigned, raw blob, place point, ratio float,
    twice int AS (id * 2) STORED, KEY (email), KEY (old), KEY (uid), KEY (b), KEY (paid));
  INSERT INTO people (id, email, code, old, uid, u, b, doc, js, m, flag, bits, born, seen, paid, big, raw, place, ratio) VALUES
    (1, 'ada@one.example', 'A1', 'é1', '123E4567E89B12D3A456426655440000', '123e4567-e89b-12d3-a456-426655440000',
      unhex('123e4567e89b12d3a456426655440000'), 'To: Ada@one.example, x', '{"to": "\\\\u00e4da@one.example"}', 'good', 1, 5,
      '2026-02-03', '2026-02-03 04:05:06.789', 1.000000000001, 18446744073709551615, x'0001ff', point(1, 2), 0.1),
    (2, 'Ada@one.example', 'a1', 'e1', '123e4567-e89b-12d3-a456-426655440000', NULL, NULL, '42', '["bo@two.example"]', 'bad', 0, 1,
      NULL, NULL, 42, 42, NULL, NULL, 2),
    (3, 'àda@one.example', '042', '?1', 'x', NULL, NULL, '042', NULL, NULL, 2, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, 'ada@one.example ', '42.0', NULL, '', NULL, NULL, 'x42.0', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (5, 'ÄDA@one.example', '42abc', NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
  CREATE TABLE tree (id int PRIMARY KEY, up int NOT NULL, FOREIGN KEY (up) REFERENCES tree (id));
  INSERT INTO tree VALUES (1, 1), (2, 1), (3, 2), (4, 3);
  CREATE TABLE replies (id int PRIMARY KEY, up int NULL, FOREIGN KEY (up) REFERENCES replies (id) ON DELETE CASCADE);
  INSERT INTO replies VALUES (1, NULL), (2, 1), (3, 2);
  CREATE TABLE flat (id int PRIMARY KEY, t text) ENGINE = MyISAM;
  CREATE TABLE past (id int PRIMARY KEY) WITH SYSTEM VERSIONING;
  CREATE TABLE uniq (a varchar(10) NOT NULL, note text, UNIQUE (a));
  CREATE TABLE parts (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (year(at)) (PARTITION p VALUES LESS THAN (2030));
  CREATE TABLE bag (tag varchar(10), f float, raw blob);
  INSERT INTO bag VALUES ('a', 0.1, x'00'), ('a', 0.1, x'00'), ('a', 0.1, x'00'), ('b', NULL, NULL);
  CREATE TABLE stamps (id int PRIMARY KEY, d date, changed timestamp DEFAULT current_timestamp ON UPDATE current_timestamp);
  SET sql_mode = ''; INSERT INTO stamps VALUES (1, '0000-00-00', '2020-01-01 00:00:00');
  CREATE TRIGGER touches BEFORE UPDATE ON tree FOR EACH ROW SET NEW.up = NEW.up;
  CREATE TRIGGER refuses BEFORE DELETE ON uniq FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'marked-secret';
  CREATE DATABASE ${database}_two; CREATE TABLE ${database}_two.points (id int PRIMARY KEY, p int,
    FOREIGN KEY (p) REFERENCES ${database}.people (id) ON DELETE SET NULL ON UPDATE CASCADE);
  CREATE USER '${weak}'@'%'; GRANT SELECT (id) ON ${database}.people TO '${weak}'@'%'; GRANT DELETE ON ${database}.people TO '${weak}'@'%';`;

const acting: ActOptions = { name: "only", journal: async () => undefined };
let acts = 0;
const named = (more: Partial<ActOptions> = {}): ActOptions => ({ ...acting, name: `only/${++acts}`, ...more });

function at(user?: string, name = database): string {
  const target = new URL(url ?? "mysql://none");
  target.pathname = `/${name}`;
  if (user !== undefined) target.username = user;
  return target.href;
}

async function using<T>(work: (connector: Connector) => Promise<T>, user?: string, options = {}): Promise<T> {
  const connector = openConnector({
    store: "app",
    connector: "mysql",
    url: at(user),
    options: { timeouts: { lock: 1 }, ...options },
  });
  return work(connector).finally(() => connector.close());
}

async function asOwner(sql: string): Promise<unknown[][]> {
  const client = await createConnection({ uri: at(undefined, "mysql"), multipleStatements: true });
  const [rows] = await client.query({ sql, rowsAsArray: true }).finally(() => client.end());
  return rows as unknown[][];
}

type More = Partial<Omit<Match, "columns" | "values">>;
const ids = (column: string, values: readonly Value[], more: More = {}): Promise<number[]> =>
  using((connector) =>
    connector.read(async (session) => {
      const match = { columns: [column], values: values.map((value) => [value]), fold: false, ...more };
      const rows = await session.capture({ dataset: "people", columns: ["id"], match });
      expect(await session.count({ dataset: "people", match })).toBe(rows.length);
      return rows.map(([id]) => Number(id));
    }),
  );

if (url === undefined) test.skip("MariaDB's own (TROTH_TEST_MARIADB is not set)", () => undefined);
else
  describe("MariaDB's own", () => {
    const drop = `DROP DATABASE IF EXISTS ${database}_two; DROP DATABASE IF EXISTS ${database}; DROP USER IF EXISTS '${weak}'@'%'`;
    beforeAll(async () => {
      await asOwner(`${drop}; CREATE DATABASE ${database} CHARACTER SET utf8mb4; USE ${database}; ${SCHEMA}`);
    });
    afterAll(async () => void (await asOwner(drop)));

    test("an exact match is exact, whatever the collation takes for equal", async () => {
      expect(await ids("email", ["ada@one.example"])).toEqual([1]);
      expect(await ids("email", ["Ada@one.example", "ada@one.example "])).toEqual([2, 4]);
      expect(await ids("old", ["é1"])).toEqual([1]);
      // A letter that latin1 has not is no question mark.
      expect(await ids("old", ["字1"])).toEqual([]);
      expect(await ids("code", ["a1"])).toEqual([2]);
    });

    test("a call waits for the one before it, however many statements that takes", async () => {
      await using((connector) =>
        connector.act(named({ rollback: true }), async (session) => {
          const match = { columns: ["id"], values: [[1], [2], [3]], fold: false };
          const told = await Promise.all([
            session.delete("replies", ["id"], [[1], [2], [3]]),
            session.count({ dataset: "replies", match }),
          ]);
          expect(told).toEqual([3, 0]);
        }),
      );
    });

    test("a folded match knows case beyond ASCII, and no accents", async () => {
      expect(await ids("email", ["ADA@one.example"], { fold: true })).toEqual([1, 2]);
      expect(await ids("email", ["äda@ONE.example"], { fold: true })).toEqual([5]);
      expect(await ids("code", ["A1"], { fold: true })).toEqual([1, 2]);
    });

    test("what a column cannot hold matches nothing in it", async () => {
      expect(await ids("id", ["1", 1, "1abc", "1.5", 99999999999])).toEqual([1]);
      expect(await ids("paid", ["1.000000000001", "42.00", "1.0000000000011"])).toEqual([1, 2]);
      expect(await ids("big", ["18446744073709551615", "18446744073709551616"])).toEqual([1]);
      expect(await ids("born", ["2026-02-03", "2026-02-31", "x"])).toEqual([1]);
      expect(await ids("seen", ["2026-02-03 04:05:06.789"])).toEqual([1]);
      expect(await ids("u", ["123E4567-E89B-12D3-A456-426655440000", "x"])).toEqual([1]);
      expect(await ids("m", ["good", "GOOD"])).toEqual([1]);
      expect(await ids("ratio", [0.1])).toEqual([1]);
      expect(await ids("raw", [new Uint8Array([0, 1, 255])])).toEqual([1]);
      expect(await ids("bits", [5])).toEqual([1]);
    });

    test("as: text, number and uuid, whatever the column's type", async () => {
      expect(await ids("id", ["1", "02", "x"], { as: "text" })).toEqual([1]);
      expect(await ids("born", ["2026-02-03"], { as: "text" })).toEqual([1]);
      expect(await ids("code", ["42"], { as: "number" })).toEqual([3, 4]);
      expect(await ids("code", [42], { as: "number" })).toEqual([3, 4]);
      expect(await ids("id", ["42", "3"], { as: "number" })).toEqual([3]);
      const uuid = "123e4567-e89b-12d3-a456-426655440000";
      for (const column of ["uid", "doc"])
        expect(await ids(column, [uuid], { as: "uuid" })).toEqual(column === "uid" ? [1, 2] : []);
      for (const column of ["u", "b"]) expect(await ids(column, [uuid, "x"], { as: "uuid" })).toEqual([1]);
    });

    test("inside: every row whose text contains a value, also as JSON writes it", async () => {
      expect(await ids("doc", ["Ada@one.example"], { inside: true })).toEqual([1]);
      expect(await ids("doc", ["ada@ONE.example"], { inside: true })).toEqual([]);
      expect(await ids("doc", ["ada@ONE.example"], { inside: true, fold: true })).toEqual([1]);
      expect(await ids("doc", ["42"], { inside: true })).toEqual([2, 3, 4]);
      expect(await ids("js", ["äda@one.example", "bo@two.example"], { inside: true })).toEqual([1, 2]);
      expect(await ids("js", ["%", "_"], { inside: true })).toEqual([]);
    });

    test("values are exact, and dates are texts in UTC", () =>
      using((connector) =>
        connector.read(async (session) => {
          const columns = ["flag", "bits", "born", "seen", "paid", "big", "raw", "place", "js", "u", "twice", "ratio"];
          const match = { columns: ["id"], values: [[1]], fold: false };
          expect(await session.capture({ dataset: "people", columns, match })).toEqual([
            [
              1,
              5,
              "2026-02-03",
              "2026-02-03 04:05:06.789",
              "1.000000000001",
              "18446744073709551615",
              new Uint8Array([0, 1, 255]),
              "POINT(1 2)",
              '{"to": "\\u00e4da@one.example"}',
              "123e4567-e89b-12d3-a456-426655440000",
              2,
              0.1,
            ],
          ]);
          expect(await session.capture({ dataset: "stamps", columns: ["d"], match })).toEqual([["0000-00-00"]]);
          const where = { flag: [true] };
          expect(await session.count({ dataset: "people", match: { ...match, values: [[1], [2], [3]] }, where })).toBe(1);
        }),
      ));

    test("every type takes a value, each row its own", () =>
      using(async (connector) => {
        await connector.act(named({ rollback: true }), async (session) => {
          const assignments = [
            { column: "email", values: ["p'\\1", null] },
            { column: "js", values: ['{"a": "ü"}', null] },
            { column: "raw", values: [new Uint8Array([0, 255]), null] },
            { column: "bits", values: ["3", 1] },
            { column: "flag", value: true },
          ];
          expect(await session.change("people", ["id"], [[1], [2]], assignments)).toBe(2);
          const match = { columns: ["id"], values: [[1], [2]], fold: false };
          expect(await session.capture({ dataset: "people", columns: ["email", "js", "raw", "bits", "flag"], match })).toEqual([
            ["p'\\1", '{"a": "ü"}', new Uint8Array([0, 255]), 3, 1],
            [null, null, null, 1, 1],
          ]);
          // What a row already has counts as met.
          expect(await session.change("people", ["id"], [[1], [2]], [{ column: "flag", value: 1 }])).toBe(2);
        });
      }));

    test("rows that point at rows of their own table go, each counted", () =>
      using((connector) =>
        connector.act(named({ rollback: true }), async (session) => {
          expect(await session.delete("tree", ["id"], [[2], [3], [4]])).toBe(3);
          expect(await session.delete("replies", ["id"], [[1], [2], [3]])).toBe(3);
        }),
      ));

    test("a row that points at itself, and may not do otherwise, is refused by name", () =>
      using(async (connector) => {
        const act = connector.act(named(), (session) => session.delete("tree", ["id"], [[1], [2], [3], [4]]));
        await expect(act).rejects.toMatchObject({
          code: "connector.constraint",
          message: expect.stringMatching(/foreign key .*tree/),
        });
      }));

    test("twins without a key are told apart by number, and only as many go as were named", () =>
      using((connector) =>
        connector.act(named({ rollback: true }), async (session) => {
          const match = { columns: ["tag"], values: [["a"], ["b"]], fold: false };
          const query = { dataset: "bag", columns: ["@row"], match };
          const keys = await session.capture(query);
          expect(new Set(keys.map(([key]) => key)).size).toBe(4);
          const twins = keys.filter(
            ([key]) => keys.filter(([other]) => String(other).slice(0, 64) === String(key).slice(0, 64)).length === 3,
          );
          expect(await session.change("bag", ["@row"], twins.slice(0, 1), [{ column: "tag", values: ["c"] }])).toBe(1);
          expect(await session.delete("bag", ["@row"], twins.slice(1, 2))).toBe(1);
          expect(await session.count({ dataset: "bag", match })).toBe(2);
        }),
      ));

    test("what a store is made of is told", () =>
      using(async (connector) => {
        const { datasets, product, role, defaultSchema } = await connector.inspect();
        const column = (name: string) => datasets.people?.columns.find((one) => one.name === name);
        expect(product).toMatch(/^MariaDB \d/);
        expect(defaultSchema).toBe(database);
        expect(column("js")).toMatchObject({ family: "json", checked: false });
        expect(column("m")).toMatchObject({ family: "other", checked: true });
        expect(column("flag")?.family).toBe("boolean");
        expect(column("twice")?.generated).toBe(true);
        expect(column("old")).toMatchObject({ indexed: true, unique: false, maxLength: 40 });
        expect(datasets.parts?.kind).toBe("partitioned");
        expect(datasets.uniq).toMatchObject({ primaryKey: [], rowKey: ["a"], triggers: [{ name: "refuses", on: ["delete"] }] });
        expect(datasets.bag?.rowKey).toEqual(["@row"]);
        expect(datasets.tree?.triggers).toMatchObject([
          { name: "touches", on: ["update"], definition: expect.stringMatching(/./) },
        ]);
        expect(datasets.replies?.foreignKeys).toMatchObject([{ onDelete: "cascade", onUpdate: "restrict" }]);
        expect(datasets[`${database}_two.points`]?.foreignKeys).toMatchObject([
          { target: "people", onDelete: "set-null", onUpdate: "cascade" },
        ]);
        expect(datasets.flat?.refuses).toBe("MyISAM cannot roll back what is changed in it");
        expect(datasets.past?.refuses).toMatch(/system versioning/);
        expect(datasets.people?.refuses).toBeUndefined();
        expect(role.warnings).toContain("superuser");
      }));

    test("nothing is changed where it could not be taken back", () =>
      using(async (connector) => {
        for (const dataset of ["flat", "past"]) {
          const act = connector.act(named(), (session) => session.delete(dataset, ["id"], [[1]]));
          await expect(act).rejects.toMatchObject({
            code: "connector.failed",
            message: expect.stringContaining(`\`${dataset}\``),
          });
        }
      }));

    test("what a trigger says stays in the store", () =>
      using(async (connector) => {
        await asOwner(`INSERT INTO ${database}.uniq VALUES ('x', NULL)`);
        const act = connector.act(named(), (session) => session.delete("uniq", ["a"], [["x"]]));
        const error = await act.catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({
          code: "connector.constraint",
          message: "a trigger or function refuses the change, in `uniq`",
        });
        expect(JSON.stringify(error)).not.toContain("marked");
      }));

    test("the journal is made before the transaction, is no dataset, and holds the name of what was committed", () =>
      using(async (connector) => {
        await asOwner(`DROP TABLE IF EXISTS ${database}.troth_journal`);
        const options = named();
        await connector.act(options, (session) => session.change("people", ["id"], [[3]], [{ column: "flag", value: 2 }]));
        expect((await connector.inspect()).datasets.troth_journal).toBeUndefined();
        expect(await asOwner(`SELECT name FROM ${database}.troth_journal`)).toEqual([[options.name]]);
        await expect(connector.act(options, async () => undefined)).rejects.toThrow(
          "a transaction of this name was committed before",
        );
      }));

    test("while a transaction could still commit, its outcome is not guessed", () =>
      using(async (connector) => {
        let known: unknown;
        const options = named({
          journal: async (name) => {
            known = await using((other) => other.outcome(name)).catch((error: unknown) => error);
          },
        });
        await connector.act(options, (session) => session.change("people", ["id"], [[3]], [{ column: "flag", value: 2 }]));
        expect(known).toMatchObject({ code: "connector.busy" });
        expect(await connector.outcome(options.name)).toBe("committed");
      }));

    test("a role that may have no journal acts, and its outcome is said to be unknown", () =>
      using(async (connector) => {
        const { role } = await connector.inspect();
        expect(role.warnings.filter((one) => one.startsWith("hidden"))).toHaveLength(2);
        let name = "";
        const journal = async (transaction: string): Promise<void> => {
          name = transaction;
        };
        const options = named({ rollback: true, journal });
        expect(await connector.act(options, (session) => session.delete("people", ["id"], [[5]]))).toBe(1);
        expect(await connector.outcome(name)).toBe("unknown");
        const denied = connector.read((session) =>
          session.count({ dataset: "people", match: { columns: ["email"], values: [["x"]], fold: false } }),
        );
        await expect(denied).rejects.toMatchObject({ code: "connector.missing" });
      }, weak));

    test("a table that is altered while it is read is read again", () =>
      using((connector) =>
        connector.read(async (session) => {
          const match = { columns: ["id"], values: [[1]], fold: false };
          expect(await session.count({ dataset: "tree", match })).toBe(1);
          await asOwner(`ALTER TABLE ${database}.replies ADD COLUMN more int NOT NULL DEFAULT 1, ALGORITHM = COPY`);
          await expect(session.count({ dataset: "replies", match })).rejects.toMatchObject({
            code: "connector.busy",
            transient: true,
          });
        }),
      ));

    test("streams that are left early when every connection is taken wait for none of each other", () =>
      using(async (connector) => {
        let left: () => void = () => undefined;
        const all = new Promise<void>((resolve) => {
          left = resolve;
        });
        let begun = 0;
        const one = () =>
          connector.read(async (session) => {
            for await (const _ of session.stream({ dataset: "people", columns: ["id"] }, 1)) {
              if (++begun === 4) left();
              await all;
              break;
            }
            return session.count({ dataset: "people", match: { columns: ["id"], values: [[1]], fold: false } });
          });
        expect(await Promise.all([one(), one(), one(), one()])).toEqual([1, 1, 1, 1]);
      }));

    test("whoever finds no connection free is told so, in time", () =>
      using(
        async (connector) => {
          let end: () => void = () => undefined;
          const ended = new Promise<void>((resolve) => {
            end = resolve;
          });
          const held = Array.from({ length: 4 }, () => connector.read(() => ended));
          await expect(connector.read(async () => 1)).rejects.toMatchObject({ code: "connector.unreachable", transient: true });
          end();
          await Promise.all(held);
          expect(await connector.read(async () => 1)).toBe(1);
        },
        undefined,
        { timeouts: { statement: 1 } },
      ));

    test("an address is refused without a word of it", () => {
      const open = (address: string) => () => openConnector({ store: "app", connector: "mysql", url: address, options: {} });
      for (const address of [
        "app:hunter2@db",
        "mysql://app:hunter2@db",
        "mysql://app:hunter2@db/x?multipleStatements=true",
        "mysql://app:hunter2@db/x?ssl-mode=hunter2",
      ]) {
        expect(open(address)).toThrow(
          expect.objectContaining({ code: "connector.failed", message: expect.not.stringContaining("hunter2") }),
        );
      }
    });
  });
