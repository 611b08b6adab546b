// What the server's errors say, by their numbers. Their messages hold values of rows: names alone are taken out of them.

/** What refuses a change, and where the message names it: at its end, so that a value in it is never taken for a name. */
const CONSTRAINTS: Readonly<Record<number, readonly [string, RegExp?]>> = {
  1048: ["a not-null constraint", /^Column '([^']*)' cannot be null$/],
  1062: ["a unique constraint", /for key '([^']*)'$/],
  1169: ["a unique constraint"],
  1263: ["a not-null constraint"],
  1216: ["a foreign key"],
  1217: ["a foreign key"],
  1451: ["a foreign key", /\(`[^`]*`\.`([^`]*)`, CONSTRAINT `([^`]*)` FOREIGN KEY[^']*\)$/],
  1452: ["a foreign key", /\(`[^`]*`\.`([^`]*)`, CONSTRAINT `([^`]*)` FOREIGN KEY[^']*\)$/],
  1761: ["a foreign key"],
  1762: ["a foreign key"],
  1264: ["a column's range", /for column '?(?:`[^`]*`\.)*[`']?([^`']*)[`']?'? at row \d+$/],
  1265: ["a column's type", /for column '?(?:`[^`]*`\.)*[`']?([^`']*)[`']?'? at row \d+$/],
  1366: ["a column's type", /for column '?(?:`[^`]*`\.)*[`']?([^`']*)[`']?'? at row \d+$/],
  1292: ["a column's type", /for column '?(?:`[^`]*`\.)*[`']?([^`']*)[`']?'? at row \d+$/],
  1406: ["a column's length", /^Data too long for column '([^']*)' at row \d+$/],
  1644: ["a trigger or function"],
  3140: ["a column's type"],
  3819: ["a check", /^Check constraint '([^']*)' is violated\.?$/],
  4025: ["a check", /^CONSTRAINT `([^`]*)` failed for `[^`]*`\.`([^`]*)`$/],
};

/** What refused a change, with its name where the message has it; undefined: the number is of something else. */
export function constraintOf(number: number, message: string): string | undefined {
  const [what, names] = CONSTRAINTS[number] ?? [];
  if (what === undefined) return undefined;
  const found = (names?.exec(message) ?? []).slice(1).filter((name) => name !== undefined && name !== "");
  return `${what} refuses the change${found.length > 0 ? ` (${found.join(", ")})` : ""}`;
}

/** The driver's own codes for connections that are gone, or never came to be. */
const LOST = /^(E[A-Z]{3,}|PROTOCOL_|HANDSHAKE_|POOL_|ER_CON|CR_)/;
const LOST_NUMBERS: ReadonlySet<number> = new Set([1053, 1077, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 4031]);

/** Whether the connection is gone, or never came to be. What the server said has a number of its own; the rest came from the network or a driver. */
export const isLost = (number: number, code: string): boolean =>
  LOST_NUMBERS.has(number) || (LOST.test(code) && !code.startsWith("ER_"));
