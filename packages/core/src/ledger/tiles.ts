import { HASH_BYTES, hashOfRange, type LeafRange, type NodeReader, nodesOf, rootOf, type TreeNode } from "./merkle.ts";

/** Rows of the tree in one tile. @source C2SP tlog-tiles */
export const TILE_HEIGHT = 8;
/** Hashes in a full tile. */
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** A tile: up to 256 consecutive hashes, one after another. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** Which tile. */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
}

/** How many hashes a tile has in the tree of `size` leaves. */
export function tileWidth({ level, index }: TilePlace, size: number): number {
  const inLevel = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, inLevel - index * TILE_WIDTH));
}

/** The rightmost tiles of the tree that are neither empty nor full: all that a longer tree builds on. */
export function partialTiles(size: number): readonly TilePlace[] {
  const places: TilePlace[] = [];
  for (let level = 0, inLevel = size; inLevel > 0; level++, inLevel = Math.floor(inLevel / TILE_WIDTH)) {
    if (inLevel % TILE_WIDTH !== 0) places.push({ level, index: Math.floor(inLevel / TILE_WIDTH) });
  }
  return places;
}

/** The path under a log's prefix. @source C2SP tlog-tiles */
export function tilePath({ level, index }: TilePlace, width: number = TILE_WIDTH): string {
  const groups: string[] = [];
  for (let rest = index, last = true; last || rest > 0; rest = Math.floor(rest / 1000), last = false) {
    groups.unshift(`${last ? "" : "x"}${String(rest % 1000).padStart(3, "0")}`);
  }
  return `tile/${level}/${groups.join("/")}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}

/** The tile that a node is computed from. */
export function tileOf(node: TreeNode): TilePlace {
  const level = Math.floor(node.level / TILE_HEIGHT);
  return { level, index: Math.floor((node.index * 2 ** (node.level - level * TILE_HEIGHT)) / TILE_WIDTH) };
}

/** The tiles that the hashes of these ranges are computed from, each once. */
export function tilesOf(ranges: readonly LeafRange[]): readonly TilePlace[] {
  const places = ranges.flatMap((range) => nodesOf(range).map(tileOf));
  return [...new Map(places.map((place) => [keyOf(place), place])).values()];
}

/** Reads nodes out of tiles. Throws a RangeError where a tile is missing or too short. */
export function readerOf(tiles: readonly Tile[]): NodeReader {
  const byPlace = new Map(tiles.map((tile) => [keyOf(tile), tile]));
  return (node) => {
    const place = tileOf(node);
    const tile = byPlace.get(keyOf(place));
    const width = 2 ** (node.level - place.level * TILE_HEIGHT);
    const start = node.index * width - place.index * TILE_WIDTH;
    if (tile === undefined || tile.hashes.length < (start + width) * HASH_BYTES) {
      throw new RangeError(`tile ${tilePath(place)} is missing or too short`);
    }
    return rootOf(split(tile.hashes.subarray(start * HASH_BYTES, (start + width) * HASH_BYTES)));
  };
}

/** A longer tree: its new or grown tiles, its size and its root. */
export interface Growth {
  readonly size: number;
  readonly root: Uint8Array;
  readonly changed: readonly Tile[];
}

/**
 * Adds leaves to the tree of `size` leaves, of which only the tiles of `partialTiles(size)` are needed:
 * the cost grows with the new leaves and the logarithm of the size, never with the log.
 */
export function growTiles(size: number, partial: readonly Tile[], leaves: readonly Uint8Array[]): Growth {
  const changed: Tile[] = [];
  let added = leaves;
  for (let level = 0; added.length > 0; level++) {
    const grown = growLevel({ level, inLevel: Math.floor(size / TILE_WIDTH ** level), partial, added });
    changed.push(...grown.tiles);
    added = grown.risen;
  }
  const known = new Map([...partial, ...changed].map((tile) => [keyOf(tile), tile]));
  const newSize = size + leaves.length;
  return { size: newSize, root: hashOfRange({ start: 0, end: newSize }, readerOf([...known.values()])), changed };
}

interface LevelGrowth {
  readonly level: number;
  readonly inLevel: number;
  readonly partial: readonly Tile[];
  readonly added: readonly Uint8Array[];
}

/** One level's new tiles, and the roots of those that became full: these rise to the next. */
function growLevel({ level, inLevel, partial, added }: LevelGrowth): { tiles: readonly Tile[]; risen: readonly Uint8Array[] } {
  const first = Math.floor(inLevel / TILE_WIDTH);
  const width = inLevel % TILE_WIDTH;
  const held = partial.find((tile) => tile.level === level && tile.index === first)?.hashes ?? new Uint8Array(0);
  if (held.length < width * HASH_BYTES)
    throw new RangeError(`tile ${tilePath({ level, index: first }, width)} is missing or too short`);
  const row = [...split(held.subarray(0, width * HASH_BYTES)), ...added];
  const tiles: Tile[] = [];
  const risen: Uint8Array[] = [];
  for (let at = 0; at < row.length; at += TILE_WIDTH) {
    const hashes = row.slice(at, at + TILE_WIDTH);
    tiles.push({ level, index: first + at / TILE_WIDTH, hashes: join(hashes) });
    if (hashes.length === TILE_WIDTH) risen.push(rootOf(hashes));
  }
  return { tiles, risen };
}

const keyOf = ({ level, index }: TilePlace): string => `${level}/${index}`;

function split(hashes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: hashes.length / HASH_BYTES }, (_, at) => hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

function join(hashes: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [at, hash] of hashes.entries()) joined.set(hash, at * HASH_BYTES);
  return joined;
}
