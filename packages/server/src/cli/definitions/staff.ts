import type { Command } from "commander";
import type { Act } from "../command-line.ts";

/** The commands that let staff in, and out. */
export function defineStaff(root: Command, act: Act): void {
  root.commandsGroup("Staff:");
  const staff = root.command("staff").description("let staff in by a link, list their accounts, end one");
  staff
    .command("invite")
    .description("make a single-use link to sign in with")
    .requiredOption("--role <role>", "a role of the program's staff")
    .option("--account <account>", "for an account that is there: whoever lost the password")
    .option("--json", "print one object, for machines")
    .addHelpText("after", INVITE)
    .action(act(async (context, _, options) => (await import("../commands/staff-invite.ts")).staffInvite(context, options)));
  staff
    .command("list")
    .description("accounts, what they may do, how they sign in")
    .option("--json", "print one object, for machines")
    .addHelpText("after", LIST)
    .action(act(async (context, _, options) => (await import("../commands/staff-list.ts")).staffList(context, options)));
  staff
    .command("end")
    .argument("<account>", "its id: S-...")
    .description("end an account, at once and for good")
    .addHelpText("after", END)
    .action(act(async (context, [account = ""]) => (await import("../commands/staff-end.ts")).staffEnd(context, account)));
}

const INVITE = `
The link works once, for fifteen minutes. Whoever opens it first has the account:
give it to nobody else. Beside the embedded database, one process at a time works:
while \`troth start\` runs, an officer makes links on its staff pages.

Examples:
  troth staff invite --role officer
  troth staff invite --role officer --account S-0a1b2c3d-...`;

const LIST = `
Example:
  troth staff list`;

const END = `
Its sessions, links and passkeys end with it. Its name stays beside what it signed.

Example:
  troth staff end S-0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab`;
