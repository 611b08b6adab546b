/** The databases that an application of the conformance suite is run on. */
export type DialectName = "postgres" | "sqlite" | "mysql";

/** A file is SQLite's; every other address says what it is of. */
export const dialectOf = (address: string): DialectName =>
  address.startsWith("postgres") ? "postgres" : address.startsWith("mysql") ? "mysql" : "sqlite";
