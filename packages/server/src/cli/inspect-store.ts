import type { Program } from "@troth/core/program";
import type { StoreSchema } from "@troth/core/subject-graph";
import { openConnector } from "../connectors/index.ts";
import { resolveSecret } from "../program/index.ts";
import type { CommandContext } from "./context.ts";

/** Reads the schema of a store, without an installation. @throws ConnectorError, SecretMissing */
export async function inspectStore({ env }: CommandContext, program: Program, id: string): Promise<StoreSchema> {
  const rule = program.stores[id];
  if (rule === undefined) throw new Error("bug: a store that the program has not");
  const url = resolveSecret(rule.url ?? "", env, `store ${id}`);
  const connector = openConnector({ store: id, connector: rule.connector, url, options: rule.options });
  try {
    return await connector.inspect();
  } finally {
    await connector.close();
  }
}
