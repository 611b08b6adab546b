import type { CommandContext } from "./context.ts";

/** Troth's own PostgreSQL, where there is one. Never `DATABASE_URL`, which is the company's application's. */
export function databaseUrlOf(env: CommandContext["env"]): { readonly databaseUrl?: string } {
  return env.TROTH_DATABASE_URL ? { databaseUrl: env.TROTH_DATABASE_URL } : {};
}
