// What a transaction must have of its session. The connection is the application's own: it is given back as it was.

/** A setting of the session, with what it is to be; `of`: the server that has it. */
interface Setting {
  readonly name: string;
  readonly value: string;
  readonly of?: "MariaDB" | "MySQL";
}

export interface Limits {
  /** Milliseconds. */
  readonly statement: number;
  readonly lock: number;
}

const seconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000));

/** INVARIANT (nothing is cut): what is too long for a column is refused, and no select ends early. */
const settings = ({ statement, lock }: Limits): readonly Setting[] => [
  { name: "sql_mode", value: "'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'" },
  { name: "sql_select_limit", value: "18446744073709551615" },
  { name: "sql_safe_updates", value: "0" },
  { name: "time_zone", value: "'+00:00'" },
  { name: "foreign_key_checks", value: "1" },
  { name: "unique_checks", value: "1" },
  { name: "innodb_lock_wait_timeout", value: String(seconds(lock)) },
  { name: "lock_wait_timeout", value: String(seconds(lock)) },
  { name: "max_statement_time", value: String(statement / 1000), of: "MariaDB" },
  { name: "max_execution_time", value: String(Math.ceil(statement)), of: "MySQL" },
];

/** What is in a comment is one server's alone. */
const assigned = (parts: readonly (readonly [Setting, string])[]): string =>
  parts.reduce((all, [{ of }, sql]) => {
    if (of === undefined) return `${all}${all === "" ? "set " : ", "}${sql}`;
    return `${all} /*${of === "MariaDB" ? "M!" : "!80000"} , ${sql} */`;
  }, "");

const kept = (name: string): string => `@troth_${name}`;

/** Keeps what the session has, and sets what a transaction needs. */
export const takeSettings = (limits: Limits): string =>
  assigned(
    settings(limits).map(
      (one) => [one, `${kept(one.name)} = @@session.${one.name}, session ${one.name} = ${one.value}`] as const,
    ),
  );

/** Puts back what the session had. */
export const giveSettingsBack = (limits: Limits): string =>
  assigned(settings(limits).map((one) => [one, `session ${one.name} = ${kept(one.name)}`] as const));
