import type { StoreRole } from "@troth/core/subject-graph";
import type { Row } from "../connector.ts";

interface Seen {
  readonly oid: string;
  readonly name: string;
  readonly isReadable: boolean;
  readonly isOwned: boolean;
}

/** What the role is and may not read. The catalog shows it every table, whatever its rights. */
export function roleOf(
  [name, isSuper, bypasses]: Row,
  relations: readonly Seen[],
  columns: ReadonlyMap<string, readonly Row[]>,
): StoreRole {
  const unread = relations
    .filter((relation) => relation.isReadable)
    .map(
      ({ oid, name }) => [name, (columns.get(oid) ?? []).filter((row) => row[6] === false).map((row) => String(row[0]))] as const,
    )
    .filter(([, hidden]) => hidden.length > 0);
  return {
    name: String(name),
    warnings: [
      ...(relations.some((relation) => relation.isOwned) ? ["owner"] : []),
      ...(isSuper === true ? ["superuser"] : []),
      ...(bypasses === true ? ["bypassrls"] : []),
      ...relations.filter((relation) => !relation.isReadable).map((relation) => `unreadable: ${relation.name}`),
    ],
    ...(unread.length > 0 ? { unread: Object.fromEntries(unread) } : {}),
  };
}
