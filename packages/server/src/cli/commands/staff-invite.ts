import { LINK_MINUTES, makeLink } from "../../accounts/index.ts";
import type { CommandContext } from "../context.ts";
import { parseAccount } from "../parse-account.ts";
import { requireRole } from "../parse-names.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth staff invite --role <role>`: makes a single-use link to sign in with, and prints it. */
export async function staffInvite(
  context: CommandContext,
  options: { role?: string; account?: string; json?: boolean },
): Promise<number> {
  const { role = "", account: given } = options;
  requireRole(requireProgram(context), role);
  const account = given === undefined ? {} : { account: parseAccount(given) };
  const { address, token } = await withInstallation(context, async (inst) => ({
    address: inst.address,
    ...(await makeLink(inst, { role, ...account })),
  }));
  const link = `${address}/staff/link/${token}`;
  const { screen } = context;
  if (options.json) screen.json({ link, role, minutes: LINK_MINUTES });
  else
    screen.lines([
      `${screen.paint.mark("done")} a link for ${given === undefined ? "a new account" : given}, ${role}`,
      `  ${link}`,
      `  works once, within ${LINK_MINUTES} minutes; whoever opens it first has the account`,
    ]);
  return 0;
}
