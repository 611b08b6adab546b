// Why a column cannot take what a strategy would write into it.
import { COARSENESSES, coarsenessOf } from "../coarseness.ts";
import type { Strategy } from "../program.ts";
import { expectedConstant } from "./expected-constant.ts";
import type { LiveColumn, LiveDataset } from "./store-shape.ts";

interface Unfit {
  readonly why: string;
  readonly expected: string;
}

/** Shorter texts cannot hold a pseudonym that is told apart from others. */
const SHORTEST_PSEUDONYM = 8;

/** Why a column cannot take a strategy; undefined where it can. */
export function whyUnfit(column: LiveColumn, strategy: Strategy, dataset?: Pick<LiveDataset, "foreignKeys">): Unfit | undefined {
  if (strategy.kind === "keep" || strategy.kind === "delete") return undefined;
  if (column.generated) return { why: "the store itself sets it", expected: "a strategy on the columns that it is made of" };
  const points = dataset?.foreignKeys.find((key) => key.columns.includes(column.name));
  if (points && strategy.kind !== "clear" && strategy.kind !== "constant")
    return { why: `it points at rows of ${points.target}`, expected: "clear, keep, or the { constant } of a row that is there" };
  switch (strategy.kind) {
    case "clear":
      return unfitClear(column);
    case "pseudonym":
      return unfitPseudonym(column);
    case "constant":
      return unfitConstant(column, strategy.value);
    case "redact":
      return unfitRedact(column);
    case "generalize":
      return unfitGeneralize(column, strategy.to);
    case "truncate":
      return unfitTruncate(column, strategy.length);
    case "restrict":
      return undefined;
  }
}

function unfitClear(column: LiveColumn): Unfit | undefined {
  if (!column.nullable) return { why: "it may not be empty", expected: "pseudonym or { constant }" };
  const check = column.checks?.find(({ text }) => wantsValue(text, column.name));
  if (check) return { why: `the check ${check.name} wants a value`, expected: "pseudonym or { constant }" };
  return column.nullsUnique ? { why: "only one row may be empty there", expected: "pseudonym" } : undefined;
}

const wantsValue = (check: string, column: string): boolean => {
  const name = column.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^\\s*(?:check)?[\\s(]*["\`[]?${name}["\`\\]]?[\\s)]+is\\s+not\\s+null[\\s)]*$`, "i").test(check);
};

function unfitPseudonym(column: LiveColumn): Unfit | undefined {
  if (column.family !== "text" && column.family !== "uuid")
    return { why: `it is ${column.type}, not a text`, expected: "clear or { constant }" };
  if (column.checked)
    return { why: `the store limits its values${named(column)}`, expected: "clear, or a { constant } that it allows" };
  const short = column.family === "text" && column.maxLength !== null && column.maxLength < SHORTEST_PSEUDONYM;
  return short ? { why: `it holds ${column.maxLength} letters`, expected: "clear or { constant }" } : undefined;
}

function unfitConstant(column: LiveColumn, value: string | number | boolean): Unfit | undefined {
  const unique = unfitUnique(column);
  if (unique) return unique;
  const expected = expectedConstant(column, value);
  if (expected !== undefined) return { why: `it is ${column.type}`, expected };
  const values = column.several
    ? String(value)
        .split(",")
        .filter((one) => one !== "")
    : [String(value)];
  if (column.allowed && !values.every((one) => column.allowed?.includes(one)))
    return { why: `the store limits its values${named(column)}`, expected: `one of ${column.allowed.join(", ")}` };
  const long = column.maxLength !== null && [...String(value)].length > column.maxLength;
  return long ? { why: `it holds ${column.maxLength} letters`, expected: "a shorter text" } : undefined;
}

function unfitRedact(column: LiveColumn): Unfit | undefined {
  if (column.family !== "text" && column.family !== "json")
    return { why: `it is ${column.type}, not a text or JSON`, expected: "clear" };
  return unfitUnique(column) ?? unfitAllowed(column);
}

/** Which families of columns can be made coarser so. */
const COARSE: Readonly<Record<string, (column: LiveColumn) => boolean>> = {
  year: ({ family }) => family === "date" || family === "timestamp" || family === "text",
  month: ({ family }) => family === "date" || family === "timestamp" || family === "text",
  network: ({ family, type }) => family === "text" || /^(inet|cidr)/i.test(type),
  region: ({ family }) => family === "text",
  country: ({ family }) => family === "text",
  band: ({ family }) => family === "number" || family === "text",
};

function unfitGeneralize(column: LiveColumn, to: string): Unfit | undefined {
  const coarseness = coarsenessOf(to);
  if (!coarseness) return { why: to === "" ? "it does not say to what" : `nothing makes it \`${to}\``, expected: COARSENESSES };
  if (!COARSE[coarseness.unit]?.(column))
    return { why: `it is ${column.type}`, expected: "another coarseness, clear or { constant }" };
  return unfitUnique(column) ?? unfitAllowed(column);
}

function unfitTruncate(column: LiveColumn, length: number): Unfit | undefined {
  if (length === 0) return { why: "it does not say to how many letters", expected: "{ truncate: 4 }" };
  if (column.family !== "text") return { why: `it is ${column.type}, not a text`, expected: "generalize, clear or { constant }" };
  if (column.maxLength !== null && length >= column.maxLength)
    return { why: `it holds ${column.maxLength} letters: nothing would be taken away`, expected: "fewer letters" };
  return unfitUnique(column) ?? unfitAllowed(column);
}

function unfitUnique(column: LiveColumn): Unfit | undefined {
  const by = column.uniqueBy?.length ? ` (${column.uniqueBy.join(", ")})` : "";
  return column.unique || by !== "" ? { why: `its values are unique${by}`, expected: "clear or pseudonym" } : undefined;
}

const unfitAllowed = (column: LiveColumn): Unfit | undefined =>
  column.allowed && {
    why: `the store limits its values${named(column)}`,
    expected: `clear, or one of ${column.allowed.join(", ")}`,
  };

const named = ({ checks }: LiveColumn): string => (checks?.length ? ` (${checks.map(({ name }) => name).join(", ")})` : "");
