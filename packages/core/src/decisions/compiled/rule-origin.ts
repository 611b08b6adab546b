// Rows of the table about where the data was taken, what was granted there, and what the notice stated then.
import { asksForScope } from "../data-names.ts";
import type { Asked } from "./asked.ts";
import type { Bound, Grant, Origin, Origins } from "./origins.ts";
import { hasKind } from "./program-tables.ts";
import { BORN, COLLECTED, endOf, GRANTS, hasSection, SIZES, startOf, word } from "./record.ts";
import { firstOf, type Ground, type No, type RuleOf } from "./ruling.ts";
import { takes } from "./shape.ts";

/** Words of an entry of what was taken. */
export const COLLECTED_SIZE = SIZES[COLLECTED - BORN] ?? 1;

const collection: RuleOf = ({ tables, shape }) => {
  const point = tables.points[shape.at];
  if (point === undefined) return undefined;
  return firstOf(shape.data, ({ id, lineage }) =>
    takes(point, lineage) ? undefined : { names: [id, point.id], source: { place: point.place } },
  );
};

/** Asks each fact that says where a kind of data was taken, of the person and then of the browser; the first yes ends it. */
export function someOrigin(
  asked: Asked,
  origins: readonly Origin[],
  kind: number,
  holds: (origin: Origin, at: number, asked: Asked) => boolean,
): boolean {
  return someOriginOf(asked, asked.person, origins, kind, holds) || someOriginOf(asked, asked.browser, origins, kind, holds);
}

function someOriginOf(
  asked: Asked,
  of: number,
  origins: readonly Origin[],
  kind: number,
  holds: (origin: Origin, at: number, asked: Asked) => boolean,
): boolean {
  const { words } = asked;
  if (!hasSection(words, of, COLLECTED)) return false;
  const end = endOf(words, of, COLLECTED);
  for (let at = startOf(words, of, COLLECTED); at < end; at += COLLECTED_SIZE) {
    const origin = origins[word(words, at)];
    if (origin !== undefined && hasKind(origin.taken, kind) && holds(origin, at, asked)) return true;
  }
  return false;
}

const isFromPoint = ({ point }: Origin): boolean => point >= 0;

const collectionBound: RuleOf = (ground) => {
  const { tables, origins, shape, purpose } = ground;
  if (!tables.anyBound && origins.bounds.length === 0) return undefined;
  const closed = (point: number): boolean => tables.bound[point]?.has(purpose.id) === false;
  const isOut = ({ bound }: Origin): boolean => bound?.purposes.includes(purpose.id) === false;
  if (shape.at >= 0 && closed(shape.at) && shape.data.length > 0) return closedNow(ground, 0, shape.at, true);
  // What is about to be taken was not taken before.
  if (shape.at >= 0 && shape.collects) return undefined;
  // Where nothing says from which point it came: the first that it must not have come from.
  const fallbacks = shape.data.map(({ points }) => (shape.at >= 0 ? -1 : (points.find(closed) ?? -1)));
  const isClosed = (origin: Origin, _: number, asked: Asked): boolean => {
    if (shape.at >= 0 && origin.point !== shape.at) return false;
    asked.b = origin.point * 2 + 1;
    if (origin.point >= 0 && closed(origin.point)) return true;
    asked.b = -1 - (origin.bound?.number ?? 0);
    return isOut(origin);
  };
  return {
    wakes: fallbacks.some((point) => point >= 0) ? 0 : 1 << COLLECTED,
    saysNo: (asked) => {
      for (let index = 0; index < shape.data.length; index++) {
        asked.a = index;
        const { kind = -1 } = shape.data[index] ?? {};
        if (someOrigin(asked, origins.origins, kind, isClosed)) return true;
        const fallback = fallbacks[index] ?? -1;
        asked.b = fallback * 2;
        if (fallback >= 0 && !someOrigin(asked, origins.origins, kind, isFromPoint)) return true;
      }
      return false;
    },
    no: (index, b) => {
      const bound = b < 0 ? origins.bounds[-1 - b] : undefined;
      return bound === undefined ? closedNow(ground, index, b >> 1, (b & 1) === 1) : closedThen(ground, index, bound);
    },
  };
};

