import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_ROOT, leafHash, type NodeReader, nodeHash, rootOf } from "./merkle.ts";
import { consistencyProof, inclusionProof } from "./proofs.ts";
import { verifyConsistency, verifyInclusion } from "./verify-proof.ts";

// The test tree of the Certificate Transparency reference implementation (merkle_tree_test.cc): leaves, roots and proofs as published.
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(
  hexToBytes,
);
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const N = {
  l1: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  l0: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  l4: "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  n23: "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
  n45: "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
  n67: "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  n03: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  n47: "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
};
const INCLUSION: readonly [number, number, readonly string[]][] = [
  [0, 1, []],
  [0, 8, [N.l1, N.n23, N.n47]],
  [5, 8, [N.l4, N.n67, N.n03]],
  [2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]],
  [1, 5, [N.l0, N.n23, N.l4]],
];
const CONSISTENCY: readonly [number, number, readonly string[]][] = [
  [1, 1, []],
  [1, 8, [N.l1, N.n23, N.n47]],
  [6, 8, [N.n45, N.n67, N.n03]],
  [2, 5, [N.n23, N.l4]],
];

const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
};
/** The recursion of RFC 6962 2.1 itself. */
function plainRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return EMPTY_ROOT;
  if (hashes.length === 1) return at(hashes, 0);
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(plainRoot(hashes.slice(0, split)), plainRoot(hashes.slice(split)));
}
const reader =
  (hashes: readonly Uint8Array[]): NodeReader =>
  ({ level, index }) =>
    plainRoot(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level));
const hashes = LEAVES.map(leafHash);
const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
const leavesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => leafHash(Uint8Array.of(i >> 8, i & 255)));

describe("the published tree of 8 leaves", () => {
  it("has the published roots", () => {
    for (const [size, root] of ROOTS.entries()) expect(bytesToHex(rootOf(hashes.slice(0, size))), `size ${size}`).toBe(root);
  });

  it("gives and verifies the published inclusion proofs", () => {
    for (const [index, size, want] of INCLUSION) {
      const proof = inclusionProof(index, size, reader(hashes));
      expect(proof.map(bytesToHex), `${index} of ${size}`).toEqual(want);
      expect(verifyInclusion({ leaf: at(hashes, index), index, size, proof, root: hexToBytes(at(ROOTS, size)) })).toBe(true);
    }
  });

  it("gives and verifies the published consistency proofs", () => {
    for (const [oldSize, size, want] of CONSISTENCY) {
      const proof = consistencyProof(oldSize, size, reader(hashes));
      expect(proof.map(bytesToHex), `${oldSize} to ${size}`).toEqual(want);
      const claim = { oldSize, oldRoot: hexToBytes(at(ROOTS, oldSize)), size, root: hexToBytes(at(ROOTS, size)), proof };
      expect(verifyConsistency(claim)).toBe(true);
    }
  });
});

describe("every tree up to 40 leaves", () => {
  const all = leavesOf(40);
  const roots = Array.from({ length: 41 }, (_, size) => plainRoot(all.slice(0, size)));

  it("has the root of the recursion, and every leaf and every older tree in it verifies", () => {
    for (let size = 0; size <= 40; size++) {
      const read = reader(all.slice(0, size));
      const root = at(roots, size);
      expect(rootOf(all.slice(0, size))).toEqual(root);
      for (let index = 0; index < size; index++) {
        expect(verifyInclusion({ leaf: at(all, index), index, size, proof: inclusionProof(index, size, read), root })).toBe(true);
      }
      for (let oldSize = 0; oldSize <= size; oldSize++) {
        const proof = consistencyProof(oldSize, size, read);
        expect(verifyConsistency({ oldSize, oldRoot: at(roots, oldSize), size, root, proof }), `${oldSize} to ${size}`).toBe(
          true,
        );
      }
    }
  });

  it("refuses an inclusion with any bit, index, size or length of proof changed", () => {
    const claim = fc
      .integer({ min: 1, max: 40 })
      .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
    fc.assert(
      fc.property(claim, fc.nat(255), fc.nat(), fc.integer({ min: 0, max: 5 }), ({ size, index }, bit, pick, kind) => {
        const proof = inclusionProof(index, size, reader(all.slice(0, size)));
        const good = { leaf: at(all, index), index, size, proof, root: at(roots, size) };
        const bad = [
          { ...good, leaf: flip(good.leaf, bit) },
          { ...good, root: flip(good.root, bit) },
          {
            ...good,
            proof:
              proof.length === 0 ? [good.leaf] : proof.map((hash, i) => (i === pick % proof.length ? flip(hash, bit) : hash)),
          },
          {
            ...good,
            index:
              index === 0 && size === 1
                ? 1
                : (index + 1 + (pick % Math.max(1, size - 1))) % size === index
                  ? size
                  : (index + 1) % size,
          },
          { ...good, proof: [...proof, good.leaf] },
          { ...good, proof: proof.length === 0 ? [good.root] : proof.slice(1) },
        ];
        expect(verifyInclusion(good)).toBe(true);
        expect(verifyInclusion(at(bad, kind))).toBe(false);
      }),
      { numRuns: 600, seed: 6962 },
    );
  });

  it("refuses a consistency with any bit, root or length of proof changed", () => {
    const claim = fc
      .integer({ min: 2, max: 40 })
      .chain((size) => fc.record({ size: fc.constant(size), oldSize: fc.integer({ min: 1, max: size - 1 }) }));
    fc.assert(
      fc.property(claim, fc.nat(255), fc.nat(), fc.integer({ min: 0, max: 4 }), ({ size, oldSize }, bit, pick, kind) => {
        const proof = consistencyProof(oldSize, size, reader(all.slice(0, size)));
        const good = { oldSize, oldRoot: at(roots, oldSize), size, root: at(roots, size), proof };
        const bad = [
          { ...good, oldRoot: flip(good.oldRoot, bit) },
          { ...good, root: flip(good.root, bit) },
          { ...good, proof: proof.map((hash, i) => (i === pick % proof.length ? flip(hash, bit) : hash)) },
          { ...good, proof: [...proof, good.root] },
          { ...good, proof: proof.slice(1) },
        ];
        expect(verifyConsistency(good)).toBe(true);
        expect(verifyConsistency(at(bad, kind))).toBe(false);
      }),
      { numRuns: 600, seed: 6962 },
    );
  });
});
