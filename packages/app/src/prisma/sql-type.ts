import type { Dialect } from "../sql/statements.ts";
import type { PrismaField } from "./datamodel.ts";

/** What Prisma makes of its own types where the schema names none of the database's. */
const TYPES: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  postgres: {
    String: "text",
    Boolean: "boolean",
    Int: "integer",
    BigInt: "bigint",
    Float: "double precision",
    Decimal: "decimal(65,30)",
    DateTime: "timestamp(3)",
    Json: "jsonb",
    Bytes: "bytea",
  },
  sqlite: {
    String: "TEXT",
    Boolean: "BOOLEAN",
    Int: "INTEGER",
    BigInt: "BIGINT",
    Float: "REAL",
    Decimal: "DECIMAL",
    DateTime: "DATETIME",
    Json: "JSONB",
    Bytes: "BLOB",
  },
  mysql: {
    String: "varchar(191)",
    Boolean: "tinyint(1)",
    Int: "int",
    BigInt: "bigint",
    Float: "double",
    Decimal: "decimal(65,30)",
    DateTime: "datetime(3)",
    Json: "json",
    Bytes: "longblob",
  },
};

/** Where the database's word is another than Prisma's in small letters. */
const OTHER_WORDS: Readonly<Record<string, string>> = { DoublePrecision: "double precision", VarBit: "bit varying" };

/** A field's type in the database's own words. */
export function sqlTypeOf({ type, kind, nativeType, isList }: PrismaField, dialect: Dialect): string {
  const [word, sizes = []] = nativeType ?? [];
  const native = word === undefined ? undefined : (OTHER_WORDS[word] ?? word.toLowerCase());
  const size = sizes.length > 0 ? `(${sizes.join(",")})` : "";
  const plain = native === undefined ? (TYPES[dialect][type] ?? (kind === "enum" ? "text" : type)) : `${native}${size}`;
  return isList ? `${plain}[]` : plain;
}
