import { ed25519 } from "@noble/curves/ed25519.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../foundation/index.ts";
import { toBase64 } from "./bytes.ts";
import { checkpointText } from "./checkpoint.ts";
import { encodeEntry } from "./entry.ts";
import { leafHash, rootOf } from "./merkle.ts";
import { formatNote, formatVkey, vkeyOf } from "./note.ts";
import { inclusionProof } from "./proofs.ts";
import type { Receipt } from "./receipt.ts";
import { growTiles, readerOf } from "./tiles.ts";
import { MAX_RECEIPT_BYTES, receiptBytes, verifyReceipt } from "./verify-receipt.ts";

const ORIGIN = "harbour.example/log/1a2b3c4d";
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (index: number, log = ORIGIN): string => {
  const encoded = encodeEntry({
    at: "2026-11-09T10:00:00.000Z",
    kind: "store.erased",
    log,
    body: { request: `R-${index}`, rows: index },
  });
  if (!encoded.ok) throw new Error(encoded.says);
  return encoded.text;
};

/** A receipt of entry `index` in a log of `size`, signed by the key of `seed`. */
function receiptOf(options: { index: number; size: number; seed: number; origin?: string }): { receipt: Receipt; vkey: string } {
  const { index, size, origin = ORIGIN } = options;
  const seed = new Uint8Array(32).fill(options.seed);
  const key = vkeyOf(origin, ed25519.getPublicKey(seed));
  const leaves = Array.from({ length: size }, (_, i) => leafHash(utf8(textOf(i))));
  const text = checkpointText({ origin, size, root: rootOf(leaves) });
  const read = readerOf(growTiles(0, [], leaves).changed);
  const receipt: Receipt = {
    troth: "receipt/1",
    entry: JSON.parse(textOf(index)) as Record<string, unknown>,
    index,
    size,
    proof: inclusionProof(index, size, read).map(toBase64),
    checkpoint: formatNote({ text, signatures: [{ ...key, signature: ed25519.sign(utf8(text), seed) }] }),
  };
  return { receipt, vkey: formatVkey(key) };
}

const { receipt, vkey } = receiptOf({ index: 5, size: 11, seed: 1 });
const file = receiptBytes(receipt);
const because = (bytes: Uint8Array | string, key = vkey): string => {
  const answer = verifyReceipt(typeof bytes === "string" ? utf8(bytes) : bytes, key);
  return answer.ok ? "ok" : answer.because;
};
const changed = (change: Record<string, unknown>): string => canonicalJson({ ...receipt, ...change });

