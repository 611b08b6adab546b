import { type AccountView, listAccounts } from "../../accounts/index.ts";
import type { CommandContext } from "../context.ts";
import { counted, day } from "../render/figures.ts";
import { type Paint, padEnd, printable } from "../render/terminal.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth staff list`: the accounts of staff. */
export async function staffList(context: CommandContext, options: { json?: boolean }): Promise<number> {
  const accounts = await withInstallation(context, listAccounts);
  const { screen } = context;
  if (options.json) screen.json({ accounts });
  else if (accounts.length === 0) screen.lines(["nobody has an account yet", "next    troth staff invite --role officer"]);
  else screen.lines(accounts.flatMap((one) => linesOf(one, screen.paint)));
  return 0;
}

const linesOf = (one: AccountView, paint: Paint): string[] => [
  `${paint.mark(markOf(one))} ${padEnd(paint.bold(one.name === "" ? "no name yet" : printable(one.name)), 28)} ${printable(one.role)}`,
  `  ${paint.dim(`${one.account}  ${stateOf(one)}`)}`,
];

function markOf(one: AccountView): "done" | "look" | "waits" {
  if (one.endedAt !== undefined) return "waits";
  return one.roleStands && (one.hasPassword || one.passkeys > 0) ? "done" : "look";
}

function stateOf(one: AccountView): string {
  if (one.endedAt !== undefined) return `ended ${day(one.endedAt)}`;
  if (!one.roleStands) return "the program has no such role: nothing signs it in";
  const ways = [...(one.hasPassword ? ["password"] : []), ...(one.passkeys > 0 ? [counted(one.passkeys, "passkey")] : [])];
  return ways.length === 0 ? "signs in by link alone" : `signs in by ${ways.join(" or ")}`;
}
