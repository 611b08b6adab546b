// Columns of a dataset as they are compared, and the address of rows without a key.
import { StoreError } from "@troth/app";
import { type ColumnShape, insideWay, kindOf, quote, textOf, textType, type Way, wayOf } from "@troth/app/mysql";
import type { Match } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { ROW, type TableShape } from "./catalog.ts";

const bytes = (sql: string): string => `CAST(${sql} AS BINARY)`;

export function columnOf(shape: TableShape, name: string): ColumnShape {
  const column = shape.columns.get(name);
  if (column === undefined)
    throw new ConnectorError("connector.missing", shape.store, `there is no column \`${name}\` in \`${shape.dataset}\``);
  return column;
}

/** A hash of all columns of a row, each as it is. */
export function rowHash(shape: TableShape): string {
  const parts = [...shape.columns.values()].map((column) => {
    const name = `t.${quote(column.name)}`;
    const kind = kindOf(column);
    const exact = kind === "float" ? `${name} + 0e0` : name;
    return `IFNULL(HEX(${kind === "text" || kind === "label" || kind === "bytes" || kind === "shape" ? name : bytes(exact)}), '-')`;
  });
  return `SHA2(CONCAT_WS(',', ${parts.join(", ")}), 256)`;
}

const hashWay = (shape: TableShape): Way => ({
  forms: (value) => [textOf(value).replace(/#\d+$/, "")],
  json: textType,
  select: bytes,
  on: (value) => `${bytes(rowHash(shape))} = ${value}`,
  seeks: false,
});

/** How a column of a match is compared. @throws ConnectorError where it cannot be */
export function wayIn(shape: TableShape, name: string, match: Pick<Match, "fold" | "as" | "inside">): Way {
  if (name === ROW) return hashWay(shape);
  const column = columnOf(shape, name);
  try {
    return match.inside ? insideWay(column, match) : wayOf(column, match);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new ConnectorError("connector.failed", shape.store, `${error.message}, in \`${shape.dataset}\``);
  }
}
