import { hashOfRange, type LeafRange, type NodeReader, splitOf } from "./merkle.ts";

/**
 * The ranges whose hashes prove that leaf `index` is in the tree of `size` leaves, from leaf to root.
 * @source RFC 6962 2.1.1
 */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  }
  const down: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      down.push({ start: middle, end });
      end = middle;
    } else {
      down.push({ start, end: middle });
      start = middle;
    }
  }
  return down.reverse();
}

/**
 * The ranges whose hashes prove that the tree of `size` leaves begins with the tree of `oldSize` leaves.
 * @source RFC 6962 2.1.2
 */
export function consistencyRanges(oldSize: number, size: number): readonly LeafRange[] {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize < 0 || oldSize > size) {
    throw new RangeError(`a tree of ${size} does not begin with a tree of ${oldSize}`);
  }
  if (oldSize === 0 || oldSize === size) return [];
  const down: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end > oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      down.push({ start: middle, end });
      end = middle;
    } else {
      down.push({ start, end: middle });
      start = middle;
    }
  }
  // The old tree's own root is known to the verifier; any other subtree of it has to be given.
  if (start > 0) down.push({ start, end });
  return down.reverse();
}

/** The inclusion proof of leaf `index` in the tree of `size` leaves, from leaf to root. */
export function inclusionProof(index: number, size: number, read: NodeReader): readonly Uint8Array[] {
  return inclusionRanges(index, size).map((range) => hashOfRange(range, read));
}

/** The consistency proof between the trees of `oldSize` and `size` leaves. */
export function consistencyProof(oldSize: number, size: number, read: NodeReader): readonly Uint8Array[] {
  return consistencyRanges(oldSize, size).map((range) => hashOfRange(range, read));
}
