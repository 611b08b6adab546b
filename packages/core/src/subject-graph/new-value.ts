import type { Cell } from "./captured.ts";
import { coarser } from "./coarser.ts";
import type { ElementChange, PlannedChange } from "./plan.ts";
import { pseudonymOf } from "./pseudonym.ts";
import { type Redactor, redactText } from "./redact.ts";
import { isJsonText, redactJson } from "./redact-json.ts";
import { comparedKey } from "./values.ts";
import { replacedWithin, withoutElements } from "./within.ts";

/** What a change needs to know of a row. */
export interface RowFacts {
  /** The row's id. */
  readonly row: string;
  /** What stands there now; null where the change does not ask for it. */
  readonly old: Cell;
  /** The values of whoever the row is of. */
  readonly own: Redactor;
  /** The values by which elements inside a cell of this row point at the person, by `elementsName`. */
  readonly elements: (name: string) => readonly Cell[];
}

/** Under which name the values are known that a change takes out of a cell. */
export const elementsName = ({ column, element }: Pick<PlannedChange, "column" | "element">): string =>
  element?.type === undefined ? column : `${column} ${element.type}`;

const FROM_OLD: ReadonlySet<PlannedChange["strategy"]> = new Set(["redact", "generalize", "truncate", "element"]);

/** Whether the new value is made of the old one: it is read first, in the same transaction. */
export const needsOld = (change: PlannedChange): boolean =>
  FROM_OLD.has(change.strategy) || change.path !== undefined || change.ownOnly === true;

/** The value that a change gives to a cell. */
export function newValue(key: Uint8Array, change: PlannedChange, facts: RowFacts): Cell {
  const { old, row } = facts;
  if (change.path !== undefined) return changedAtPath(key, change, facts);
  if (change.ownOnly) return ownPart(key, change, facts);
  switch (change.strategy) {
    case "clear":
      return null;
    case "constant":
      return change.constant;
    case "pseudonym":
      return pseudonymOf(key, change, row);
    case "redact":
      return typeof old === "string" ? redactCell(old, change, facts.own) : old;
    case "generalize":
      return coarser(old, change);
    case "truncate":
      return typeof old === "string" ? [...old].slice(0, change.length ?? 0).join("") : old;
    case "element":
      return change.element === undefined ? old : withoutMine(key, { ...change, element: change.element }, facts);
  }
}

/** The cell that all changes of a column leave, one after the other. */
export const newCell = (key: Uint8Array, changes: readonly PlannedChange[], facts: RowFacts): Cell =>
  changes.reduce<Cell>((old, change) => newValue(key, change, { ...facts, old }), facts.old);

function redactCell(text: string, { family, maxLength }: PlannedChange, own: Redactor): string {
  if (family === "json" || family === "array") return redactJson(text, own);
  const redacted = isJsonText(text) ? redactJson(text, own) : redactText(text, own, maxLength);
  // JSON that became too long for its column is a text like any other.
  return maxLength === null || [...redacted].length <= maxLength ? redacted : redactText(text, own, maxLength);
}

/** The values at a path of a JSON column, each changed as a column of its own would be. */
function changedAtPath(key: Uint8Array, change: PlannedChange, facts: RowFacts): Cell {
  const { path = [], ...plain } = change;
  const inner: PlannedChange = { ...plain, family: "text", maxLength: null };
  const replaced = (value: string): string | null => {
    const cell = newValue(key, inner, { ...facts, old: value });
    return cell === null ? null : String(cell);
  };
  return replacedWithin(facts.old, { kind: "json", path }, replaced) ?? facts.old;
}

/** A cell of a row that is others' too: a pseudonym where it is the person's own value, without theirs where it holds more. */
function ownPart(key: Uint8Array, change: PlannedChange, { old, own, row }: RowFacts): Cell {
  if (typeof old !== "string") return old;
  const left = redactCell(old, change, own);
  const isWhole = left !== old && !/[\p{L}\p{N}]/u.test(left.replaceAll("[redacted]", ""));
  return isWhole ? pseudonymOf(key, change, row) : left;
}

function withoutMine(
  key: Uint8Array,
  change: PlannedChange & { readonly element: ElementChange },
  { old, row, elements }: RowFacts,
): Cell {
  const { element } = change;
  const mine = new Set(elements(elementsName(change)).map((cell) => comparedKey([cell], element)));
  const isMine = (value: string): boolean => mine.has(comparedKey([value], element));
  if (element.becomes === "removed") return withoutElements(old, element.within, isMine) ?? old;
  const becomes = element.becomes === "pseudonym" ? pseudonymOf(key, change, row) : change.constant;
  return replacedWithin(old, element.within, (value) => (isMine(value) ? String(becomes) : value)) ?? old;
}
