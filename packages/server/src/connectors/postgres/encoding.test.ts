// A database that is not in UTF-8: what its encoding has no character for stands in no row of it.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActOptions, Connector, Match } from "../connector.ts";
import { openConnector } from "../index.ts";

const url = process.env.TROTH_TEST_POSTGRES;
const database = `troth_latin1_${process.pid}`;
const options: ActOptions = { name: "latin", journal: async () => undefined };

function at(): string {
  const target = new URL(url ?? "postgres://none");
  target.pathname = `/${database}`;
  return target.href;
}

async function asOwner(sql: string, address = at()): Promise<pg.QueryResult> {
  const client = new pg.Client(address);
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

if (url === undefined) test.skip("a database in LATIN1 (TROTH_TEST_POSTGRES is not set)", () => undefined);
else
  describe("a database in LATIN1", () => {
    let connector: Connector;
    beforeAll(async () => {
      await asOwner(`CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`, url);
      await asOwner(
        `CREATE TABLE people (id int PRIMARY KEY, email text, notes text);
        INSERT INTO people VALUES (1, 'ada@one.example', 'Łukasz is not held; zoë is'), (2, 'ZOË@one.example', null), (3, 'ÿ@one.example', null)`.replace(
          "Łukasz",
          "Lukasz",
        ),
      );
      connector = openConnector({ store: "app", connector: "postgres", url: at(), options: {} });
    });
    afterAll(async () => {
      await connector.close();
      await asOwner(`DROP DATABASE ${database} WITH (FORCE)`, url);
    });

    const ids = (match: Match): Promise<unknown> =>
      connector.read(async (session) =>
        (await session.capture({ dataset: "people", columns: ["id"], match })).map(([id]) => id).toSorted(),
      );
    const emails = (...values: readonly string[]) => values.map((value) => [value]);

    test("a text that it cannot hold matches nothing, and takes nothing from those beside it", async () => {
      const foreign = ["łukasz@one.example", "佐藤@one.example", "😀"];
      for (const fold of [false, true]) {
        expect(await ids({ columns: ["email"], values: emails(...foreign), fold })).toEqual([]);
        expect(await ids({ columns: ["email"], values: emails(...foreign, "ada@one.example"), fold })).toEqual([1]);
      }
      expect(await ids({ columns: ["email"], values: emails("zoë@one.example", "ÿ@one.example"), fold: true })).toEqual([2, 3]);
      expect(await ids({ columns: ["notes"], values: emails("łukasz", "zoë"), fold: true, inside: true })).toEqual([1]);
      expect(await ids({ columns: ["email"], values: emails("łukasz"), fold: true, as: "text" })).toEqual([]);
    });

    test("counts, streams and conditions too, many at once in one session", () =>
      connector.read(async (session) => {
        const asked = { dataset: "people", match: { columns: ["email"], values: emails("ņ", "ada@one.example"), fold: true } };
        const counts = Array.from({ length: 6 }, (_, one) =>
          session.count({
            ...asked,
            match: { ...asked.match, values: emails(`ŵ${one}`, `${String.fromCodePoint(0x3042 + one)}`) },
          }),
        );
        expect(await Promise.all([...counts, session.count(asked)])).toEqual([0, 0, 0, 0, 0, 0, 1]);
        const rows = [];
        for await (const batch of session.stream({ ...asked, columns: ["id"] }, 10)) rows.push(...batch);
        expect(rows).toEqual([[1]]);
        const where = { email: ["ada@one.example", "жук"] };
        expect(await session.count({ dataset: "people", match: asked.match, where })).toBe(1);
      }));

    test("a new value that it cannot hold is refused by name, and nothing is changed", async () => {
      const change = (value: string) =>
        connector.act(options, (session) => session.change("people", ["id"], [[1]], [{ column: "notes", value }]));
      const refused = change("Łukasz");
      await expect(refused).rejects.toMatchObject({ code: "connector.constraint", store: "app" });
      await expect(refused).rejects.toThrow("the database's encoding cannot hold a character of a new value, in `people`");
      await expect(refused).rejects.not.toThrow("ukasz");
      expect(await change("zoé")).toBe(1);
      expect((await asOwner("SELECT notes FROM people WHERE id = 1")).rows).toEqual([{ notes: "zoé" }]);
    });

    test("many sessions that ask at once wait for none of one another", async () => {
      const asked = Array.from({ length: 12 }, (_, one) =>
        ids({ columns: ["email"], values: emails(`${String.fromCodePoint(0x0410 + one)}@one.example`), fold: true }),
      );
      expect(await Promise.all(asked)).toEqual(asked.map(() => []));
    });
  });