describe("verifyReceipt", () => {
  it("takes every receipt of a log", () => {
    expect(verifyReceipt(file, vkey)).toEqual({ ok: true, receipt });
    for (const index of [0, 1, 7, 10]) {
      expect(because(receiptBytes(receiptOf({ index, size: 11, seed: 1 }).receipt))).toBe("ok");
    }
    expect(because(receiptBytes(receiptOf({ index: 0, size: 1, seed: 1 }).receipt))).toBe("ok");
  });

  it("refuses one bit flipped, in each byte", () => {
    for (let at = 0; at < file.length; at++) {
      const bad = file.slice();
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8));
      expect(verifyReceipt(bad, vkey).ok, `byte ${at}`).toBe(false);
    }
  });

  it("refuses any one byte changed, added or taken away", () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), fc.integer({ min: 0, max: 2 }), (at, byte, kind) => {
        fc.pre(file[at] !== byte || kind !== 0);
        const tail = file.subarray(kind === 1 ? at : at + 1);
        const bad = kind === 2 ? [...file.subarray(0, at), ...tail] : [...file.subarray(0, at), byte, ...tail];
        expect(verifyReceipt(Uint8Array.from(bad), vkey).ok).toBe(false);
      }),
      { numRuns: 400, seed: 9162 },
    );
  });

  it("refuses another byte form of the same receipt", () => {
    const text = canonicalJson(receipt);
    expect(because(`${text}\n`)).toBe("notCanonical");
    expect(because(JSON.stringify(receipt, null, 2))).toBe("notCanonical");
    expect(because(text.replace('"index":5', '"index":5.0'))).toBe("notCanonical");
    expect(because(text.replace('"index":5', '"index":5,"index":5'))).toBe("notCanonical");
    expect(because(text.replace("receipt/1", "receipt\\/1"))).toBe("notCanonical");
    expect(because(`\ufeff${text}`)).toBe("notJson");
    expect(because(text.slice(0, -1))).toBe("notJson");
    expect(because(Uint8Array.of(0xff, 0xfe))).toBe("notText");
    expect(because(new Uint8Array(MAX_RECEIPT_BYTES + 1))).toBe("tooLarge");
    expect(because("[".repeat(60_000) + "]".repeat(60_000))).toMatch(/notJson|notCanonical|malformed/);
  });

  it("refuses one signed whole by another key, whatever name that key takes", () => {
    const forged = receiptOf({ index: 5, size: 11, seed: 2 });
    expect(because(receiptBytes(forged.receipt), forged.vkey)).toBe("ok");
    expect(because(receiptBytes(forged.receipt))).toBe("notSignedByKey");
    // The id is 4 bytes only, so somebody can have one that collides: written into the line, it must not help.
    const [head, line = ""] = forged.receipt.checkpoint.split("\n— ");
    const signature = Buffer.from(line.split(" ")[1] ?? "", "base64");
    Buffer.from(vkey.split("+")[1] ?? "", "hex").copy(signature);
    expect(because(changed({ checkpoint: `${head}\n— ${ORIGIN} ${signature.toString("base64")}\n` }))).toBe("signatureWrong");
  });

  it("trusts no key inside the receipt", () => {
    expect(because(changed({ vkey }))).toBe("malformed");
    expect(because(changed({ entry: { ...receipt.entry, vkey } }))).toBe("notInTree");
    expect(because(file, "")).toBe("keyMalformed");
    expect(because(file, `${vkey}\n`)).toBe("keyMalformed");
  });

  it("names what is wrong with a receipt put together from true parts", () => {
    const other = receiptOf({ index: 4, size: 11, seed: 1 }).receipt;
    const older = receiptOf({ index: 5, size: 9, seed: 1 }).receipt;
    expect(because(changed({ entry: other.entry }))).toBe("notInTree");
    expect(because(changed({ proof: other.proof }))).toBe("notInTree");
    expect(because(changed({ index: 4 }))).toBe("notInTree");
    expect(because(changed({ checkpoint: older.checkpoint }))).toBe("otherSize");
    expect(because(changed({ checkpoint: older.checkpoint, size: 9 }))).toBe("notInTree");
    expect(because(changed({ entry: { ...receipt.entry, log: "other.example" } }))).toBe("otherLog");
    expect(because(changed({ checkpoint: `${receipt.checkpoint}${receipt.checkpoint.split("\n\n")[1]}` }))).toBe(
      "otherSignatures",
    );
  });

  it("refuses fields of another kind", () => {
    const bad = [
      { troth: "receipt/2" },
      { index: -1 },
      { index: 11 },
      { index: 1.5 },
      { index: "5" },
      { size: 0 },
      { size: 2 ** 53 },
      { proof: "x" },
      { proof: [1] },
      { proof: receipt.proof.map((hash) => hash.replace("=", "")) },
      { proof: Array.from({ length: 54 }, () => receipt.proof[0]) },
      { checkpoint: 1 },
      { checkpoint: undefined },
      { checkpoint: "x".repeat(5000) },
      { entry: [] },
      { entry: { ...receipt.entry, at: "yesterday" } },
      { entry: { ...receipt.entry, kind: 7 } },
      { entry: { ...receipt.entry, long: "x".repeat(70_000) } },
      { more: null },
    ];
    for (const change of bad) expect(because(changed(change)), JSON.stringify(change).slice(0, 80)).toBe("malformed");
    for (const text of ["null", "[]", "1", '""', "{}"]) expect(because(text)).toBe("malformed");
  });
});

describe("encodeEntry", () => {
  const head = { at: "2026-11-09T10:00:00.000Z", kind: "request.taken", log: ORIGIN };

  it("writes canonical JSON, optional members left out", () => {
    expect(encodeEntry({ ...head, body: { b: [1, { z: null, y: "ü" }], a: undefined } })).toEqual({
      ok: true,
      text: `{"at":"2026-11-09T10:00:00.000Z","b":[1,{"y":"ü","z":null}],"kind":"request.taken","log":"${ORIGIN}"}`,
    });
  });

  it("refuses what is not JSON, with its place", () => {
    const bad: readonly [Record<string, unknown>, string][] = [
      [{ when: new Date(0) }, "`body.when` is not JSON"],
      [{ a: [1, { b: Number.NaN }] }, "`body.a[1].b` is not JSON"],
      [{ a: 1n }, "`body.a` is not JSON"],
      [{ a: new Map() }, "`body.a` is not JSON"],
      [{ a: Uint8Array.of(1) }, "`body.a` is not JSON"],
      [{ a: [undefined] }, "`body.a[0]` is not JSON"],
      [{ log: "x" }, "the body has a member `log`, which is the ledger's own"],
      [{ long: "x".repeat(65_536) }, "it has 65639 bytes, and 65535 are the most"],
    ];
    for (const [body, says] of bad) expect(encodeEntry({ ...head, body })).toEqual({ ok: false, says });
    expect(encodeEntry({ ...head, kind: "Nadia", body: {} }).ok).toBe(false);
    const deep: Record<string, unknown> = {};
    deep.self = deep;
    expect(encodeEntry({ ...head, body: deep })).toMatchObject({ ok: false });
  });
});
