import { sha256 } from "@noble/hashes/sha2.js";

/** Bytes of a hash in the tree. */
export const HASH_BYTES = 32;

/** The root of a tree without leaves. @source RFC 6962 2.1 */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0));

/** The hash of a leaf's data. @source RFC 6962 2.1 */
export function leafHash(data: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(0)).update(data).digest();
}

/** The hash over two neighbours. @source RFC 6962 2.1 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(1 + 2 * HASH_BYTES);
  joined[0] = 1;
  joined.set(left, 1);
  joined.set(right, 1 + HASH_BYTES);
  return sha256(joined);
}

/** The leaves [start, end) of a tree. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree: the leaves [index * 2^level, (index + 1) * 2^level). */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** Gives the hash of a complete subtree. */
export type NodeReader = (node: TreeNode) => Uint8Array;

/** The largest power of two below `size`: where a tree of two or more leaves splits. Not by bits: sizes pass 2^31. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** The complete subtrees that make up a range as the tree's recursion cuts it, from left to right. */
export function nodesOf(range: LeafRange): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  let start = range.start;
  while (start < range.end) {
    let level = 0;
    let width = 1;
    while (start % (width * 2) === 0 && start + width * 2 <= range.end) {
      level += 1;
      width *= 2;
    }
    nodes.push({ level, index: start / width });
    start += width;
  }
  return nodes;
}

/** The Merkle tree hash of a range that the tree's recursion cuts: a whole tree, or an element of a proof. */
export function hashOfRange(range: LeafRange, read: NodeReader): Uint8Array {
  return (
    nodesOf(range)
      .map(read)
      .reduceRight<Uint8Array | undefined>((right, left) => (right === undefined ? left : nodeHash(left, right)), undefined) ??
    EMPTY_ROOT
  );
}

/** The root of the tree over these leaf hashes. @source RFC 6962 2.1 */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return EMPTY_ROOT;
  let row = leafHashes;
  while (row.length > 1) row = parentsOf(row);
  return row[0] ?? EMPTY_ROOT;
}

/** One row up; a last one without a neighbour rises as it is, which is where the recursion would put it. */
function parentsOf(row: readonly Uint8Array[]): readonly Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let at = 0; at < row.length; at += 2) {
    const [left, right] = [row[at], row[at + 1]];
    if (left !== undefined) parents.push(right === undefined ? left : nodeHash(left, right));
  }
  return parents;
}
