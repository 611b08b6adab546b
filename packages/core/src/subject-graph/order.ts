import type { DatasetSchema } from "./store-schema.ts";

/** How rows of several datasets can be deleted without breaking a constraint. */
export interface DeleteOrder {
  readonly order: readonly string[];
  /** Pointers to clear before anything is deleted, because they close a cycle. */
  readonly cleared: readonly { readonly dataset: string; readonly columns: readonly string[] }[];
  /** Cycles that cannot be opened: none of their pointers may be null. */
  readonly stuck: readonly (readonly string[])[];
}

interface Pointer {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
  readonly clearable: boolean;
}

/**
 * Orders datasets so that whoever points goes before what is pointed at. A cycle is opened by clearing a pointer
 * that may be null; a self-reference needs that only where the key restricts at once, since one statement deletes all.
 */
export function deleteOrder(datasets: readonly DatasetSchema[]): DeleteOrder {
  const names = new Set(datasets.map((dataset) => dataset.name));
  const pointers = datasets.flatMap((dataset) => pointersOf(dataset, names));
  const cleared: { dataset: string; columns: readonly string[] }[] = [];
  const clear = (pointer: Pointer) => cleared.push({ dataset: pointer.from, columns: pointer.columns.slice(-1) });
  for (const pointer of pointers) if (pointer.from === pointer.to && pointer.clearable) clear(pointer);
  const between = pointers.filter((pointer) => pointer.from !== pointer.to);
  const order: string[] = [];
  const stuck: string[][] = [];
  const left = new Set([...names].sort());
  let open = between;
  while (left.size > 0) {
    const free = [...left].filter((name) => !open.some((pointer) => pointer.to === name && left.has(pointer.from)));
    if (free.length > 0) {
      for (const name of free) {
        order.push(name);
        left.delete(name);
      }
      continue;
    }
    const loop = findCycle(left, open);
    const weak = open.find((pointer) => pointer.clearable && loop.includes(pointer.from) && loop.includes(pointer.to));
    if (weak) {
      clear(weak);
      open = open.filter((pointer) => pointer !== weak);
    } else {
      stuck.push(loop);
      open = open.filter((pointer) => !(loop.includes(pointer.from) && loop.includes(pointer.to)));
    }
  }
  return { order, cleared, stuck };
}

function pointersOf(dataset: DatasetSchema, names: ReadonlySet<string>): Pointer[] {
  const nullable = (name: string): boolean => dataset.columns.find((column) => column.name === name)?.nullable === true;
  return dataset.foreignKeys
    .filter((key) => names.has(key.target))
    .filter((key) => key.target !== dataset.name || key.onDelete === "restrict")
    .map((key) => ({ from: dataset.name, to: key.target, columns: key.columns, clearable: nullable(key.columns.at(-1) ?? "") }));
}

/** A cycle among `left`: walk along pointers until a name comes again. */
function findCycle(left: ReadonlySet<string>, pointers: readonly Pointer[]): string[] {
  const path: string[] = [];
  let name = [...left].find((one) => pointers.some((pointer) => pointer.to === one && left.has(pointer.from)));
  while (name !== undefined && !path.includes(name)) {
    path.push(name);
    const here: string = name;
    name = pointers.find((pointer) => pointer.to === here && left.has(pointer.from))?.from;
  }
  return name === undefined ? path : path.slice(path.indexOf(name));
}
