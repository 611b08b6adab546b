// Whether the notice that was in force when the data was taken stated the purpose, or the person agreed to it since.
import { type Asked, isAgreed, isAgreedAfter } from "./asked.ts";
import type { Origin, Origins } from "./origins.ts";
import { COLLECTED, endOf, hasSection, startOf, word } from "./record.ts";
import { COLLECTED_SIZE, someOrigin } from "./rule-origin.ts";
import type { Check, Ground, RuleOf } from "./ruling.ts";

/** What is told of a no: the version, and whether it is in doubt which it was. */
const told = (version: number, doubt: boolean): number => version * 2 + (doubt ? 1 : 0);
const NOTHING = -1;

export const notice: RuleOf = (ground) => {
  const { origins, notices, people, purpose, shape } = ground;
  if (people.held || purpose.group === "law" || notices.versions.length === 0) return undefined;
  const width = widthOf(notices.versions);
  if (shape.lacks.length === 0) {
    shape.lacks = lacksOf(ground, width);
    shape.lacking = lackingOf(shape.lacks, width);
  }
  const { lacks } = shape;
  const someLack = shape.data.some((_, index) => lacks[index * width + 1] !== NOTHING);
  const saysNo = sharedCheck(ground, width, someLack || lacks.some((lack, at) => at % width !== 0 && lack !== NOTHING));
  return {
    wakes: someLack ? 0 : 1 << COLLECTED,
    saysNo,
    no: (index, b) => ({
      names: [purpose.id, shape.data[index]?.id ?? "", origins.notices[b >> 1] ?? ""],
      doubt: (b & 1) === 1 ? "unknown-notice" : undefined,
    }),
  };
};

/** Plans of the same point share a check; so do, of these, those to which no published version lacks anything. */
function sharedCheck({ notices, origins, shape }: Ground, width: number, lacks: boolean): Check["saysNo"] {
  const key = shape.at * 2 + (lacks ? 1 : 0);
  const before = notices.checks.get(key);
  if (before !== undefined) return before;
  const full = checkOf(origins, shape.at, width);
  // As long as facts name no version but the published ones, there is nothing to look for.
  const made = lacks ? full : (asked: Asked) => origins.notices.length >= width && full(asked);
  notices.checks.set(key, made);
  return made;
}

/** Of each kind of data: its number, what an unknown version lacks, then what each version does. */
const widthOf = (versions: readonly number[]): number => Math.max(...versions) + 2;

/** As it is told, for each kind of data; where it is not known which version it was, it could have been any: the first that lacks it. */
function lacksOf({ notices, shape }: Ground, width: number): Int32Array {
  const lacks = new Int32Array(shape.data.length * width).fill(NOTHING);
  for (const [index, data] of shape.data.entries()) {
    lacks[index * width] = data.kind;
    for (let version = 1; version < width - 1; version++) {
      const stated = notices.states(version, shape, data);
      if (stated !== "stated") lacks[index * width + 1 + version] = told(version, stated === "not published");
    }
    const first = notices.versions.find((version) => notices.states(version, shape, data) !== "stated");
    if (first !== undefined) lacks[index * width + 1] = told(first, true);
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

/** Whether a version under which something was taken is among these; one that is numbered after the published ones is. */
function someLacks({ words }: Asked, of: number, origins: readonly Origin[], lacking: number, width: number): boolean {
  if (!hasSection(words, of, COLLECTED)) return false;
  const end = endOf(words, of, COLLECTED);
  for (let at = startOf(words, of, COLLECTED); at < end; at += COLLECTED_SIZE) {
    const version = origins[word(words, at)]?.notice ?? 0;
    if (version >= width - 1 || (lacking & (1 << version)) !== 0) return true;
  }
  return false;
}

function checkOf({ origins }: Origins, point: number, width: number): Check["saysNo"] {
  let found = false;
  let row = 0;
  const isUnstated = (origin: Origin, at: number, asked: Asked): boolean => {
    if (point >= 0 && origin.point !== point) return false;
    found = true;
    // Versions that are numbered after the published ones are none of them.
    asked.b = origin.notice >= width - 1 ? told(origin.notice, true) : (asked.lacks[row + 1 + origin.notice] ?? NOTHING);
    return asked.b !== NOTHING && !isAgreedAfter(asked, at + 1);
  };
  return (asked) => {
    const { lacks, lacking } = asked;
    // Mostly nothing lacks, and what would be told of it is not looked at.
    if (
      (lacking & 1) === 0 &&
      !someLacks(asked, asked.person, origins, lacking, width) &&
      !someLacks(asked, asked.browser, origins, lacking, width)
    )
      return false;
    for (row = 0; row < lacks.length; row += width) {
      found = false;
      asked.a = row / width;
      if (someOrigin(asked, origins, lacks[row] ?? -1, isUnstated)) return true;
      if (found) continue;
      asked.b = lacks[row + 1] ?? NOTHING;
      if (asked.b !== NOTHING && !isAgreed(asked)) return true;
    }
    return false;
  };
}
