import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { sha256Bytes } from "@troth/core/foundation";
import {
  checkpointText,
  encodeEntry,
  formatNote,
  formatVkey,
  growTiles,
  inclusionProof,
  leafHash,
  partialTiles,
  type Receipt,
  readerOf,
  receiptBytes,
  rootOf,
  toBase64,
  verifyInclusion,
  verifyReceipt,
  vkeyOf,
} from "@troth/core/ledger";
import type { BenchResult } from "../bench.ts";
import { interleave } from "../interleave.ts";

const ENTRIES = 100_000;
const ROUNDS = 5;
const PROOFS = 2_000;
const RECEIPTS = 100;
const GROWTHS = 2_000;
const ORIGIN = "bench.example/log";

/**
 * What the ledger's rules cost: recomputing a log from its entries against only hashing them once with the same
 * hash function (a tree has twice as many hashes, so 0.5 is the floor), and making and checking one proof, one receipt.
 */
export async function run(): Promise<BenchResult> {
  const entries = Array.from({ length: ENTRIES }, (_, index) => entryBytes(index));
  const grown = growTiles(0, [], entries.map(leafHash));
  const root = Buffer.from(grown.root);
  const verified = await interleave({
    rounds: ROUNDS,
    ours: () => {
      if (!root.equals(rootOf(entries.map(leafHash)))) throw new Error("the entries do not make the root");
      return undefined;
    },
    peers: {
      hashingOnly: () => {
        for (const entry of entries) sha256Bytes(entry);
        return undefined;
      },
    },
  });
  const read = readerOf(grown.changed);
  const leaf = leafHash(entries[5] ?? new Uint8Array(0));
  const proof = inclusionProof(5, ENTRIES, read);
  const { file, vkey } = receiptFile(entries[5] ?? new Uint8Array(0), proof, grown.root);
  const partial = grown.changed.filter((tile) =>
    partialTiles(ENTRIES).some((at) => at.level === tile.level && at.index === tile.index),
  );
  return {
    ratios: verified.ratios,
    targets: { hashingOnly: ">= 0.67", makeProofUs: "< 1000", checkProofUs: "< 1000" },
    figures: {
      entries: ENTRIES,
      verifyAllMs: verified.oursMs,
      makeProofUs: microseconds(PROOFS, (at) => inclusionProof((at * 7919) % ENTRIES, ENTRIES, read)),
      checkProofUs: microseconds(PROOFS, () => verifyInclusion({ leaf, index: 5, size: ENTRIES, proof, root: grown.root })),
      checkReceiptUs: microseconds(RECEIPTS, () => verifyReceipt(file, vkey).ok || fail()),
      growByOneUs: microseconds(GROWTHS, () => growTiles(ENTRIES, partial, [leaf])),
    },
  };
}

function entryBytes(index: number): Uint8Array {
  const body = { request: `R-${index}`, store: "app", dataset: "comments", rows: index % 97 };
  const encoded = encodeEntry({ at: "2026-11-09T10:00:00.000Z", kind: "store.erased", log: ORIGIN, body });
  return encoded.ok ? Buffer.from(encoded.text) : fail();
}

function receiptFile(entry: Uint8Array, proof: readonly Uint8Array[], root: Uint8Array): { file: Uint8Array; vkey: string } {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 7)]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const key = vkeyOf(ORIGIN, new Uint8Array(createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32)));
  const text = checkpointText({ origin: ORIGIN, size: ENTRIES, root });
  const receipt: Receipt = {
    troth: "receipt/1",
    entry: JSON.parse(Buffer.from(entry).toString()) as Record<string, unknown>,
    index: 5,
    size: ENTRIES,
    proof: proof.map(toBase64),
    checkpoint: formatNote({ text, signatures: [{ ...key, signature: new Uint8Array(sign(null, Buffer.from(text), secret)) }] }),
  };
  return { file: receiptBytes(receipt), vkey: formatVkey(key) };
}

function microseconds(times: number, work: (at: number) => unknown): number {
  for (let at = 0; at < times / 10; at++) work(at);
  const start = performance.now();
  for (let at = 0; at < times; at++) work(at);
  return ((performance.now() - start) * 1000) / times;
}

function fail(): never {
  throw new Error("what the bench made does not verify");
}
