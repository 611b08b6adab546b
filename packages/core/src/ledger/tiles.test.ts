import { describe, expect, it } from "vitest";
import { leafHash, nodeHash, rootOf } from "./merkle.ts";
import { consistencyProof, consistencyRanges, inclusionProof, inclusionRanges } from "./proofs.ts";
import { growTiles, partialTiles, readerOf, type Tile, tilePath, tilesOf, tileWidth } from "./tiles.ts";
import { verifyConsistency, verifyInclusion } from "./verify-proof.ts";

const leaves = Array.from({ length: 70_000 }, (_, i) => leafHash(Uint8Array.of(i >> 16, (i >> 8) & 255, i & 255)));
const key = (tile: { level: number; index: number }): string => `${tile.level}/${tile.index}`;

/** Grows a tree step by step, loading at each step only what `partialTiles` names. */
function grow(steps: readonly number[]): { tiles: Map<string, Tile>; root: Uint8Array; size: number } {
  const tiles = new Map<string, Tile>();
  let [size, root] = [0, rootOf([])];
  for (const step of steps) {
    const partial = partialTiles(size).flatMap((place) => tiles.get(key(place)) ?? []);
    const grown = growTiles(size, partial, leaves.slice(size, size + step));
    for (const tile of grown.changed) tiles.set(key(tile), tile);
    ({ size, root } = grown);
  }
  return { tiles, root, size };
}

const big = grow([70_000]);

describe("tiles", () => {
  it("has the paths of the C2SP text", () => {
    expect(tilePath({ level: 0, index: 1234067 })).toBe("tile/0/x001/x234/067");
    expect(tilePath({ level: 63, index: 0 }, 112)).toBe("tile/63/000.p/112");
    expect(tilePath({ level: 1, index: 1000 })).toBe("tile/1/x001/000");
  });

  it("lays out 70,000 leaves as the C2SP text says", () => {
    const { tiles } = big;
    const widths = [...tiles.values()].map(({ level, hashes }) => [level, hashes.length / 32] as const);
    expect(widths.filter(([level, width]) => level === 0 && width === 256)).toHaveLength(273);
    expect(widths.filter(([level, width]) => level !== 0 || width !== 256)).toEqual([
      [0, 112],
      [1, 256],
      [1, 17],
      [2, 1],
    ]);
    for (const tile of tiles.values()) expect(tileWidth(tile, 70_000)).toBe(tile.hashes.length / 32);
  });

  it("has a full tile and one above it at 256 leaves", () => {
    const { tiles } = grow([256]);
    expect([...tiles.values()].map(({ level, hashes }) => [level, hashes.length / 32])).toEqual([
      [0, 256],
      [1, 1],
    ]);
  });

  it("is the same tree however it was grown", () => {
    const whole = grow([1000]);
    for (const steps of [[1, 254, 1, 1, 743], [256, 256, 488], Array.from({ length: 100 }, () => 10)]) {
      const grown = grow(steps);
      expect(grown.root).toEqual(whole.root);
      expect(new Map([...grown.tiles].sort())).toEqual(new Map([...whole.tiles].sort()));
    }
    expect(whole.root).toEqual(rootOf(leaves.slice(0, 1000)));
  });

  it("answers any proof from the tiles that `tilesOf` names, in a longer tree too", () => {
    for (const size of [1, 256, 257, 65_537]) {
      const index = size >> 1;
      const oldSize = index + 1;
      const ranges = [...inclusionRanges(index, size), ...consistencyRanges(oldSize, size)];
      const places = tilesOf(ranges);
      expect(places.length).toBeLessThan(12);
      const read = readerOf(places.flatMap((place) => big.tiles.get(key(place)) ?? []));
      const [root, oldRoot] = [rootOf(leaves.slice(0, size)), rootOf(leaves.slice(0, oldSize))];
      const leaf = leaves[index] ?? root;
      expect(verifyInclusion({ leaf, index, size, proof: inclusionProof(index, size, read), root })).toBe(true);
      expect(verifyConsistency({ oldSize, oldRoot, size, root, proof: consistencyProof(oldSize, size, read) })).toBe(true);
    }
  });

  it("changes only the tail: adding one leaf to a big tree writes a tile a level at most", () => {
    const partial = partialTiles(65_535).flatMap((place) => {
      const tile = big.tiles.get(key(place));
      return tile === undefined ? [] : { ...tile, hashes: tile.hashes.slice(0, tileWidth(place, 65_535) * 32) };
    });
    expect(partial).toHaveLength(2);
    const grown = growTiles(65_535, partial, leaves.slice(65_535, 65_536));
    expect(grown.changed).toHaveLength(3);
    expect(grown.root).toEqual(rootOf(leaves.slice(0, 65_536)));
  });

  it("refuses to build on a tile that is missing or cut short", () => {
    expect(() => growTiles(10, [], leaves.slice(10, 11))).toThrow(RangeError);
    expect(() => growTiles(10, [{ level: 0, index: 0, hashes: new Uint8Array(9 * 32) }], leaves.slice(10, 11))).toThrow(
      RangeError,
    );
    expect(() => readerOf([])({ level: 0, index: 0 })).toThrow(RangeError);
  });

  it("counts in whole numbers where bits would overflow", () => {
    expect(partialTiles(2 ** 40 + 3)).toEqual([
      { level: 0, index: 2 ** 32 },
      { level: 5, index: 0 },
    ]);
    expect(inclusionRanges(0, 2 ** 40)).toHaveLength(40);
    expect(nodeHash(new Uint8Array(32), new Uint8Array(32))).toHaveLength(32);
  });
});
