import { describe, expect, onTestFinished, test } from "vitest";
import { type ConformanceStore, DATASETS, type Skip } from "./conformance-fixture.ts";
import type { ActOptions, Match, Row, Value } from "./connector.ts";
import { ConnectorError, type ConnectorErrorCode } from "./errors.ts";

const by = (column: string, ...values: readonly Value[]): Match => ({
  columns: [column],
  values: values.map((value) => [value]),
  fold: false,
});

let attempts = 0;
const acting = (more: Partial<ActOptions> = {}): ActOptions => ({
  name: `conformance/${process.pid}/${++attempts}`,
  journal: async () => undefined,
  ...more,
});

async function failure(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
}

const failsWith = async (promise: Promise<unknown>, code: ConnectorErrorCode): Promise<ConnectorError> => {
  const error = await failure(promise);
  expect(error.code).toBe(code);
  return error;
};

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
      { columns: ["person_id"], target: "people", targetColumns: ["id"], onDelete: "no-action" },
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
      expect(await session.size("seats")).toBe(4);
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
      const before = process.memoryUsage().rss;
      let rows = 0;
      let most = 0;
      for await (const batch of session.stream({ dataset: "seats", columns: ["no", "holder"], match: by("hall", 9) }, 500)) {
        expect(batch.length).toBeLessThanOrEqual(500);
        rows += batch.length;
        most = Math.max(most, process.memoryUsage().rss - before);
      }
      expect(rows).toBe(100_000);
      // The answer is some 80 MB as JavaScript keeps it.
      expect(most).toBeLessThan(60_000_000);
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
    const start = Date.now();
    await failsWith(
      connector.read((session) => session.count({ dataset: "slow", match: by("id", -1) })),
      "connector.timeout",
    );
    expect(Date.now() - start).toBeLessThan(8_000);
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

/**
 * What every connector must do: run it on each, with each skip named and reasoned.
 * `make` gives a fresh store with the fixture, whose time-outs are a second for statements and half a second for locks.
 */
export function connectorConformance(options: {
  readonly name: string;
  readonly make: () => Promise<ConformanceStore>;
  readonly skips?: readonly Skip[];
}): void {
  const { name, make, skips = [] } = options;
  const bodies = Object.entries({ ...INSPECT, ...CAPTURE, ...STREAM, ...ACT, ...FAULTS });
  describe(`${name} conforms`, () => {
    for (const skip of skips)
      if (!bodies.some(([test]) => test === skip.test)) throw new Error(`a skip names no test: ${skip.test}`);
    for (const [title, body] of bodies) {
      const skip = skips.find((one) => one.test === title);
      if (skip) test.skip(`${title} (${skip.reason})`, () => undefined);
      else
        test(title, async () => {
          const store = await make();
          onTestFinished(() => store.close());
          await body(store);
        });
    }
  });
}
