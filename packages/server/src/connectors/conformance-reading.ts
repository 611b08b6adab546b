// What a connector is asked that reads: what there is, rows captured, rows streamed.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "vitest";
import { acting, by, PERSONAL } from "./conformance-asking.ts";
import { DATASETS, type Demands } from "./conformance-fixture.ts";
import type { Match, Row, Value } from "./connector.ts";

export const INSPECT: Demands = {
  "inspect MUST see every table the role may read": async ({ connector }) => {
    const schema = await connector.inspect();
    expect(Object.keys(schema.datasets).sort()).toEqual([...DATASETS].sort());
    expect(schema.datasets.slow?.kind).toBe("view");
  },
  "inspect tells keys, foreign keys and what limits a column": async ({ connector }) => {
    const { datasets } = await connector.inspect();
    const column = (dataset: string, name: string) => datasets[dataset]?.columns.find((one) => one.name === name);
    expect(datasets.people).toMatchObject({ primaryKey: ["id"], rowKey: ["id"], parent: null, children: [] });
    expect(datasets.seats?.primaryKey).toEqual(["hall", "no"]);
    expect(datasets.keyless?.primaryKey).toEqual([]);
    expect(datasets.keyless?.rowKey.every((key) => key.startsWith("@"))).toBe(true);
    expect(datasets.posts?.foreignKeys).toMatchObject([
      // InnoDB refuses at once, row by row.
      {
        columns: ["person_id"],
        target: "people",
        targetColumns: ["id"],
        onDelete: expect.stringMatching(/^(no-action|restrict)$/),
      },
    ]);
    expect(column("people", "email")).toMatchObject({ family: "text", unique: true, maxLength: 80, nullable: true });
    expect(column("people", "name")).toMatchObject({ unique: false, nullable: false, maxLength: null, checked: false });
    expect(column("people", "level")).toMatchObject({ family: "number", checked: true });
    expect(column("posts", "person_id")).toMatchObject({ indexed: true, unique: false });
  },
};

