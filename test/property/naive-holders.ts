// The naive engine: cells that hold several things. It shares no code with the engine.
import type { Cell, Holder } from "./world.ts";

/** A cell that should hold this afterwards: a list to the letter, JSON by what it means. */
export type Held = { readonly kind: "text"; readonly value: string } | { readonly kind: "json"; readonly value: unknown };

/** The things that a cell holds, as texts; none where it cannot be read. */
export function elementsIn(cell: Cell, holder: Holder): string[] {
  if (cell === null) return [];
  if (holder.kind === "list") return cell.split(holder.split).map((one) => one.trim());
  return at(read(cell), pathOf(holder)).map(String);
}

/** The cell without what `isTheirs` says: a thing in a list goes, one that stands alone leaves nothing in its place. */
export function withoutElements(cell: Cell, holder: Holder, isTheirs: (one: string) => boolean): Held | undefined {
  if (cell === null || !elementsIn(cell, holder).some(isTheirs)) return undefined;
  if (holder.kind === "list")
    return {
      kind: "text",
      value: cell
        .split(holder.split)
        .filter((one) => !isTheirs(one.trim()))
        .join(holder.split),
    };
  return { kind: "json", value: cut(read(cell), pathOf(holder), isTheirs) };
}

const pathOf = (holder: Exclude<Holder, { kind: "list" }>): readonly string[] => (holder.kind === "json" ? holder.path : []);

function read(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return undefined;
  }
}

type Plain = string | number | boolean;
const isPlain = (value: unknown): value is Plain => ["string", "number", "boolean"].includes(typeof value);
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function at(value: unknown, path: readonly string[]): Plain[] {
  if (Array.isArray(value)) return value.flatMap((one) => at(one, path));
  const [key, ...rest] = path;
  if (key === undefined) return isPlain(value) ? [value] : [];
  return isMap(value) ? at(value[key], rest) : [];
}

function cut(value: unknown, path: readonly string[], isTheirs: (one: string) => boolean): unknown {
  const isGone = (one: unknown): boolean => path.length === 0 && isPlain(one) && isTheirs(String(one));
  if (Array.isArray(value)) return value.filter((one) => !isGone(one)).map((one) => cut(one, path, isTheirs));
  if (isGone(value)) return null;
  const [key, ...rest] = path;
  return isMap(value) && key !== undefined && key in value ? { ...value, [key]: cut(value[key], rest, isTheirs) } : value;
}
