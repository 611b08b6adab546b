import { makeBackendKey, revokeBackendKeys } from "../../apps/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole } from "../parse-names.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/;

/** `troth app key <name>`: makes a key for a backend, or ends those that there are. */
export async function appKey(context: CommandContext, name: string, options: { as?: string; revoke?: string }): Promise<number> {
  const by = options.as ?? "officer";
  requireRole(requireProgram(context), by);
  if (!NAME.test(name))
    throw new UseError("a backend is not called so", {
      advice: "letters, digits, dots and dashes, 50 at most: `troth app key shop`",
    });
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    if (options.revoke === undefined) {
      screen.lines([await makeBackendKey(inst, { name, by })]);
      screen.errors([
        `the key of \`${name}\`, shown this once; keys made before hold until \`troth app key ${name} --revoke old\``,
      ]);
      return 0;
    }
    const count = await revokeBackendKeys(inst, { name, by, butNewest: options.revoke === "old" });
    screen.lines([
      `${screen.paint.mark("done")} ${count} ${count === 1 ? "key" : "keys"} of ${name} revoked; recorded for ${by}`,
    ]);
    return 0;
  });
}
