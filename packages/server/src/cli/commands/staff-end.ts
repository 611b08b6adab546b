import { endAccount } from "../../accounts/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { parseAccount } from "../parse-account.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth staff end <account>`: ends an account with everything that signs it in. */
export async function staffEnd(context: CommandContext, id: string): Promise<number> {
  const account = parseAccount(id);
  const { screen } = context;
  const ended = await withInstallation(context, (inst) => endAccount(inst, account));
  if (!ended) {
    const advice = "`troth staff list` lists them";
    return showRefusal(screen, { kind: "refused", reason: "ended", says: "there is no such account, or it had ended", advice });
  }
  screen.lines([`${screen.paint.mark("done")} the account has ended; nothing signs it in any more`]);
  return 0;
}
