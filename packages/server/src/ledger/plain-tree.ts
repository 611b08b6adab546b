import { createHash, createPublicKey, verify } from "node:crypto";

// The second derivation: nothing here is shared with the tree that writes the ledger, not even the hash function's code.

const hash = (prefix: number, ...parts: readonly Uint8Array[]): Buffer => {
  const hashing = createHash("sha256").update(Buffer.of(prefix));
  for (const part of parts) hashing.update(part);
  return hashing.digest();
};

/** A tree that takes one leaf after another. */
export interface PlainTree {
  add(data: Uint8Array): void;
  size(): number;
  root(): Buffer;
  /** Hashes of the complete subtrees of 256^level leaves, in order: what tiles of that level must hold. */
  row(level: number): readonly Buffer[];
}

/** Makes an empty tree: a stack of complete subtrees, neighbours of one height joined as they meet. */
export function createPlainTree(): PlainTree {
  const stack: { height: number; hash: Buffer }[] = [];
  const rows: Buffer[][] = [];
  let size = 0;

  function push(height: number, node: Buffer): void {
    if (height % 8 === 0) {
      const row = rows[height / 8] ?? [];
      row.push(node);
      rows[height / 8] = row;
    }
    const neighbour = stack.at(-1);
    if (neighbour?.height !== height) {
      stack.push({ height, hash: node });
      return;
    }
    stack.pop();
    push(height + 1, hash(1, neighbour.hash, node));
  }

  return {
    add(data) {
      push(0, hash(0, data));
      size += 1;
    },
    size: () => size,
    root() {
      const folded = stack
        .map((node) => node.hash)
        .reduceRight<Buffer | undefined>((right, left) => (right ? hash(1, left, right) : left), undefined);
      return folded ?? createHash("sha256").digest();
    },
    row: (level) => rows[level] ?? [],
  };
}

/** Whether this log's key signed exactly this head. The note is taken apart by hand, and the signature checked by node. */
export function isPlainlySigned(note: string, vkey: string, head: { origin: string; size: number; root: Uint8Array }): boolean {
  const [name, id = "", base64 = ""] = [vkey.split("+")[0], vkey.split("+")[1], vkey.split("+").slice(2).join("+")];
  const text = `${head.origin}\n${head.size}\n${Buffer.from(head.root).toString("base64")}\n`;
  const prefix = `${text}\n— ${name} `;
  if (name !== head.origin || !note.startsWith(prefix)) return false;
  const line = Buffer.from(note.slice(prefix.length), "base64");
  if (note !== `${prefix}${line.toString("base64")}\n` || line.subarray(0, 4).toString("hex") !== id) return false;
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(base64, "base64").subarray(1)]);
  return verify(null, Buffer.from(text), createPublicKey({ key: spki, format: "der", type: "spki" }), line.subarray(4));
}
