// What a connector is asked that changes: one transaction and its outcome; and how it fails, naming no value.
import { expect } from "vitest";
import { acting, by, expectNoValues, failsWith, failure } from "./conformance-asking.ts";
import type { Demands } from "./conformance-fixture.ts";
import type { Row, Value } from "./connector.ts";

export const ACT: Demands = {
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

export const FAULTS: Demands = {
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