export const CAPTURE: Demands = {
  "capture gives all rows, in the key's order": async ({ connector }) => {
    const rows = await connector.read((session) =>
      session.capture({ dataset: "posts", columns: ["id", "body"], match: by("person_id", 1) }),
    );
    expect(rows).toEqual([
      [11, "y"],
      [12, "z"],
      [13, "x"],
    ]);
  },
  "null and empty values never match": async ({ connector }) => {
    await connector.read(async (session) => {
      for (const value of [null, ""]) {
        const query = { dataset: "people", columns: ["id"], match: by("email", value) };
        expect(await session.capture(query)).toEqual([]);
        expect(await session.count(query)).toBe(0);
        for await (const _ of session.stream(query, 10)) throw new Error("a batch of nothing");
      }
      const mixed = { dataset: "people", columns: ["id"], match: by("email", null, "", "bo@two.example") };
      expect(await session.capture(mixed)).toEqual([[2]]);
    });
  },
  "fold compares without regard to case, in both directions": async ({ connector }) => {
    await connector.read(async (session) => {
      const query = (email: string, fold: boolean) => ({
        dataset: "people",
        columns: ["id"],
        match: { ...by("email", email), fold },
      });
      expect(await session.capture(query("aDA@oNE.example", true))).toEqual([[1]]);
      expect(await session.capture(query("BO@TWO.EXAMPLE", true))).toEqual([[2]]);
      expect(await session.capture(query("BO@TWO.EXAMPLE", false))).toEqual([]);
    });
  },
  "fold knows letters beyond ASCII": async ({ connector }) => {
    const match = { ...by("email", "äda@five.example"), fold: true };
    const rows = await connector.read((session) => session.capture({ dataset: "people", columns: ["id"], match }));
    expect(rows).toEqual([[5]]);
  },
  "the SQL of a statement, where a store speaks it, has a place for each value and none of them": async ({ connector }) => {
    await connector.read(async (session) => {
      if (session.sql === undefined) return;
      const query = { dataset: "people", columns: ["id"], match: { ...by("email", "ada@one.example"), fold: true } };
      const told = [
        await session.sql({ kind: "capture", query }),
        await session.sql({ kind: "change", dataset: "people", keyColumns: ["id"], columns: ["email"] }),
        await session.sql({ kind: "delete", dataset: "people", keyColumns: ["id"] }),
      ];
      expect(told.map((sql) => /^[A-Z]+/.exec(sql)?.[0])).toEqual(["SELECT", "UPDATE", "DELETE"]);
      for (const sql of told) {
        expect(sql).toMatch(/people/);
        expect(sql).toMatch(/\?|\$1/);
        expect(sql).not.toMatch(PERSONAL);
      }
      // Telling it ran nothing.
      expect(await session.count({ dataset: "people", match: by("id", 1) })).toBe(1);
    });
  },
  "several columns match as one": async ({ connector }) => {
    const match = {
      columns: ["hall", "no"],
      values: [
        [1, 2],
        [2, 1],
        [2, null],
      ],
      fold: false,
    };
    const rows = await connector.read((session) => session.capture({ dataset: "seats", columns: ["hall", "no"], match }));
    expect(rows).toEqual([
      [1, 2],
      [2, 1],
    ]);
  },
  "where narrows, compared as text": async ({ connector }) => {
    await connector.read(async (session) => {
      const query = { dataset: "posts", columns: ["id"], match: by("person_id", 1) };
      expect(await session.capture({ ...query, where: { kind: ["a"], id: [12, 11] } })).toEqual([[12]]);
      expect(await session.count({ ...query, where: { kind: ["a"] } })).toBe(2);
    });
  },
  "values of another type are compared as what they mean": async ({ connector }) => {
    await connector.read(async (session) => {
      const ids = async (as: NonNullable<Match["as"]>, column: string, dataset: string, ...values: readonly Value[]) =>
        (await session.capture({ dataset, columns: ["id"], match: { ...by(column, ...values), as } })).map(([id]) => id);
      expect(await ids("number", "ref", "loose", "42")).toEqual([1, 2]);
      expect(await ids("number", "ref", "loose", "4", "-2")).toEqual([]);
      expect(await ids("number", "id", "people", "2", "2.5", "99999999999999999999")).toEqual([2]);
      expect(await ids("text", "id", "people", "2", "x", "02")).toEqual([2]);
      expect(await ids("uuid", "ref", "loose", "0b9db5b6-7ebe-4fb2-a0b9-f3e9e0c7d5a1")).toEqual([4, 5, 9]);
      // A double cannot tell these two apart.
      expect(await ids("number", "ref", "loose", "9007199254740993")).toEqual([7]);
      expect(await ids("number", "big", "people", "9007199254740992")).toEqual([]);
      expect(await ids("text", "ref", "loose", "042", "0b9db5b6-7ebe-4fb2-a0b9-f3e9e0c7d5a1")).toEqual([1, 5]);
      expect(await session.count({ dataset: "loose", match: { ...by("ref", "42"), as: "number" } })).toBe(2);
    });
  },
  "numbers of any length are told apart": async ({ connector, exec }) => {
    await exec("INSERT INTO loose (id, ref) VALUES (91, '12345678901234567891'), (92, '12345678901234567892')");
    await exec("INSERT INTO loose (id, ref) VALUES (93, '-0.50'), (94, '+000'), (95, '.5'), (96, '5'), (97, '-5')");
    await connector.read(async (session) => {
      const ids = async (value: string) =>
        (await session.capture({ dataset: "loose", columns: ["id"], match: { ...by("ref", value), as: "number" } })).map(
          ([id]) => id,
        );
      expect(await ids("12345678901234567892")).toEqual([92]);
      expect(await ids("-0.5")).toEqual([93]);
      expect(await ids("0")).toEqual([94]);
      expect(await ids("5")).toEqual([96]);
    });
  },
  "what a column cannot hold matches nothing in it": async ({ connector }) => {
    await connector.read(async (session) => {
      const values = ["x", "1x", "1.5", "99999999999999999999", "2"];
      const query = { dataset: "people", columns: ["id"], match: by("id", ...values) };
      expect(await session.capture(query)).toEqual([[2]]);
      expect(await session.count({ dataset: "posts", match: by("person_id", "x") })).toBe(0);
      // The session goes on.
      expect(await session.count({ dataset: "people", match: by("id", 1) })).toBe(1);
    });
  },
  "what stands inside something longer is a candidate": async ({ connector }) => {
    await connector.read(async (session) => {
      const ids = async (fold: boolean, ...values: readonly Value[]) => {
        const match = { ...by("list", ...values), fold, inside: true };
        return (await session.capture({ dataset: "loose", columns: ["id"], match })).map(([id]) => id);
      };
      expect(await ids(false, "42")).toEqual([1, 2, 3]);
      expect(await ids(false, "bo@two.example", "9", null, "")).toEqual([1, 4, 6]);
      expect(await ids(false, "ada@one.example")).toEqual([]);
      expect(await ids(true, "aDA@one.example")).toEqual([4]);
      expect(await ids(false, "%", "_")).toEqual([]);
    });
  },
  "values that a double would change come back as exact texts": async ({ connector }) => {
    await connector.read(async (session) => {
      const query = { dataset: "people", columns: ["id", "email", "big", "boss_id"], match: by("id", 1) };
      const [row] = await session.capture(query);
      expect(String(row?.[2])).toBe("9007199254740993");
      expect(row?.[3]).toBeNull();
      expect(await session.count({ dataset: "people", match: by("big", row?.[2] ?? null) })).toBe(1);
    });
  },
  "names in mixed case and with quotes are names": async ({ connector }) => {
    const rows = await connector.act(acting(), async (session) => {
      expect(await session.change('Odd "Names', ["Id"], [[1]], [{ column: "e Mail", values: ["p-1"] }])).toBe(1);
      return session.capture({ dataset: 'Odd "Names', columns: ["Id", "e Mail"], match: by("e Mail", "p-1") });
    });
    expect(rows).toEqual([[1, "p-1"]]);
  },
  "fifty thousand keys are matched, changed and deleted": async ({ connector, exec }) => {
    await exec(
      "INSERT INTO seats WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 50000) SELECT 9, x, 'h' FROM c",
    );
    const keys: Row[] = Array.from({ length: 50_000 }, (_, at) => [9, at + 1]);
    await connector.act(acting(), async (session) => {
      const match = { columns: ["hall", "no"], values: keys, fold: false };
      expect(await session.capture({ dataset: "seats", columns: ["no"], match })).toHaveLength(50_000);
      const values = keys.map(([, no]) => `p${no}`);
      expect(await session.change("seats", ["hall", "no"], keys, [{ column: "holder", values }])).toBe(50_000);
      expect(await session.count({ dataset: "seats", match: by("holder", "p1", "p50000") })).toBe(2);
      expect(await session.delete("seats", ["hall", "no"], keys)).toBe(50_000);
      expect(await session.size("seats")).toEqual({ rows: 4, estimated: false });
    });
  },
  "a read is one snapshot": async ({ connector, exec }) => {
    await connector.read(async (session) => {
      const query = { dataset: "seats", match: by("hall", 1) };
      expect(await session.count(query)).toBe(2);
      await exec("INSERT INTO seats VALUES (1, 3, 'late')");
      expect(await session.count(query)).toBe(2);
    });
  },
};

