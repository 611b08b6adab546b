import { UseError } from "./errors.ts";

/** Reads an account's id. @throws UseError. */
export function parseAccount(text: string): string {
  const id = /^s-([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(text)?.[1];
  if (id === undefined) throw new UseError("that is no id of an account", { advice: "`troth staff list` lists them" });
  return `S-${id.toLowerCase()}`;
}
