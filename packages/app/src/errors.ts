import type { Fault } from "./messages.ts";

/**
 * Something that an application refuses, with a message that the server may show: name a constraint, a dataset or a column in
 * it, never a value. Any other error is told to the server by its kind alone.
 */
export class StoreError extends Error {
  readonly code: Fault["code"];
  constructor(code: Fault["code"], message: string) {
    super(message);
    this.name = "StoreError";
    this.code = code;
  }
}

/** What the server is told of an error. The error's own message may hold values of rows: it stays here. */
export function faultOf(error: unknown, doing: string): Fault {
  if (error instanceof StoreError) return { code: error.code, message: error.message };
  const kind = error instanceof Error && /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : "an error";
  return { code: "failed", message: `the application's \`${doing}\` threw ${kind}; its own log has the rest` };
}
