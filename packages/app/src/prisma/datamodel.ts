// The part of Prisma's DMMF that a store needs. `getDMMF` of `@prisma/get-dmmf` makes it of a schema.

export interface PrismaField {
  readonly name: string;
  readonly dbName?: string | null;
  readonly kind: string;
  /** A scalar type, an enum, or the model that a relation leads to. */
  readonly type: string;
  readonly isList?: boolean;
  readonly isRequired?: boolean;
  readonly isUnique?: boolean;
  readonly isId?: boolean;
  /** `["VarChar", ["80"]]` */
  readonly nativeType?: readonly [string, readonly string[]] | null;
  readonly relationName?: string | null;
  readonly relationFromFields?: readonly string[] | null;
  readonly relationToFields?: readonly string[] | null;
  readonly relationOnDelete?: string | null;
}

export interface PrismaModel {
  readonly name: string;
  readonly dbName?: string | null;
  readonly schema?: string | null;
  readonly fields: readonly PrismaField[];
  readonly primaryKey?: { readonly fields: readonly string[] } | null;
}

export interface PrismaIndex {
  readonly model: string;
  readonly type: string;
  readonly dbName?: string | null;
  readonly fields: readonly { readonly name: string }[];
}

export interface PrismaDatamodel {
  readonly models: readonly PrismaModel[];
  readonly enums: readonly {
    readonly name: string;
    readonly dbName?: string | null;
    readonly values: readonly { readonly name: string; readonly dbName?: string | null }[];
  }[];
  readonly indexes: readonly PrismaIndex[];
}
