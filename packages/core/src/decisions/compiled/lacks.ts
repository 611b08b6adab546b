// What versions of the notice lack of a purpose, for each kind of data of a question: what was taken under one of them was not
// taken for it, and a yes that was given under one of them does not cover it.
import type { Asked } from "./asked.ts";
import type { PublishedNotices } from "./published-notices.ts";
import { UNDER, word } from "./record.ts";
import type { Ground } from "./ruling.ts";
import type { Shape } from "./shape.ts";

/** What is told of a version that lacks something: which, and whether it is in doubt which it was. */
export const tellLack = (version: number, doubt: boolean): number => version * 2 + (doubt ? 1 : 0);
export const NOTHING = -1;
/** What `tellLack` told of. */
export const versionOfLack = (lack: number): number => lack >> 1;
export const isInDoubt = (lack: number): boolean => (lack & 1) === 1;

/** Of each kind of data: its number, what an unknown version lacks, then what each version does. */
const widthOf = (versions: readonly number[]): number => Math.max(...versions) + 2;

/**
 * Looks up for the shape what versions lack, and gives how many numbers that is for each kind of data. 0: what we hold for others, and what
 * a law asks for, is in no notice of ours.
 */
export function lookUpLacks({
  notices,
  people,
  purpose,
  shape,
}: Pick<Ground, "notices" | "people" | "purpose" | "shape">): number {
  if (people.held || purpose.group === "law" || notices.versions.length === 0) return 0;
  const width = widthOf(notices.versions);
  if (shape.lacks.length > 0) return width;
  shape.lacks = lacksOf(notices, shape, width);
  shape.lacking = lackingOf(shape.lacks, width);
  return width;
}

/** As it is told, for each kind of data; where it is not known which version it was, it could have been any: the first that lacks it. */
function lacksOf(notices: PublishedNotices, shape: Shape, width: number): Int32Array {
  const lacks = new Int32Array(shape.data.length * width).fill(NOTHING);
  for (const [index, data] of shape.data.entries()) {
    lacks[index * width] = data.kind;
    for (let version = 1; version < width - 1; version++) {
      const stated = notices.states(version, shape, data);
      if (stated !== "stated") lacks[index * width + 1 + version] = tellLack(version, stated === "not published");
    }
    const first = notices.versions.find((version) => notices.states(version, shape, data) !== "stated");
    if (first !== undefined) lacks[index * width + 1] = tellLack(first, true);
  }
  return lacks;
}

const ALL = -1;
const BITS = 31;

/** Versions that lack something for some kind of data. */
function lackingOf(lacks: Int32Array, width: number): number {
  if (width > BITS) return ALL;
  return lacks.reduce((bits, lack, at) => (at % width === 0 || lack === NOTHING ? bits : bits | (1 << ((at % width) - 1))), 0);
}

/** Whether a version lacks something; one that is numbered after the published ones is none of them. */
export const mayLack = ({ plan: { lacking, width } }: Asked, version: number): boolean =>
  version >= width - 1 || (lacking & (1 << version)) !== 0;

/** What a version lacks for the kind of data whose numbers begin at `row`. */
export const lackIn = ({ plan: { lacks, width } }: Asked, version: number, row: number): number =>
  version >= width - 1 ? tellLack(version, true) : (lacks[row + 1 + version] ?? NOTHING);

/** What of a kind of data the choices about the purpose do not cover. */
export function uncoveredIn(asked: Asked, row: number): number {
  const { words, mine, theirs } = asked;
  const own = mine === 0 ? NOTHING : lackIn(asked, word(words, mine + UNDER), row);
  return own !== NOTHING || theirs === 0 ? own : lackIn(asked, word(words, theirs + UNDER), row);
}

/** Where the numbers begin of the first kind of data that the choices about the purpose do not cover; -1: they cover all. */
export function uncoveredRow(asked: Asked): number {
  const { words, mine, theirs } = asked;
  const { width, lacks } = asked.plan;
  if (width === 0) return -1;
  const may =
    (mine !== 0 && mayLack(asked, word(words, mine + UNDER))) || (theirs !== 0 && mayLack(asked, word(words, theirs + UNDER)));
  if (!may) return -1;
  for (let row = 0; row < lacks.length; row += width) if (uncoveredIn(asked, row) !== NOTHING) return row;
  return -1;
}

/** Whether what was chosen of the purpose covers all data that is asked for. */
export const isAllCovered = (asked: Asked): boolean => uncoveredRow(asked) < 0;
