import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCheckpoint, parseNote, type Receipt, receiptBytes, verifyReceipt } from "@troth/core/ledger";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Surroundings, systemSurroundings } from "../foundation/index.ts";
import { type Keys, openKeys } from "../keys/index.ts";
import { homePaths, openStorage, type Storage } from "../storage/index.ts";
import { forkLedger, type Ledger, LedgerError, openLedger, readKeyFile, writeKeyFile } from "./index.ts";

const POSTGRES = process.env.TROTH_TEST_POSTGRES;
const ORIGIN = "harbour.example/troth";

interface Bench {
  readonly kind: "pglite" | "postgres";
  storage: Storage;
  keys: Keys;
  readonly home: string;
  readonly file: string;
  readonly databaseUrl: string | undefined;
  /** Keeps a copy of the whole database; puts it back. Both close and open the storage. */
  backup(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function openBench(kind: Bench["kind"]): Promise<Bench> {
  const home = await mkdtemp(join(tmpdir(), "troth-ledger-"));
  const surroundings = systemSurroundings();
  const paths = homePaths(home);
  const name = `troth_ledger_${process.pid}_${Date.now()}`;
  const url = kind === "postgres" ? new URL(POSTGRES ?? "") : undefined;
  if (url !== undefined) {
    url.pathname = `/${name}`;
    await onServer(`create database ${name}`);
  }
  const databaseUrl = url?.href;
  const open = (): Promise<Storage> => openStorage({ home, databaseUrl, surroundings });
  const moved = async (move: () => Promise<void>): Promise<void> => {
    await bench.storage.close();
    await move();
    bench.storage = await open();
  };
  const copy = async (from: string, to: string): Promise<void> => {
    if (kind === "postgres") {
      await onServer(`drop database if exists ${to}`);
      return onServer(`create database ${to} template ${from}`);
    }
    const [source, target] = [from, to].map((at) => (at === name ? paths.database : `${paths.database}-${at}`)) as [
      string,
      string,
    ];
    await rm(target, { recursive: true, force: true });
    await cp(source, target, { recursive: true });
  };
  const bench: Bench = {
    kind,
    home,
    file: paths.checkpoint,
    databaseUrl,
    storage: await open(),
    keys: await openKeys({ folder: paths.keys, surroundings }),
    backup: () => moved(() => copy(name, `${name}_old`)),
    restore: () => moved(() => copy(`${name}_old`, name)),
    async close() {
      await bench.storage.close();
      await rm(home, { recursive: true, force: true });
      if (kind === "postgres") for (const at of [name, `${name}_old`]) await onServer(`drop database if exists ${at}`);
    },
  };
  return bench;
}

const utf8 = (text: string): Buffer => Buffer.from(text);
const publishedSize = async (bench: Bench): Promise<number | undefined> =>
  parseCheckpoint(parseNote(await readFile(bench.file, "utf8"))?.text ?? "")?.size;

/** Empties the ledger, against its own rules: for tests alone. */
async function reset(bench: Bench): Promise<void> {
  await bench.storage.executeSql("alter table entry disable trigger user");
  await bench.storage.executeSql("truncate payload, checkpoint, tile, entry, log, person cascade");
  await bench.storage.executeSql("alter table entry enable trigger user");
  await rm(bench.file, { force: true });
}

async function tamper(bench: Bench, sql: string): Promise<void> {
  await bench.storage.executeSql("alter table entry disable trigger user");
  const { rowCount } = await bench.storage.executeSql(`${sql} returning 1`);
  expect(rowCount, sql).toBeGreaterThan(0);
  await bench.storage.executeSql("alter table entry enable trigger user");
}

function openOn(bench: Bench, surroundings: Surroundings = systemSurroundings()): Promise<Ledger> {
  return openLedger({ storage: bench.storage, keys: bench.keys, surroundings, checkpointFile: bench.file, origin: ORIGIN });
}

const append = (bench: Bench, ledger: Ledger, rows: number): Promise<string> =>
  bench.storage.transaction((tx) => ledger.append(tx, { kind: "store.erased", body: { rows } }));

async function appendMany(bench: Bench, ledger: Ledger, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let rows = 0; rows < count; rows++) ids.push(await append(bench, ledger, rows));
  return ids;
}

async function receiptOf(ledger: Ledger, id: string): Promise<Receipt> {
  const receipt = await ledger.receipt(id);
  if (receipt === undefined) throw new Error(`entry ${id} is pending`);
  return receipt;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    if (error instanceof LedgerError) return error.code;
    throw error;
  }
}

