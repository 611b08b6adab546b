// Keys of every type, in odd spellings, through capture and delete: hers go with what points at them, his stay to the byte.
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkWorld } from "./check-world.ts";
import { type Server, startServer } from "./on-pglite.ts";
import type { Column, Table, World } from "./world.ts";

const long = "k".repeat(2000);
/** A type of key, hers, and his that is as near as it may be. */
const KEYS: readonly (readonly [type: string, hers: string, his: string])[] = [
  ["uuid", "ABCDEF00-0000-4000-8000-00000000000A", "{abcdef0000004000800000000000000b}"],
  ["char(8)", "ada", "Ada"],
  ["char(3)", "a", "b"],
  ["numeric", "1.0", "1.01"],
  ["numeric", "NaN", "0.00"],
  ["numeric(30,12)", "123456789012345678.000000000001", "123456789012345678.000000000002"],
  ["double precision", "NaN", "0"],
  ["double precision", "0.1", "0.10000000000000002"],
  ["double precision", "Infinity", "-Infinity"],
  ["real", "0.1", "0.2"],
  ["bigint", "9007199254740993", "9007199254740992"],
  ["bigint", "-9223372036854775808", "9223372036854775807"],
  ["smallint", "-1", "1"],
  ["integer", "0", "-0001"],
  ["boolean", "true", "false"],
  ["date", "infinity", "2026-02-28"],
  ["date", "0044-03-15 BC", "0044-03-15"],
  ["timestamp", "2026-01-01 10:00:00.000001", "2026-01-01 10:00:00.000002"],
  ["timestamptz", "2026-01-01 10:00:00+02", "2026-01-01 10:00:00+00"],
  ["time", "24:00:00", "00:00:00"],
  ["interval", "1 mon -1 day", "1 mon"],
  ["bytea", "\\x00ff", "\\x00fe"],
  ["text", long, `${long}x`],
  ["text", 'it\'s "a" \\ key;\n-- {}', 'it\'s "a" \\ key;\n-- {},'],
  ["text", "NULL,{a}", "NULL"],
  ["text", " padded ", "padded"],
  ["text", "\u00e9", "e\u0301"],
  ["text", "\ud83d\udc69\u200d\ud83d\udc67", "\ud83d\udc69"],
  ["varchar(20)", "Ada", "ada"],
  ["inet", "10.0.0.1", "10.0.0.1/24"],
  ["macaddr", "08:00:2b:01:02:03", "08:00:2b:01:02:04"],
  ["bit(4)", "1010", "1011"],
  ["money", "1.00", "2.00"],
];

const column = (name: string, type: string, nullable = true): Column => ({ name, type, nullable, unique: false });
const PLAIN = { named: true, identity: [], fields: [], keeps: [], foreignKeys: [], links: [] } as const;

/** People, things of theirs by a key of this type, and parts of things. */
function worldOf(type: string, hers: string, his: string): World {
  const people: Table = {
    ...{ ...PLAIN, name: "T0", columns: [column("line", "integer"), column("Id", "integer", false)], key: ["Id"] },
    identity: [{ kind: "account", column: "Id", fold: false }],
    rows: [1, 2].map((id) => ({ line: String(id), Id: String(id) })),
  };
  const things: Table = {
    ...{ ...PLAIN, name: "T1", key: ["Key"] },
    columns: [column("line", "integer"), column("Key", type, false), column("Who", "integer")],
    links: [{ columns: ["Who"], kind: "owned", targets: [{ table: "T0", columns: ["Id"] }], fold: false, unshared: false }],
    rows: [hers, his].map((key, at) => ({ line: String(at), Key: key, Who: String(at + 1) })),
  };
  const parts: Table = {
    ...{ ...PLAIN, name: "T2", key: [] },
    columns: [column("line", "integer"), column("Thing", type)],
    foreignKeys: [{ columns: ["Thing"], to: "T1", toColumns: ["Key"], onDelete: "cascade" }],
    links: [{ columns: ["Thing"], kind: "owned", targets: [{ table: "T1", columns: ["Key"] }], fold: false, unshared: false }],
    rows: [hers, his, hers, null].map((key, at) => ({ line: String(at), Thing: key })),
  };
  return { tables: [people, things, parts], people: [[{ kind: "account", value: "1" }]] };
}

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

test.each(KEYS.map(([type, hers, his]) => ({ type, hers, his, name: hers.slice(0, 40) })))(
  "a key of $type: $name",
  async (key) => {
    // A key is spelt otherwise as text than as the connector gives it (padding, bytes): what counts is what was done.
    const { run, wrongOutcome } = await checkWorld(worldOf(key.type, key.hers, key.his), server);
    expect(wrongOutcome).toEqual([]);
    expect(run.answer).toMatchObject({ kind: "acted", record: { deleted: 4, changed: 0 } });
  },
);

// A key is one value: links look into other JSON, not into this.
test("a key that is JSON", async () => {
  const { run } = await checkWorld(worldOf("jsonb", '{"a": 1.0}', '{"a": 1.1}'), server);
  expect(run.answer).toMatchObject({ kind: "acted" });
});

// `= ANY` of an array of arrays is no statement: the plan stops before anything is asked by such a key.
test("a key that is an array is refused by name", async () => {
  const { run } = await checkWorld(worldOf("integer[]", "[1,2]", "[1,null]"), server);
  const said = run.findings.filter((one) => one.blocks).map((one) => `${one.code} ${one.dataset}.${one.column}`);
  expect(said.sort()).toEqual(["array-key T1.Key", "array-key T2.Thing"]);
  expect(run.answer).toBeUndefined();
});
