import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Encrypter } from "age-encryption";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readZip } from "../../../../test/support/read-zip.ts";
import { decrypted, newAgeKey, writeEncrypted } from "./age-files.ts";
import type { Cell } from "./cells.ts";
import { spoolMaker } from "./spool.ts";
import { streamFrom, zipped } from "./write-zip.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "troth-spool-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (nth: number) => join(folder, `${nth}`);
/** Files of the folder that this process has open. */
const openFiles = (): string[] =>
  readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });
const allOf = async (rows: AsyncIterable<readonly Cell[]>): Promise<(readonly Cell[])[]> => {
  const all: (readonly Cell[])[] = [];
  for await (const row of rows) all.push(row);
  return all;
};

test("rows come back as they were put, as often as one reads, and nothing of them is readable on disk", async () => {
  const { rows: begin } = await spoolMaker(at);
  const spool = begin();
  const rows: Cell[][] = [
    ["zqxmark", 1, null, true, { base64: "AAEC" }, { heldBack: true }],
    ["a\nb\u2028c\u{1F469}", "x".repeat(300_000), "", -0.5, "é".repeat(70_000), "]"],
    [],
  ];
  for (const row of rows) await spool.put(row);
  const read = await spool.end();
  expect(await allOf(read.rows())).toEqual(rows);
  expect(await allOf(read.rows())).toEqual(rows);
  expect(readFileSync(at(0)).includes("zqxmark")).toBe(false);
  const empty = await begin().end();
  expect(await allOf(empty.rows())).toEqual([]);
  for await (const _ of read.rows()) break;
  await expect.poll(openFiles, { timeout: 90_000 }).toEqual([]);
});

test("a file that cannot be written is said at once: nobody waits for a pipe that nobody reads", async () => {
  writeFileSync(at(0), "");
  const spool = (await spoolMaker(at)).rows();
  const put = async () => {
    for (let nth = 0; nth < 10; nth++) await spool.put(["x".repeat(70_000)]);
    await spool.end();
  };
  await expect(put()).rejects.toMatchObject({ code: "EEXIST" });
  await spool.abort();
});

test("a disk that is full in the middle is said to whoever puts", async () => {
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const writer = pipe.writable.getWriter();
  const encrypter = new Encrypter();
  encrypter.addRecipient((await newAgeKey()).recipient);
  const full = async () => {
    let written = 0;
    const chunks: AsyncIterable<Uint8Array> = await encrypter.encrypt(pipe.readable);
    for await (const chunk of chunks) {
      written += chunk.length;
      if (written > 200_000) throw new Error("full");
    }
  };
  const put = async () => {
    for (let nth = 0; nth < 100; nth++) await writer.write(new Uint8Array(70_000));
  };
  const [one, other] = await Promise.allSettled([full(), put()]);
  expect([one.status, other.status]).toEqual(["rejected", "rejected"]);
});

test("what was given up, or is read halfway, leaves no file open", async () => {
  const spool = (await spoolMaker(at)).rows();
  await spool.put(["x".repeat(70_000)]);
  await spool.abort();
  const key = await newAgeKey();
  const chunks = async function* () {
    for (let nth = 0; nth < 50; nth++) yield new Uint8Array(50_000);
  };
  await writeEncrypted(
    at(9),
    key.recipient,
    streamFrom(chunks(), () => undefined),
  );
  const stream = await decrypted(at(9), key.identity);
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  await expect(decrypted(at(9), (await newAgeKey()).identity)).rejects.toThrow();
  await expect.poll(openFiles, { timeout: 90_000 }).toEqual([]);
});

test("a file that was changed by one bit is not given out as if it were whole", async () => {
  const key = await newAgeKey();
  const chunks = async function* () {
    for (let nth = 0; nth < 4; nth++) yield new Uint8Array(65_536);
  };
  await writeEncrypted(
    at(0),
    key.recipient,
    streamFrom(chunks(), () => undefined),
  );
  const bytes = readFileSync(at(0));
  bytes.writeUInt8(bytes.readUInt8(200_000) ^ 1, 200_000);
  writeFileSync(at(0), bytes);
  await expect(new Response(await decrypted(at(0), key.identity)).arrayBuffer()).rejects.toThrow();
  writeFileSync(at(0), bytes.subarray(0, 150_000));
  await expect(new Response(await decrypted(at(0), key.identity)).arrayBuffer()).rejects.toThrow();
  await expect.poll(openFiles, { timeout: 90_000 }).toEqual([]);
});

const gather = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

test("a zip has its entries in order, empty ones too, and what an entry throws comes out", async () => {
  const text = (...pieces: string[]) =>
    async function* () {
      yield* pieces;
    };
  const madeAt = new Date("2026-11-09T13:02:00Z");
  const zip = await readZip(
    await gather(
      zipped(
        [
          { name: "a.txt", pieces: text("é", "b") },
          { name: "b/c.txt", pieces: text() },
        ],
        madeAt,
      ),
    ),
  );
  expect([...zip].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
    ["a.txt", "éb"],
    ["b/c.txt", ""],
  ]);
  const failing = async function* () {
    yield "x".repeat(100_000);
    throw new Error("a spool that is damaged");
  };
  await expect(
    gather(
      zipped(
        [
          { name: "a", pieces: text("a") },
          { name: "b", pieces: failing },
          { name: "c", pieces: text("c") },
        ],
        madeAt,
      ),
    ),
  ).rejects.toThrow("damaged");
  let begun = false;
  let ended = false;
  const long = async function* () {
    begun = true;
    try {
      for (let nth = 0; nth < 1000; nth++) yield `${Math.random()}`.repeat(5000);
    } finally {
      ended = true;
    }
  };
  for await (const _ of zipped([{ name: "a", pieces: long }], madeAt)) if (begun) break;
  await expect.poll(() => ended, { timeout: 90_000 }).toBe(true);
});