/** Surroundings in which the process dies at a step. */
const dyingAt = (step: string): Surroundings => ({
  ...systemSurroundings(),
  passing: (at) => (at === step ? Promise.reject(new Error(`died at ${step}`)) : Promise.resolve()),
});

const places = [
  { kind: "pglite", because: "" },
  { kind: "postgres", because: POSTGRES === undefined ? " (skipped: TROTH_TEST_POSTGRES is not set)" : "" },
] as const;

for (const { kind, because } of places) {
  describe.skipIf(because !== "")(`the ledger on ${kind}${because}`, () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await openBench(kind);
    });
    afterAll(() => bench?.close());
    beforeEach(() => reset(bench));

    it("gives receipts that verify offline by the key file, the same whenever asked", async () => {
      const ledger = await openOn(bench);
      expect(await publishedSize(bench)).toBe(0);
      const id = await append(bench, ledger, 12);
      expect(await ledger.receipt(id)).toBeUndefined();
      expect(await ledger.sequence()).toBe(1);
      const first = receiptBytes(await receiptOf(ledger, id));
      const later = await appendMany(bench, ledger, 300);
      expect(await ledger.sequence()).toBe(301);
      expect(await publishedSize(bench)).toBe(301);
      expect(receiptBytes(await receiptOf(ledger, id))).toEqual(first);

      await writeKeyFile(join(bench.home, "log.vkey"), ledger.vkey);
      const vkey = (await readKeyFile(join(bench.home, "log.vkey"))) ?? "";
      expect(vkey).toMatch(/^harbour\.example\/troth\/[0-9a-f]{8}\+/);
      expect(verifyReceipt(first, vkey)).toMatchObject({ ok: true, receipt: { entry: { kind: "store.erased", rows: 12 } } });
      for (const at of [0, 255, 256, 299])
        expect(verifyReceipt(receiptBytes(await receiptOf(ledger, later[at] ?? "")), vkey).ok).toBe(true);
      expect(await ledger.sequence()).toBe(301);
      expect(await ledger.fsck()).toEqual({ entries: 301, problems: [], forgotten: 0 });
      expect(await codeOf(ledger.receipt("999999"))).toBe("ledger.unknown-entry");
      expect(await codeOf(ledger.receipt("1 or true"))).toBe("ledger.unknown-entry");
    });

    it("writes nothing when the caller's transaction fails, and refuses what is not an entry", async () => {
      const ledger = await openOn(bench);
      const failing = bench.storage.transaction(async (tx) => {
        await ledger.append(tx, { kind: "store.erased", body: {} });
        throw new Error("the change failed");
      });
      await expect(failing).rejects.toThrow("the change failed");
      expect(await ledger.sequence()).toBe(0);
      const bad = [
        { kind: "Store Erased", body: {} },
        { kind: "store.erased", body: { when: new Date(0) } },
        { kind: "store.erased", body: { at: "now" } },
        { kind: "store.erased", body: { long: "x".repeat(60_000) } },
      ];
      for (const entry of bad) {
        expect(await codeOf(bench.storage.transaction((tx) => ledger.append(tx, entry)))).toBe("ledger.entry-refused");
      }
      expect(await ledger.sequence()).toBe(0);
    });

    it("keeps its log over a second start, and grows it", async () => {
      const before = await openOn(bench);
      await appendMany(bench, before, 5);
      await before.sequence();
      const after = await openOn(bench);
      expect(after.vkey).toBe(before.vkey);
      await append(bench, after, 1);
      expect(await after.sequence()).toBe(6);
      expect((await after.fsck()).problems).toEqual([]);
    });

    it("lets nobody update, delete or empty entries", async () => {
      const ledger = await openOn(bench);
      await appendMany(bench, ledger, 2);
      await ledger.sequence();
      for (const sql of [
        "update entry set body = '{}'",
        "update entry set index = index + 10",
        "delete from entry",
        "truncate entry cascade",
      ]) {
        await expect(bench.storage.executeSql(sql), sql).rejects.toThrow(/stays as it is/);
      }
    });

    it("sequences at once from two ledgers of one process: dense, and nothing twice", async () => {
      const [a, b] = [await openOn(bench), await openOn(bench)];
      const appends = Array.from({ length: 60 }, (_, rows) => append(bench, rows % 2 === 0 ? a : b, rows));
      await Promise.all([...appends, a.sequence(), b.sequence(), a.sequence()]);
      await Promise.all([a.sequence(), b.sequence()]);
      expect(await a.fsck()).toEqual({ entries: 60, problems: [], forgotten: 0 });
      expect(await publishedSize(bench)).toBe(60);
    });

    it("republishes after a crash between commit and publication", async () => {
      const ledger = await openOn(bench, dyingAt("ledger.committed"));
      const [id = ""] = await appendMany(bench, ledger, 3);
      await expect(ledger.sequence()).rejects.toThrow("died");
      expect(await publishedSize(bench)).toBe(0);
      const again = await openOn(bench);
      expect(await publishedSize(bench)).toBe(3);
      expect(verifyReceipt(receiptBytes(await receiptOf(again, id)), again.vkey).ok).toBe(true);
      expect((await again.fsck()).problems).toEqual([]);
    });

    it("finds whatever was changed", async () => {
      const ledger = await openOn(bench);
      await appendMany(bench, ledger, 260);
      await ledger.sequence();
      await append(bench, ledger, 1);
      await ledger.sequence();
      const flip = (column: string): string => `set_byte(${column}, 5, get_byte(${column}, 5) # 1)`;
      const keep = async (sql: string, table: string, why: RegExp): Promise<void> => {
        await bench.storage.executeSql(`create table kept as select * from ${table}`);
        await tamper(bench, sql);
        const { problems } = await ledger.fsck();
        expect(problems.join("\n"), sql).toMatch(why);
        await bench.storage.executeSql(`alter table ${table} disable trigger user`);
        await bench.storage.executeSql(`delete from ${table}`);
        await bench.storage.executeSql(`insert into ${table} overriding system value select * from kept`);
        await bench.storage.executeSql(`alter table ${table} enable trigger user`);
        await bench.storage.executeSql("drop table kept");
      };
      await keep(
        `update entry set body = replace(body, '"rows":7', '"rows":8') where index = 7`,
        "entry",
        /checkpoint of 260 entries does not match/,
      );
      await keep(`update entry set body = body || ' ' where index = 7`, "entry", /entry 7 is not canonical JSON/);
      await keep(`update entry set kind = 'other.kind' where index = 7`, "entry", /entry 7 does not say what its row says/);
      await keep(`update entry set index = 1000 where index = 7`, "entry", /entry 7 is missing/);
      await keep("delete from entry where index = 260", "entry", /entry 260 is missing/);
      await keep(
        `update tile set hashes = ${flip("hashes")} where level = 0 and index = 0`,
        "tile",
        /tile\/0\/000 does not match/,
      );
      await keep(`update tile set hashes = ${flip("hashes")} where level = 1`, "tile", /tile\/1\/000 does not match/);
      await keep(
        "update tile set hashes = substring(hashes for 32) where level = 0 and index = 1",
        "tile",
        /tile\/0\/001 does not match/,
      );
      await keep("delete from tile where level = 0 and index = 1", "tile", /1 of 3 tiles are missing/);
      await keep("insert into tile select log, 3, 0, hashes from tile where level = 1", "tile", /tile\/3\/000 does not match/);
      await keep(
        `update checkpoint set root = ${flip("root")} where size = 260`,
        "checkpoint",
        /checkpoint of 260 entries (does not match|is not signed)/,
      );
      await keep(
        "update checkpoint set note = replace(note, '260', '259') where size = 260",
        "checkpoint",
        /checkpoint of 260 entries is not signed/,
      );
      await keep("delete from checkpoint where size = 261", "checkpoint", /261 entries (have a place|were published)/);
      expect((await ledger.fsck()).problems).toEqual([]);
      await writeFile(bench.file, (await readFile(bench.file, "utf8")).replace("261", "262"));
      expect((await ledger.fsck()).problems.join()).toMatch(/published checkpoint is not signed/);
      await rm(bench.file);
      expect((await ledger.fsck()).problems.join()).toMatch(/published checkpoint is not there/);
    });

    it("counts payloads whose person was forgotten", async () => {
      const ledger = await openOn(bench);
      const id = await append(bench, ledger, 1);
      await ledger.sequence();
      for (const person of [`p-${kind}-1`, `p-${kind}-2`]) {
        await bench.keys.ensure({ person });
        const sealed = await bench.keys.seal({ person }, "payload", utf8("x"));
        await bench.storage.db
          .insertInto("person")
          .values({ id: person, state: "known", created_at: new Date(0).toISOString(), forgotten_at: null })
          .execute();
        await bench.storage.db
          .insertInto("payload")
          .values({ id: `y-${person}`, entry_id: id, person_id: person, sealed })
          .execute();
      }
      await bench.keys.forget({ person: `p-${kind}-2` });
      expect(await ledger.fsck()).toEqual({ entries: 1, problems: [], forgotten: 1 });
    });

    it("refuses to go on without the published checkpoint, with a damaged one, or with another's", async () => {
      const ledger = await openOn(bench);
      await append(bench, ledger, 1);
      await ledger.sequence();
      const note = await readFile(bench.file, "utf8");
      await rm(bench.file);
      expect(await codeOf(openOn(bench))).toBe("ledger.checkpoint-missing");
      await writeFile(bench.file, note.slice(0, 50));
      expect(await codeOf(openOn(bench))).toBe("ledger.checkpoint-invalid");
      await writeFile(bench.file, note.replace("\n1\n", "\n0\n"));
      expect(await codeOf(openOn(bench))).toBe("ledger.checkpoint-invalid");
      await writeFile(bench.file, note);
      expect((await openOn(bench)).vkey).toBe(ledger.vkey);
      await tamper(bench, `update log set vkey = '${ledger.vkey.replace("+", "+0")}'`);
      expect(await codeOf(openOn(bench))).toBe("ledger.other-key");
    });

    it("refuses yesterday's database, goes on as a fork that explains itself, and carries what was pending", async () => {
      const ledger = await openOn(bench);
      const ids = await appendMany(bench, ledger, 3);
      await ledger.sequence();
      const pending = await append(bench, ledger, 77);
      await bench.backup();
      const now = await openOn(bench);
      await appendMany(bench, now, 4);
      await now.sequence();
      const today = await readFile(bench.file, "utf8");

      await bench.restore();
      await expect(openOn(bench)).rejects.toMatchObject({
        code: "ledger.rolled-back",
        advice: expect.stringContaining("troth ledger fork --because"),
      });
      expect(await readFile(bench.file, "utf8")).toBe(today);
      const place = {
        storage: bench.storage,
        keys: bench.keys,
        surroundings: systemSurroundings(),
        checkpointFile: bench.file,
        origin: ORIGIN,
      };
      expect(await codeOf(forkLedger({ ...place, because: "  " }))).toBe("ledger.no-reason");
      await expect(
        forkLedger({ ...place, surroundings: dyingAt("ledger.forked"), because: "the disk was lost" }),
      ).rejects.toThrow("died");
      const fork = await openOn(bench);
      expect(fork.vkey).not.toBe(ledger.vkey);
      expect(await publishedSize(bench)).toBe(2);

      const first = await bench.storage.db
        .selectFrom("entry")
        .selectAll()
        .where("kind", "=", "ledger.forked")
        .executeTakeFirstOrThrow();
      const receipt = await receiptOf(fork, first.id);
      expect(receipt.entry).toMatchObject({
        because: "the disk was lost",
        carried: 1,
        continues: { vkey: ledger.vkey, size: 3 },
        published: { size: 8, verified: true },
      });
      expect(receipt.index).toBe(0);
      expect(verifyReceipt(receiptBytes(receipt), fork.vkey).ok).toBe(true);
      expect(verifyReceipt(receiptBytes(receipt), ledger.vkey).ok).toBe(false);
      const old = receiptBytes(await receiptOf(fork, ids[1] ?? ""));
      expect(verifyReceipt(old, ledger.vkey).ok).toBe(true);
      const carried = await receiptOf(fork, pending);
      expect(carried.entry).toMatchObject({ carried: pending, entry: { rows: 77 } });
      expect(verifyReceipt(receiptBytes(carried), fork.vkey).ok).toBe(true);

      await append(bench, fork, 5);
      expect(await fork.sequence()).toBe(3);
      expect(await fork.fsck()).toEqual({ entries: 6, problems: [], forgotten: 0 });
      // Whoever still holds the ended log is refused, in words.
      expect(await codeOf(append(bench, now, 1))).toBe("ledger.ended");
    });

    it("refuses an empty database beside a published checkpoint", async () => {
      const ledger = await openOn(bench);
      await append(bench, ledger, 1);
      await ledger.sequence();
      const note = await readFile(bench.file, "utf8");
      await reset(bench);
      await writeFile(bench.file, note);
      expect(await codeOf(openOn(bench))).toBe("ledger.rolled-back");
    });

    it("notices a database rolled back under a running process before it signs a second history", async () => {
      const ledger = await openOn(bench);
      await appendMany(bench, ledger, 3);
      await ledger.sequence();
      const note = await readFile(bench.file, "utf8");
      await append(bench, ledger, 4);
      await ledger.sequence();
      const ahead = await readFile(bench.file, "utf8");
      expect(note).not.toBe(ahead);
      await tamper(bench, "delete from checkpoint where size = 4");
      await tamper(bench, "delete from entry where index = 3");
      await append(bench, ledger, 5);
      expect(await codeOf(ledger.sequence())).toBe("ledger.rolled-back");
      expect(await readFile(bench.file, "utf8")).toBe(ahead);
      const { rows } = await bench.storage.executeSql("select count(*)::int as heads from checkpoint where size >= 4");
      expect(rows).toEqual([{ heads: 0 }]);
    });

    it.skipIf(kind === "pglite")(
      "gives late commits with lower ids a later index (needs two sessions: not on pglite)",
      async () => {
        const ledger = await openOn(bench);
        let finish = (): void => undefined;
        const held = new Promise<void>((resolve) => {
          finish = resolve;
        });
        let late = "";
        const open = bench.storage.transaction(async (tx) => {
          late = await ledger.append(tx, { kind: "store.erased", body: { rows: 1 } });
          await held;
        });
        while (late === "") await new Promise((resolve) => setTimeout(resolve, 5));
        const early = await append(bench, ledger, 2);
        expect(BigInt(late) < BigInt(early)).toBe(true);
        expect(await ledger.sequence()).toBe(1);
        finish();
        await open;
        expect(await ledger.sequence()).toBe(2);
        expect((await receiptOf(ledger, early)).index).toBe(0);
        expect((await receiptOf(ledger, late)).index).toBe(1);
        expect((await ledger.fsck()).problems).toEqual([]);
      },
    );

    it.skipIf(kind === "pglite")(
      "stays whole when two processes sequence while many write (needs a server: not on pglite)",
      async () => {
        const ledger = await openOn(bench);
        const second = spawn(
          process.execPath,
          ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", SECOND_PROCESS],
          {
            env: {
              ...process.env,
              TROTH_SECOND: JSON.stringify({
                home: bench.home,
                databaseUrl: bench.databaseUrl,
                origin: ORIGIN,
                here: import.meta.url,
              }),
            },
            stdio: ["ignore", "pipe", "inherit"],
          },
        );
        const ended = once(second, "exit");
        // Both begin only when the other is there: otherwise the first would be done before the second has started.
        await once(second.stdout, "data");
        const own = (async () => {
          for (let round = 0; round < 20; round++) {
            await Promise.all([append(bench, ledger, round), append(bench, ledger, round), ledger.sequence()]);
          }
        })();
        await own;
        expect(await ended).toEqual([0, null]);
        expect(await ledger.sequence()).toBe(80);
        expect(await ledger.fsck()).toEqual({ entries: 80, problems: [], forgotten: 0 });
        expect(await publishedSize(bench)).toBe(80);
      },
    );
  });
}

const SECOND_PROCESS = `
const { home, databaseUrl, origin, here } = JSON.parse(process.env.TROTH_SECOND);
const at = (path) => import(new URL(path, here).href);
const { openStorage, homePaths } = await at("../storage/index.ts");
const { openKeys } = await at("../keys/index.ts");
const { systemSurroundings } = await at("../foundation/index.ts");
const { openLedger } = await at("./index.ts");
const surroundings = systemSurroundings();
const paths = homePaths(home);
const storage = await openStorage({ home, databaseUrl, surroundings });
const keys = await openKeys({ folder: paths.keys, surroundings });
const ledger = await openLedger({ storage, keys, surroundings, checkpointFile: paths.checkpoint, origin });
process.stdout.write("ready");
for (let round = 0; round < 20; round++) {
  const append = () => storage.transaction((tx) => ledger.append(tx, { kind: "store.erased", body: { round } }));
  await Promise.all([append(), append(), ledger.sequence()]);
}
await storage.close();
`;