/** What the program says the point is for. */
const closedNow = ({ tables, shape }: Ground, index: number, point: number, known: boolean): No => ({
  names: [shape.data[index]?.id ?? "", tables.points[point]?.id ?? "", tables.points[point]?.for?.join(", ") ?? ""],
  source: { place: tables.points[point]?.place },
  doubt: known ? undefined : "unknown-point",
});

/** What it was for when the data was taken. */
const closedThen = ({ tables, shape }: Ground, index: number, { pointId, purposes }: Bound): No => ({
  names: [shape.data[index]?.id ?? "", pointId, purposes.join(", ")],
  source: { place: tables.points[tables.numbers.points.get(pointId) ?? -1]?.place },
});

const scopes: RuleOf = (ground) => {
  const { tables, origins, shape } = ground;
  if (!tables.anyScoped) return undefined;
  const asks = shape.data.map(({ lineage }) => tables.points.map((point) => asksForScope(point, lineage)));
  // Another point that takes it may have given it, unless each that takes it asks for a grant.
  const fallbacks = shape.data.map(({ points }, index) => (points.every((point) => asks[index]?.[point]) ? points : []));
  const refuses = (point: number, asked: Asked): boolean => {
    if (!asks[asked.a]?.[point]) return false;
    const grants = grantsOf(asked, origins, point, shape.data[asked.a]?.kind ?? -1);
    asked.b = point * 2 + (grants === 0 ? 1 : 0);
    return grants !== 2;
  };
  const isRefused = ({ point }: Origin, _: number, asked: Asked): boolean => point >= 0 && refuses(point, asked);
  return {
    wakes: shape.at >= 0 || fallbacks.some(({ length }) => length > 0) ? 0 : 1 << COLLECTED,
    saysNo: (asked) => {
      for (let index = 0; index < shape.data.length; index++) {
        asked.a = index;
        if (shape.at >= 0) {
          if (refuses(shape.at, asked)) return true;
          continue;
        }
        const { kind = -1 } = shape.data[index] ?? {};
        if (someOrigin(asked, origins.origins, kind, isRefused)) return true;
        const points = fallbacks[index] ?? [];
        if (points.length === 0 || someOrigin(asked, origins.origins, kind, isFromPoint)) continue;
        for (let at = 0; at < points.length; at++) if (refuses(points[at] ?? -1, asked)) return true;
      }
      return false;
    },
    no: (index, b) => ({
      names: [shape.data[index]?.id ?? "", tables.points[b >> 1]?.id ?? ""],
      source: { place: tables.points[b >> 1]?.place },
      doubt: (b & 1) === 1 ? "unknown-scopes" : undefined,
    }),
  };
};

/** 0: nothing was granted at the point; 1: something, and not this; 2: this. */
function grantsOf({ words, person, browser }: Asked, { grants }: Origins, point: number, kind: number): number {
  return Math.max(grantOf(words, person, grants, point, kind), grantOf(words, browser, grants, point, kind));
}

function grantOf(words: Int32Array, of: number, grants: readonly Grant[], point: number, kind: number): number {
  if (!hasSection(words, of, GRANTS)) return 0;
  const end = endOf(words, of, GRANTS);
  for (let at = startOf(words, of, GRANTS); at < end; at++) {
    const grant = grants[word(words, at)];
    if (grant?.point === point) return !grant.some ? 0 : hasKind(grant.lets, kind) ? 2 : 1;
  }
  return 0;
}

/** These rows, by their names in the table. */
export const originRules = { collection, "collection-bound": collectionBound, scopes } as const;
