import type { Program } from "@troth/core/program";
import { type StoreSchema, schemaByHand } from "@troth/core/subject-graph";
import { type Connector, ConnectorError } from "../connectors/index.ts";

/** What the stores of a program are made of, and which could not be looked into, with the reason. */
export interface InspectedStores {
  readonly schemas: readonly StoreSchema[];
  readonly unreachable: Readonly<Record<string, string>>;
}

/** Looks into every store of the program, each on its own: one that is down hides none of the others. */
export async function inspectStores(program: Program, open: (store: string) => Promise<Connector>): Promise<InspectedStores> {
  const schemas: StoreSchema[] = [];
  const unreachable: Record<string, string> = {};
  await Promise.all(
    Object.values(program.stores).map(async (rule) => {
      const { id: store } = rule;
      // Nobody can ask a store that only people look into: it is what the program says.
      if (rule.byHand !== undefined) return schemas.push(schemaByHand(rule));
      try {
        schemas.push(await (await open(store)).inspect());
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        unreachable[store] = error.message;
      }
    }),
  );
  schemas.sort((one, other) => (one.store < other.store ? -1 : 1));
  return { schemas, unreachable };
}
