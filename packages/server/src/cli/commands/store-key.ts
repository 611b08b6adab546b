import { makeStoreKey, revokeStoreKeys } from "../../apps/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole, requireStore } from "../parse-names.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth store key <name>`: makes a key for the application of a store, or ends those that there are. */
export async function storeKey(
  context: CommandContext,
  store: string,
  options: { as?: string; revoke?: string },
): Promise<number> {
  const by = options.as ?? "officer";
  const program = requireProgram(context);
  requireStore(program, store);
  requireRole(program, by);
  const kind = program.stores[store]?.connector ?? "";
  if (kind !== "app")
    throw new UseError(`\`${store}\` is reached by \`connector: ${kind}\`: it takes no key`, {
      advice: "keys are for stores with `connector: app`",
    });
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    if (options.revoke === undefined) {
      screen.lines([await makeStoreKey(inst, { store, by })]);
      screen.errors([
        `the key of \`${store}\`, shown this once; keys made before hold until \`troth store key ${store} --revoke old\``,
      ]);
      return 0;
    }
    const count = await revokeStoreKeys(inst, { store, by, butNewest: options.revoke === "old" });
    screen.lines([
      `${screen.paint.mark("done")} ${count} ${count === 1 ? "key" : "keys"} of ${store} revoked; recorded for ${by}`,
    ]);
    return 0;
  });
}
