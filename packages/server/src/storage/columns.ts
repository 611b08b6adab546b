// Kinds of columns, for the migrations. What a released migration made of them never changes.

// Ids are ours (UUIDs, `R-0001`): the shape keeps a mail address or a name from being taken for one.
export const id = (column: string): string => `${column} text check (${column} ~ '^[A-Za-z0-9._:-]{1,100}$')`;
export const hex = (column: string): string => `${column} text check (${column} ~ '^[0-9a-f]{64}$')`;
export const word = (column: string): string => `${column} text check (${column} <> '')`;
export const oneOf = (column: string, ...values: string[]): string =>
  `${column} text check (${column} in (${values.map((value) => `'${value}'`).join(", ")}))`;
