import type { Program } from "@troth/core/program";
import type { StoreSchema } from "@troth/core/subject-graph";
import { openConnector } from "../connectors/index.ts";
import { storeAddress } from "../program/index.ts";
import type { CommandContext } from "./context.ts";

/** Reads the schema of a store, without an installation. @throws ConnectorError, SecretMissing */
export async function inspectStore({ env }: CommandContext, program: Program, id: string): Promise<StoreSchema> {
  const rule = program.stores[id];
  if (rule === undefined) throw new Error("bug: a store that the program has not");
  const connector = openConnector(storeAddress(rule, env));
  try {
    return await connector.inspect();
  } finally {
    await connector.close();
  }
}
