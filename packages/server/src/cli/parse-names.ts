import { nearest, type Program, type ServiceRule } from "@troth/core/program";
import { UseError } from "./errors.ts";

const WORD = /^[A-Za-z0-9_-]{1,60}$/;

/** @throws UseError with the nearest store, unless the program has this one. */
export const requireStore = (program: Pick<Program, "stores">, name: string): void =>
  requireName("store", name, Object.keys(program.stores));

/** @throws UseError with the nearest role, unless the program has this one. */
export const requireRole = (program: Pick<Program, "staff">, name: string): void =>
  requireName("role", name, Object.keys(program.staff));

/** @throws UseError with the nearest recipient, unless the program has this one. */
export const requireRecipient = (program: Pick<Program, "recipients">, name: string): void =>
  requireName("recipient", name, Object.keys(program.recipients));

/** The service. @throws UseError with the nearest one, unless the program has this one. */
export function requireService(program: Pick<Program, "services">, name: string): ServiceRule {
  requireName("service", name, Object.keys(program.services));
  const service = program.services[name];
  if (service === undefined) throw new Error("bug: a service that the program has not");
  return service;
}

function requireName(what: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const near = WORD.test(name) ? nearest(name, known) : undefined;
  throw new UseError(WORD.test(name) ? `unknown ${what} \`${name}\`` : `unknown ${what}`, {
    advice: near === undefined ? `the program has: ${known.join(", ") || "none"}` : `write ${near}`,
  });
}
