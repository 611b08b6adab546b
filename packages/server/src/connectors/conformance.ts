import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, onTestFinished, test } from "vitest";
import { mayBeLeftOut } from "../../../../tools/allowed-skips.mjs";
import { acting, by, failsWith, failure } from "./conformance-asking.ts";
import { type ConformanceStore, DATASETS, type Skip } from "./conformance-fixture.ts";

export type { Skip } from "./conformance-fixture.ts";

import type { Match, Row, Value } from "./connector.ts";
import type { ConnectorError } from "./errors.ts";

/** The values of the fixture and of the tests: none may stand in an error. */
const PERSONAL = /ada|bo@|one\.example|marked/i;

function expectNoValues(error: ConnectorError): void {
  expect(`${error.message} ${error.advice} ${error.place} ${String(error.cause)}`).not.toMatch(PERSONAL);
}

type Body = (store: ConformanceStore) => Promise<void>;

const INSPECT: Readonly<Record<string, Body>> = {
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

const CAPTURE: Readonly<Record<string, Body>> = {
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

const STREAM: Readonly<Record<string, Body>> = {
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

const ACT: Readonly<Record<string, Body>> = {
  "captured rows are locked until the end": async ({ connector, other }) => {
    const query = { dataset: "people", columns: ["id"], match: by("id", 1) };
    await connector.act(acting(), async (session) => {
      await session.capture(query);
      const error = await failsWith(
        other.act(acting(), (second) => second.capture(query)),
        "connector.busy",
      );
      expect(error.transient).toBe(true);
    });
    expect(await other.act(acting(), (second) => second.capture(query))).toEqual([[1]]);
  },
  "delete and change say how many rows there were": async ({ connector, rows }) => {
    await connector.act(acting(), async (session) => {
      expect(await session.delete("posts", ["id"], [[11], [12], [12], [99], [null]])).toBe(2);
      const assignments = [
        { column: "name", values: ["n1", "n1 again", "n2"] },
        { column: "level", value: null },
      ];
      expect(await session.change("people", ["id"], [[1], [1], [2]], assignments)).toBe(2);
      expect(await session.change("people", ["id"], [[3], [99]], [{ column: "name", value: "n3" }])).toBe(1);
    });
    expect((await rows("SELECT id FROM posts ORDER BY id")).map(([id]) => Number(id))).toEqual([13, 20]);
    const people = await rows("SELECT name, level FROM people WHERE id < 4 ORDER BY id");
    expect(people.map(([name, level]) => [name, level === null ? null : Number(level)])).toEqual([
      ["n1", null],
      ["n2", null],
      ["n3", 0],
    ]);
  },
  "calls that do not wait for each other are carried out in their order, and each counts its own": async ({
    connector,
    rows,
  }) => {
    await connector.act(acting(), async (session) => {
      const told = await Promise.all([
        session.delete("posts", ["id"], [[20]]),
        session.change("people", ["id"], [[3], [4]], [{ column: "name", value: "n" }]),
        session.delete("posts", ["id"], [[11], [12], [13]]),
        session.count({ dataset: "posts", match: by("id", 11, 12, 13, 20) }),
        session.change("people", ["id"], [[2]], [{ column: "level", value: null }]),
        session.delete("people", ["id"], [[2]]),
      ]);
      expect(told).toEqual([1, 2, 3, 0, 1, 1]);
    });
    expect(await rows("SELECT id FROM posts")).toEqual([]);
    const failing = connector.act(acting(), async (session) => {
      const first = session.delete("seats", ["hall"], [[1]]);
      void session.delete("seats", ["hall"], [[2]]).catch(() => undefined);
      await first;
      throw new Error("stopped");
    });
    await expect(failing).rejects.toThrow("stopped");
    expect(await rows("SELECT no FROM seats")).toHaveLength(4);
  },
  "rows without a key are deleted and changed by their address": async ({ connector, rows }) => {
    const { rowKey } = (await connector.inspect()).datasets.keyless ?? { rowKey: [] };
    await connector.act(acting(), async (session) => {
      const keys = await session.capture({ dataset: "keyless", columns: rowKey, match: by("tag", "ada") });
      expect(keys).toHaveLength(2);
      expect(await session.delete("keyless", rowKey, keys.slice(0, 1))).toBe(1);
      expect(await session.change("keyless", rowKey, keys.slice(1), [{ column: "note", values: ["new"] }])).toBe(1);
    });
    expect(await rows("SELECT tag, note FROM keyless ORDER BY tag")).toEqual([
      ["ada", "new"],
      ["bo", "two"],
    ]);
  },
  "journal MUST be awaited before COMMIT": async ({ connector, rows }) => {
    let inside: readonly Row[] = [];
    let named = "";
    const journal = async (transaction: string): Promise<void> => {
      named = transaction;
      inside = await rows("SELECT id FROM posts WHERE id = 20");
    };
    await connector.act(acting({ journal }), (session) => session.delete("posts", ["id"], [[20]]));
    expect(inside).toHaveLength(1);
    expect(await rows("SELECT id FROM posts WHERE id = 20")).toEqual([]);
    expect(await connector.outcome(named)).toBe("committed");
  },
  "if journal rejects, everything is rolled back": async ({ connector, rows }) => {
    let named = "";
    const journal = async (transaction: string): Promise<void> => {
      named = transaction;
      throw new Error("the journal is full");
    };
    await expect(connector.act(acting({ journal }), (session) => session.delete("posts", ["id"], [[20]]))).rejects.toThrow(
      "the journal is full",
    );
    expect(await rows("SELECT id FROM posts WHERE id = 20")).toHaveLength(1);
    expect(await connector.outcome(named)).toBe("aborted");
  },
  "an error of the work passes through, and everything is rolled back": async ({ connector, rows }) => {
    let journaled = false;
    const journal = async (): Promise<void> => {
      journaled = true;
    };
    const act = connector.act(acting({ journal }), async (session) => {
      await session.delete("posts", ["id"], [[20]]);
      throw new RangeError("counts differ");
    });
    await expect(act).rejects.toThrow(RangeError);
    expect(journaled).toBe(false);
    expect(await rows("SELECT id FROM posts WHERE id = 20")).toHaveLength(1);
  },
  "rollback undoes the work and gives its result": async ({ connector, rows }) => {
    let named = "";
    const journal = async (transaction: string): Promise<void> => {
      named = transaction;
    };
    const options = acting({ rollback: true, journal });
    expect(await connector.act(options, (session) => session.delete("posts", ["id"], [[20]]))).toBe(1);
    expect(await rows("SELECT id FROM posts WHERE id = 20")).toHaveLength(1);
    expect(await connector.outcome(named)).toBe("aborted");
  },
  "a statement that failed lets nothing be committed": async ({ connector, rows }) => {
    const act = connector.act(acting(), async (session) => {
      await session.delete("posts", ["id"], [[20]]);
      await session.change("people", ["id"], [[1]], [{ column: "level", value: 77 }]).catch(() => undefined);
      await session.delete("posts", ["id"], [[11]]).catch(() => undefined);
    });
    await failsWith(act, "connector.constraint");
    expect(await rows("SELECT id FROM posts")).toHaveLength(4);
  },
  "the outcome of what never was is not committed": async ({ connector }) => {
    expect(await connector.outcome("conformance/never")).not.toBe("committed");
    expect(await connector.outcome("18000000000000000000")).not.toBe("committed");
  },
  "a session killed before COMMIT is aborted": async ({ connector, rows, killSessions }) => {
    let named = "";
    const journal = async (transaction: string): Promise<void> => {
      named = transaction;
      await killSessions();
    };
    const error = await failure(connector.act(acting({ journal }), (session) => session.delete("posts", ["id"], [[20]])));
    expect(error.code).toBe("connector.unreachable");
    expect(error.transient).toBe(true);
    expect(await connector.outcome(named)).toBe("aborted");
    expect(await rows("SELECT id FROM posts WHERE id = 20")).toHaveLength(1);
  },
};

const FAULTS: Readonly<Record<string, Body>> = {
  "a slow statement ends in time": async ({ connector }) => {
    await failsWith(
      connector.read((session) => session.count({ dataset: "slow", match: by("id", -1) })),
      "connector.timeout",
    );
    expect(await connector.read((session) => session.count({ dataset: "people", match: by("id", 1) }))).toBe(1);
  },
  "a constraint's error names the constraint and no value": async ({ connector }) => {
    const change = (column: string, value: Value) =>
      failsWith(
        connector.act(acting(), (session) => session.change("people", ["id"], [[2]], [{ column, value }])),
        "connector.constraint",
      );
    expectNoValues(await change("email", "Ada@One.example"));
    expectNoValues(await change("name", null));
    expectNoValues(await change("level", 1000));
    const error = await failsWith(
      connector.act(acting(), (session) => session.delete("people", ["id"], [[1]])),
      "connector.constraint",
    );
    expectNoValues(error);
    expect(error.message).toMatch(/foreign key/);
    expect(error.message).toMatch(/people|posts/);
  },
  "what is missing is named": async ({ connector }) => {
    const capture = (dataset: string, column: string) =>
      failsWith(
        connector.read((session) => session.capture({ dataset, columns: [column], match: by("id", "marked-value") })),
        "connector.missing",
      );
    const dataset = await capture("nowhere", "id");
    expect(dataset.message).toContain("`nowhere`");
    expectNoValues(dataset);
    const column = await capture("people", "nothing");
    expect(column.message).toContain("`nothing`");
    expectNoValues(column);
  },
  "settle and close are idempotent": async ({ connector }) => {
    await connector.act(acting(), (session) => session.delete("posts", ["id"], [[20]]));
    await connector.settle();
    await connector.settle();
    await connector.close();
    await connector.close();
  },
};

const BODIES: Readonly<Record<string, Body>> = { ...INSPECT, ...CAPTURE, ...STREAM, ...ACT, ...FAULTS };

/** What is asked at a size that takes its time. */
const LARGE: readonly string[] = [
  "fifty thousand keys are matched, changed and deleted",
  "stream: memory MUST NOT grow with the answer",
];

/** What is held once everything that can go is gone: the system's own number tells of garbage of the suites before, too. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Leaves a demand out of a suite, by its title with the reason: one that CI knows, or the suite does not begin. */
export function leaveOut(title: string): void {
  if (!mayBeLeftOut(title)) throw new Error(`tools/allowed-skips.mjs allows no such reason: ${title}`);
  test.skip(title, () => undefined);
}

/** How long a test may take: what is large takes several times as long where its worker has run a hundred suites before. */
export const limitOf = (title: string): { readonly timeout: number } => ({
  timeout: LARGE.includes(title) || title === "thousands of keys come over several pages" ? 600_000 : 180_000,
});

/** What every connector is asked, by name. */
export const CONFORMANCE_TITLES: readonly string[] = Object.keys(BODIES);

/**
 * What every connector must do: run it on each, with each skip named and reasoned.
 * `make` gives a fresh store with the fixture, whose time-outs are some seconds for statements and half a second for locks.
 */
export function connectorConformance(options: {
  readonly name: string;
  readonly make: () => Promise<ConformanceStore>;
  readonly skips?: readonly Skip[];
  /** The same code is asked the large things on another store: here in `npm run full` alone. */
  readonly largeElsewhere?: boolean;
}): void {
  const { name, make, largeElsewhere = false } = options;
  const large = largeElsewhere && process.env.TROTH_EXHAUSTIVE !== "1" ? LARGE : [];
  const skips = [...(options.skips ?? []), ...large.map((test) => ({ test, reason: "of this size in npm run full" }))];
  const bodies = Object.entries(BODIES);
  describe(`${name} conforms`, () => {
    for (const skip of skips)
      if (!bodies.some(([test]) => test === skip.test)) throw new Error(`a skip names no test: ${skip.test}`);
    for (const [title, body] of bodies) {
      const skip = skips.find((one) => one.test === title);
      if (skip) leaveOut(`${title} (${skip.reason})`);
      else
        test(title, limitOf(title), async () => {
          const store = await make();
          onTestFinished(() => store.close());
          await body(store);
        });
    }
  });
}
