import { describe, expect, onTestFinished, test } from "vitest";
import { CONFORMANCE_TITLES, leaveOut, limitOf, type Skip } from "./conformance.ts";
import { acting, by, failsWith } from "./conformance-asking.ts";
import type { ActOptions, Connector, Match, ReadSession, Row } from "./connector.ts";
import type { ConnectorError } from "./errors.ts";

/** A fresh store that holds the fixture, and ways to it that are not the connector. */
export interface ObjectsStore {
  readonly connector: Connector;
  /** A second connector to the same store. */
  readonly other: Connector;
  put(path: string, content: string | Uint8Array): Promise<void>;
  /** The content of a file, or undefined where there is none. */
  get(path: string): Promise<string | undefined>;
  /** Every path, in order. */
  names(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The datasets of the fixture. */
export const OBJECT_DATASETS = {
  posts: "posts/{person}/{id}.txt",
  seats: "seats/{hall}-{no}.txt",
  odd: "odd/{name}",
  avatars: "avatars/{id}.*",
  large: "large/{id}",
} as const;

/** Names that addresses, patterns and file systems trip over. */
const ODD = ['Odd "Names', "a b+c%2Fd.txt", "brace{x}*.txt", "#?&=;:@.txt", "new\nline", "ÄDA.txt", "%41", "-", "日本"];

/** The fixture's files. */
export const OBJECT_FILES: Readonly<Record<string, string>> = {
  ...{ "posts/1/13.txt": "x", "posts/1/11.txt": "y", "posts/1/12.txt": "z", "posts/2/20.txt": "w", "posts/3/30.txt": "" },
  ...{ "seats/1-1.txt": "ada", "seats/1-2.txt": "bo", "seats/2-1.txt": "ada", "seats/2-2.txt": "bo" },
  ...Object.fromEntries(ODD.map((name) => [`odd/${name}`, `of ${name.length}`])),
  ...{ "avatars/42.png": "mine", "avatars/421.png": "another's", "avatars/4.png": "another's too" },
};

function expectNoValues(error: ConnectorError): void {
  expect(`${error.message} ${error.advice} ${error.place} ${String(error.cause)}`).not.toMatch(
    /ada|posts\/|avatars\/42|john|marked/i,
  );
}

const remove20 = { dataset: "posts", key: ["path"], keys: [["posts/2/20.txt"]] } as const;
const delete20 = (connector: Connector, options: ActOptions): Promise<number> =>
  connector.act(options, (session) => session.delete(remove20.dataset, remove20.key, remove20.keys));

type Body = (store: ObjectsStore) => Promise<void>;

const INSPECT: Readonly<Record<string, Body>> = {
  "inspect MUST see every table the role may read": async ({ connector, put }) => {
    await put("elsewhere/marked.txt", "?");
    await put("avatars/john.doe.png", "?");
    const schema = await connector.inspect();
    expect(Object.keys(schema.datasets).sort()).toEqual(Object.keys(OBJECT_DATASETS).sort());
    expect(schema.datasets.posts?.estimatedRows).toBe(5);
    expect(schema.passedOver).toContain("1 file matches no dataset");
    expect(schema.passedOver).toContain("1 file has a name that can be read in two ways");
    expect(JSON.stringify(schema)).not.toMatch(/marked|john/);
  },
  "inspect tells keys, foreign keys and what limits a column": async ({ connector }) => {
    const { posts } = (await connector.inspect()).datasets;
    expect(posts).toMatchObject({ primaryKey: ["path"], rowKey: ["path"], foreignKeys: [], parent: null, kind: "table" });
    expect(posts?.columns.map(({ name }) => name)).toEqual(["person", "id", "path", "size", "modified", "object"]);
    expect(posts?.columns.find(({ name }) => name === "object")).toMatchObject({
      family: "bytes",
      nullable: true,
      generated: false,
    });
    expect(posts?.columns.find(({ name }) => name === "person")).toMatchObject({ family: "text", generated: true, plain: true });
  },
};

const readAll = (connector: Connector, dataset: string, columns: readonly string[], match: Match): Promise<readonly Row[]> =>
  connector.read((session) => session.capture({ dataset, columns, match }));

const CAPTURE: Readonly<Record<string, Body>> = {
  "capture gives all rows, in the key's order": async ({ connector }) => {
    const rows = await readAll(connector, "posts", ["id", "object", "size"], by("person", 1));
    expect(rows.map(([id, object, size]) => [id, Buffer.from(object as Uint8Array).toString(), size])).toEqual([
      ["11", "y", 1],
      ["12", "z", 1],
      ["13", "x", 1],
    ]);
    expect(await readAll(connector, "posts", ["object", "size"], by("person", 3))).toEqual([[null, 0]]);
  },
  "null and empty values never match": async ({ connector }) => {
    await connector.read(async (session) => {
      for (const value of [null, ""]) {
        const query = { dataset: "posts", columns: ["id"], match: by("person", value) };
        expect(await session.capture(query)).toEqual([]);
        expect(await session.count(query)).toBe(0);
        for await (const _ of session.stream(query, 10)) throw new Error("a batch of nothing");
      }
      expect(await session.capture({ dataset: "posts", columns: ["id"], match: by("person", null, "", "2") })).toEqual([["20"]]);
    });
  },
  "fold compares without regard to case, in both directions": async ({ connector }) => {
    const odd = (name: string, fold: boolean) => readAll(connector, "odd", ["name"], { ...by("name", name), fold });
    expect(await odd('odd "nAMES', true)).toEqual([['Odd "Names']]);
    expect(await odd('odd "nAMES', false)).toEqual([]);
  },
  "fold knows letters beyond ASCII": async ({ connector }) => {
    expect(await readAll(connector, "odd", ["name"], { ...by("name", "äda.TXT"), fold: true })).toEqual([["ÄDA.txt"]]);
  },
  "the SQL of a statement, where a store speaks it, has a place for each value and none of them": async ({ connector }) => {
    await connector.read(async (session) => expect(session.sql).toBeUndefined());
  },
  "several columns match as one": async ({ connector }) => {
    const match = {
      columns: ["hall", "no"],
      values: [
        [1, 2],
        ["2", 1],
        [2, null],
      ],
      fold: false,
    };
    expect(await readAll(connector, "seats", ["hall", "no"], match)).toEqual([
      ["1", "2"],
      ["2", "1"],
    ]);
  },
  "where narrows, compared as text": async ({ connector }) => {
    await connector.read(async (session) => {
      const query = { dataset: "posts", columns: ["id"], match: by("person", 1), where: { id: [12, 11], person: ["1"] } };
      expect(await session.capture(query)).toEqual([["11"], ["12"]]);
      expect(await session.count(query)).toBe(2);
    });
  },
  "values of another type are compared as what they mean": async ({ connector }) => {
    expect(await readAll(connector, "posts", ["id"], { ...by("id", "11", "20"), as: "number" })).toEqual([["11"], ["20"]]);
    expect(await readAll(connector, "posts", ["id"], { ...by("id", "11", "x"), as: "text" })).toEqual([["11"]]);
  },
  "numbers of any length are told apart": async ({ connector, put }) => {
    for (const name of ["9007199254740992", "9007199254740993", "0x2a", "4e1", "0042"]) await put(`odd/${name}`, "x");
    const names = (value: string) => readAll(connector, "odd", ["name"], { ...by("name", value), as: "number" });
    expect(await names("9007199254740993")).toEqual([["9007199254740993"]]);
    expect(await names("42")).toEqual([["0042"]]);
    expect(await names("40")).toEqual([]);
  },
  "what stands inside something longer is a candidate": async ({ connector }) => {
    expect(await readAll(connector, "posts", ["id"], { ...by("id", "1"), inside: true })).toEqual([["11"], ["12"], ["13"]]);
    expect(await readAll(connector, "posts", ["id"], { ...by("id", "%"), inside: true })).toEqual([]);
  },
  "names in mixed case and with quotes are names": async ({ connector, get, names }) => {
    for (const name of ODD) {
      expect(await readAll(connector, "odd", ["name", "path"], by("name", name)), name).toEqual([[name, `odd/${name}`]]);
      const rows = await readAll(connector, "odd", ["object"], by("path", `odd/${name}`));
      expect(Buffer.from(rows[0]?.[0] as Uint8Array).toString(), name).toBe(`of ${name.length}`);
    }
    await connector.act(acting(), async (session) => {
      const keys = ODD.map((name) => [`odd/${name}`]);
      expect(await session.change("odd", ["path"], keys.slice(0, 2), [{ column: "object", value: null }])).toBe(2);
      expect(await session.delete("odd", ["path"], keys.slice(2))).toBe(ODD.length - 2);
    });
    expect((await names()).filter((name) => name.startsWith("odd/"))).toEqual(
      ODD.slice(0, 2)
        .map((name) => `odd/${name}`)
        .sort(),
    );
    for (const name of ODD.slice(0, 2)) expect(await get(`odd/${name}`)).toBe("");
  },
  "fifty thousand keys are matched, changed and deleted": async ({ connector, put, names }) => {
    await manyKeys({ connector, put, names, many: 50_000 });
  },
  "what is put in a file's place once it was captured stays": async ({ connector, put, get }) => {
    const journal = async () => {
      await put("posts/2/20.txt", "somebody else's");
      await put("posts/1/13.txt", "somebody else's, too");
    };
    // A folder refuses the act as a whole; a bucket passes over what is not what it was.
    await connector
      .act(acting({ journal }), async (session) => {
        const match = by("path", "posts/2/20.txt", "posts/1/13.txt");
        expect(await session.capture({ dataset: "posts", columns: ["path"], match })).toHaveLength(2);
        await session.delete("posts", ["path"], [["posts/2/20.txt"]]);
        await session.change("posts", ["path"], [["posts/1/13.txt"]], [{ column: "object", value: null }]);
      })
      .catch((error: unknown) => expect(error).toMatchObject({ code: "connector.failed", transient: true }));
    expect([await get("posts/2/20.txt"), await get("posts/1/13.txt")]).toEqual(["somebody else's", "somebody else's, too"]);
  },
  "thousands of keys come over several pages": async ({ connector, put, names }) => {
    await manyKeys({ connector, put, names, many: 2_300 });
  },
  "values are compared as the match says": async ({ connector }) => {
    const as = (match: Match) => readAll(connector, "avatars", ["id"], match);
    expect(await as({ ...by("id", "42"), as: "number" })).toEqual([["42"]]);
    expect(await as({ ...by("id", 42) })).toEqual([["42"]]);
    expect(await as({ ...by("id", "2"), inside: true })).toEqual([["42"], ["421"]]);
  },
  "a value meets its own file, and none that begins like it": async ({ connector }) => {
    expect(await readAll(connector, "avatars", ["path"], by("id", "42", "4"))).toEqual([["avatars/4.png"], ["avatars/42.png"]]);
    for (const value of ["*", "4*", "..", "../avatars/42", "42.png", "a/b", "\0"])
      expect(await readAll(connector, "avatars", ["path"], by("id", value)), value).toEqual([]);
    for (const value of ["avatars", "avatars/", "./avatars/42.png", "avatars/../avatars/42.png", "/avatars/42.png", "avatars/42"])
      expect(await readAll(connector, "avatars", ["path"], by("path", value)), value).toEqual([]);
  },
  "a name that could be somebody's and says two things fails, and only for them": async ({ connector, put }) => {
    await put("avatars/john.doe.png", "whose?");
    for (const id of ["john", "john.doe"]) {
      const error = await failsWith(readAll(connector, "avatars", ["path"], by("id", id)), "connector.failed");
      expect(error.message).toContain("read in two ways");
      expectNoValues(error);
    }
    expect(await readAll(connector, "avatars", ["path"], by("id", "42", "doe"))).toEqual([["avatars/42.png"]]);
    expect(await readAll(connector, "avatars", ["id"], by("path", "avatars/john.doe.png"))).toHaveLength(1);
  },
  "accents are the same however they are written": async ({ connector, put, names }) => {
    await put(`odd/${"José".normalize("NFD")}`, "his");
    if (!(await names()).includes(`odd/${"José".normalize("NFD")}`)) return;
    expect(await readAll(connector, "odd", ["object"], by("name", "José".normalize("NFC")))).toHaveLength(1);
    await put(`odd/${"José".normalize("NFC")}`, "another's");
    const rows = await readAll(connector, "odd", ["object"], by("path", `odd/${"José".normalize("NFC")}`));
    expect(rows.map(([object]) => Buffer.from(object as Uint8Array).toString())).toEqual(["another's"]);
  },
};

async function manyKeys(at: Pick<ObjectsStore, "connector" | "put" | "names"> & { readonly many: number }): Promise<void> {
  const { connector, put, names, many } = at;
  const paths = Array.from({ length: many }, (_, nth) => `seats/9-${nth + 1}.txt`);
  for (let from = 0; from < many; from += 64) await Promise.all(paths.slice(from, from + 64).map((path) => put(path, "h")));
  const keys: Row[] = paths.map((path) => [path]);
  await connector.act(acting(), async (session) => {
    const match = { columns: ["hall", "no"], values: paths.map((_, nth) => [9, nth + 1]), fold: false };
    expect(await session.capture({ dataset: "seats", columns: ["no"], match })).toHaveLength(many);
    expect(await session.change("seats", ["path"], keys.slice(0, 10), [{ column: "object", value: null }])).toBe(10);
    expect(await session.count({ dataset: "seats", match: by("no", "1", String(many)) })).toBe(4);
    expect(await session.delete("seats", ["path"], keys.slice(5))).toBe(many - 5);
    expect(await session.size("seats")).toEqual({ rows: 9, estimated: false });
  });
  expect((await names()).filter((name) => name.startsWith("seats/9"))).toEqual(paths.slice(0, 5));
}

const STREAM: Readonly<Record<string, Body>> = {
  "stream: memory MUST NOT grow with the answer": async ({ connector, put }) => {
    const bytes = 200_000_000;
    await put("large/1", Buffer.alloc(bytes, 7));
    global.gc?.();
    await connector.read(async (session) => {
      const opened = await session.open?.("large", ["large/1"]);
      expect(opened).toMatchObject({ path: "large/1", size: bytes });
      const before = process.memoryUsage().rss;
      let most = 0;
      let read = 0;
      for await (const piece of opened?.pieces ?? []) {
        read += piece.length;
        most = Math.max(most, process.memoryUsage().rss - before);
      }
      expect(read).toBe(bytes);
      expect(most).toBeLessThan(60_000_000);
      const whole = { dataset: "large", columns: ["object"], match: by("id", 1) };
      expect((await failsWith(session.capture(whole), "connector.failed")).message).toContain("too large");
    });
  },
  "a stream left early leaves the session usable and the store unlocked": async ({ connector, other, names }) => {
    await connector.read(async (session) => {
      const query = { dataset: "posts", columns: ["id"], match: by("person", 1, 2) };
      for await (const batch of session.stream(query, 1)) {
        expect(batch).toHaveLength(1);
        break;
      }
      expect(await session.count(query)).toBe(4);
      const sizes: number[] = [];
      for await (const batch of session.stream({ dataset: "posts", columns: ["id"] }, 2)) sizes.push(batch.length);
      expect(sizes).toEqual([2, 2, 1]);
    });
    expect(await delete20(other, acting())).toBe(1);
    await other.settle();
    expect(await names()).not.toContain("posts/2/20.txt");
  },
  "content that is left unread holds nothing up": async ({ connector, put }) => {
    await put("large/2", Buffer.alloc(3_000_000, 1));
    await connector.read(async (session) => {
      for await (const piece of (await open(session, "large/2")).pieces) if (piece.length > 0) break;
      let read = 0;
      for await (const piece of (await open(session, "large/2")).pieces) read += piece.length;
      expect(read).toBe(3_000_000);
      expect(await session.open?.("large", ["large/none"])).toBeUndefined();
      expect(await session.open?.("large", ["posts/1/11.txt"])).toBeUndefined();
    });
  },
};

async function open(session: ReadSession, path: string) {
  const opened = await session.open?.("large", [path]);
  if (opened === undefined) throw new Error("there is no such file");
  return opened;
}

const ACT: Readonly<Record<string, Body>> = {
  "delete and change say how many rows there were": async ({ connector, get, names }) => {
    await connector.act(acting(), async (session) => {
      const key = (id: number | null) => [id === null ? null : `posts/1/${id}.txt`];
      expect(await session.delete("posts", ["path"], [key(11), key(12), key(12), key(99), key(null)])).toBe(2);
      expect(await session.delete("posts", ["path"], [["seats/1-1.txt"], ["posts"], ["posts/1"]])).toBe(0);
      expect(await session.change("posts", ["path"], [key(13), key(99)], [{ column: "object", value: null }])).toBe(1);
      expect(await session.count({ dataset: "posts", match: by("person", 1) })).toBe(1);
    });
    expect((await names()).filter((name) => name.startsWith("posts/"))).toEqual([
      "posts/1/13.txt",
      "posts/2/20.txt",
      "posts/3/30.txt",
    ]);
    expect(await get("posts/1/13.txt")).toBe("");
  },
  "calls that do not wait for each other are carried out in their order, and each counts its own": async ({ connector, get }) => {
    const key = (id: number) => [`posts/1/${id}.txt`];
    await connector.act(acting(), async (session) => {
      const told = await Promise.all([
        session.delete("posts", ["path"], [key(11), key(99)]),
        session.change("posts", ["path"], [key(13)], [{ column: "object", value: null }]),
        session.delete("posts", ["path"], [key(12)]),
        session.count({ dataset: "posts", match: by("person", 1) }),
      ]);
      expect(told).toEqual([1, 1, 1, 1]);
    });
    expect(await get("posts/1/13.txt")).toBe("");
  },
  "journal MUST be awaited before COMMIT": async ({ connector, get }) => {
    let inside: string | undefined;
    let named = "";
    const journal = async (transaction: string): Promise<void> => {
      named = transaction;
      inside = await get("posts/2/20.txt");
    };
    await delete20(connector, acting({ journal }));
    expect(inside).toBe("w");
    expect(await get("posts/2/20.txt")).toBeUndefined();
    expect(await connector.outcome(named)).toBe(connector.capabilities.outcome === "unknown" ? "unknown" : "committed");
  },
  "if journal rejects, everything is rolled back": async ({ connector, names }) => {
    const before = await names();
    let named = "";
    const journal = async (transaction: string): Promise<void> => {
      named = transaction;
      throw new Error("the journal is full");
    };
    await expect(delete20(connector, acting({ journal }))).rejects.toThrow("the journal is full");
    expect(await names()).toEqual(before);
    expect(await connector.outcome(named)).not.toBe("committed");
  },
  "an error of the work passes through, and everything is rolled back": async ({ connector, names }) => {
    const before = await names();
    let journaled = false;
    const journal = async (): Promise<void> => {
      journaled = true;
    };
    const act = connector.act(acting({ journal }), async (session) => {
      await session.delete(remove20.dataset, remove20.key, remove20.keys);
      throw new RangeError("counts differ");
    });
    await expect(act).rejects.toThrow(RangeError);
    expect(journaled).toBe(false);
    expect(await names()).toEqual(before);
  },
  "rollback undoes the work and gives its result": async ({ connector, names }) => {
    const before = await names();
    let named = "";
    const journal = async (transaction: string): Promise<void> => {
      named = transaction;
    };
    expect(await delete20(connector, acting({ rollback: true, journal }))).toBe(1);
    expect(named).not.toBe("");
    expect(await names()).toEqual(before);
    expect(await connector.outcome(named)).not.toBe("committed");
  },
  "a statement that failed lets nothing be committed": async ({ connector, names }) => {
    const before = await names();
    const act = connector.act(acting(), async (session) => {
      await session.delete(remove20.dataset, remove20.key, remove20.keys);
      await session.change("posts", ["path"], [["posts/1/11.txt"]], [{ column: "object", value: "text" }]).catch(() => undefined);
      await session.delete("posts", ["path"], [["posts/1/11.txt"]]).catch(() => undefined);
    });
    await failsWith(act, "connector.constraint");
    expect(await names()).toEqual(before);
  },
  "the outcome of what never was is not committed": async ({ connector }) => {
    expect(await connector.outcome("conformance/never")).not.toBe("committed");
  },
  "a file that went since it was captured is gone, as was wanted": async ({ connector, other, names }) => {
    await connector.act(acting(), async (session) => {
      const keys = await session.capture({ dataset: "posts", columns: ["path"], match: by("person", 2) });
      expect(await delete20(other, acting())).toBe(1);
      expect(await session.delete("posts", ["path"], keys)).toBe(1);
    });
    expect(await names()).not.toContain("posts/2/20.txt");
  },
};

const FAULTS: Readonly<Record<string, Body>> = {
  "a constraint's error names the constraint and no value": async ({ connector }) => {
    for (const [column, value] of [
      ["path", "posts/marked"],
      ["person", "marked"],
      ["object", "marked"],
    ] as const) {
      const act = connector.act(acting(), (session) =>
        session.change("posts", ["path"], [["posts/1/11.txt"]], [{ column, value }]),
      );
      const error = await failsWith(act, "connector.constraint");
      expect(error.message).toContain(column);
      expectNoValues(error);
    }
  },
  "what is missing is named": async ({ connector }) => {
    const dataset = await failsWith(readAll(connector, "nowhere", ["path"], by("path", "marked")), "connector.missing");
    expect(dataset.message).toContain("`nowhere`");
    const column = await failsWith(readAll(connector, "posts", ["nothing"], by("path", "marked")), "connector.missing");
    expect(column.message).toContain("`nothing`");
    expectNoValues(column);
  },
  "settle and close are idempotent": async ({ connector }) => {
    await delete20(connector, acting());
    expect(await connector.settle()).toEqual(await connector.settle());
    await connector.close();
    await connector.close();
  },
};

/** Tests of `connectorConformance` that a place of files cannot pass, and why. */
const NOT_FOR_OBJECTS: readonly Skip[] = [
  { test: "values that a double would change come back as exact texts", reason: "all columns but size are texts" },
  { test: "a read is one snapshot", reason: "no snapshot exists of a folder or a bucket" },
  { test: "captured rows are locked until the end", reason: "files cannot be locked for others" },
  { test: "rows without a key are deleted and changed by their address", reason: "every file has a path" },
  { test: "a session killed before COMMIT is aborted", reason: "there is no session; a killed process is tested beside" },
  { test: "what a column cannot hold matches nothing in it", reason: "a part of a path is a text, which holds any value" },
  { test: "a slow statement ends in time", reason: "nothing in a fixture is slow: the limit of time is not tested" },
];

/**
 * What every connector to files must do, under the names that `connectorConformance` gives the same demands, and some of its
 * own. `make` gives a fresh store that holds `OBJECT_FILES`, with the datasets of `OBJECT_DATASETS`.
 */
export function objectsConformance(options: {
  readonly name: string;
  readonly make: () => Promise<ObjectsStore>;
  readonly skips?: readonly Skip[];
}): void {
  const { name, make, skips = [] } = options;
  const bodies: Readonly<Record<string, Body>> = { ...INSPECT, ...CAPTURE, ...STREAM, ...ACT, ...FAULTS };
  const all = [...skips, ...NOT_FOR_OBJECTS];
  describe(`${name} conforms`, () => {
    for (const skip of skips) if (!(skip.test in bodies)) throw new Error(`a skip names no test: ${skip.test}`);
    for (const title of new Set([...CONFORMANCE_TITLES, ...Object.keys(bodies)])) {
      const skip = all.find((one) => one.test === title);
      const body = bodies[title];
      if (skip) leaveOut(`${title} (${skip.reason})`);
      else if (body === undefined) throw new Error(`nothing asks of files: ${title}`);
      else
        test(title, limitOf(title), async () => {
          const store = await make();
          onTestFinished(() => store.close());
          await body(store);
        });
    }
  });
}