export const STREAM: Demands = {
  "stream: memory MUST NOT grow with the answer": async ({ connector, exec }) => {
    const filler = "'0123456789012345678901234567890123456789' || ".repeat(10);
    await exec(
      `INSERT INTO seats WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 100000) SELECT 9, x, ${filler} x FROM c`,
    );
    await connector.read(async (session) => {
      const before = heldBytes();
      let rows = 0;
      let most = 0;
      for await (const batch of session.stream({ dataset: "seats", columns: ["no", "holder"], match: by("hall", 9) }, 500)) {
        expect(batch.length).toBeLessThanOrEqual(500);
        rows += batch.length;
        if (rows % 20_000 === 0) most = Math.max(most, heldBytes() - before);
      }
      expect(rows).toBe(100_000);
      // The answer is some 80 MB as JavaScript keeps it; a fifth of it at each look.
      expect(most).toBeLessThan(12_000_000);
    });
  },
  "a stream left early leaves the session usable and the store unlocked": async ({ connector, other }) => {
    await connector.read(async (session) => {
      const query = { dataset: "posts", columns: ["id"], match: by("person_id", 1, 2) };
      for await (const batch of session.stream(query, 1)) {
        expect(batch).toHaveLength(1);
        break;
      }
      expect(await session.count(query)).toBe(4);
    });
    expect(await other.act(acting(), (session) => session.delete("posts", ["id"], [[20]]))).toBe(1);
    await other.settle();
  },
};

/** What is held once everything that can go is gone: the system's own number tells of garbage of the suites before, too. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
