// Columns that hold several pointers: arrays, delimited lists, JSON.
import type { Cell, Holder } from "./world.ts";

export const HOLDERS: readonly Holder[] = [
  { kind: "array" },
  { kind: "list", split: "," },
  { kind: "json", path: [] },
  { kind: "json", path: ["who", "id"] },
  { kind: "json", path: ["to"] },
];

/** The type of a column that holds values of one type. JSON stands in a column of its own, and in plain text. */
export function holderType(holder: Holder, single: string): string {
  if (holder.kind === "array") return `${single}[]`;
  return holder.kind === "json" && holder.path[0] !== "to" ? "jsonb" : "text";
}

interface Chosen {
  readonly chosen: number;
  readonly line: number;
  readonly isText: boolean;
  readonly fold: boolean;
}

/** Texts that stand for nothing, or hold what names nobody. */
const ODD = ["", "n/a", "nobody@x.example"];

/** A cell that holds up to three of `values`, some spelt otherwise, and now and then something else. */
export function fillHolder(holder: Holder, values: readonly string[], { chosen, line, isText, fold }: Chosen): Cell {
  const count = values.length === 0 || chosen === 18 ? 0 : 1 + (chosen % 3);
  const picked = Array.from({ length: count }, (_, at) => values[(chosen + at * 2 + (at > 0 ? line : 0)) % values.length] ?? "");
  const spelt = picked.map((one, at) => (fold && at % 2 === 1 ? one.toUpperCase() : one));
  const held = isText && chosen >= 20 ? [...spelt, ODD[(chosen + line) % ODD.length] ?? ""] : spelt;
  if (holder.kind === "list") return held.join(line % 2 === 0 ? "," : ", ");
  if (holder.kind === "json" && holder.path[0] === "to" && chosen === 17) return "{broken";
  const plain = held.map((one) => (/^\d{1,9}$/.test(one) && (holder.kind === "array" || line % 2 === 0) ? Number(one) : one));
  return JSON.stringify(holder.kind === "array" ? plain : shaped(holder.path, plain, chosen));
}

/** The same things at the end of a path, in one of the ways in which JSON has them there. */
function shaped(path: readonly string[], held: readonly (string | number)[], chosen: number): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return held.length === 1 && chosen % 2 === 0 ? held[0] : held;
  const beside = { ...(held[0] === undefined ? {} : { note: held[0] }) };
  if (chosen % 3 === 0 && rest.length > 0) return { [key]: held.map((one) => shaped(rest, [one], 0)), ...beside };
  return { ...beside, [key]: shaped(rest, held, chosen) };
}
