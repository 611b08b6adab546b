import type { Command } from "commander";
import type { Act } from "../command-line.ts";

/** The commands of texts whose approval was taken back. */
export function defineWithdrawals(root: Command, act: Act): void {
  root
    .command("withdrawals")
    .description("texts whose approval was taken back and that are not off yet")
    .option("--json", "print one object, for machines")
    .addHelpText("after", WITHDRAWALS)
    .action(act(async (context, _, options) => (await import("../commands/withdrawals.ts")).withdrawals(context, options)));
  root
    .command("withdrawal")
    .argument("<text>", "its id: C-...")
    .argument("<word>", "off")
    .description("say on record that a text is off, where Troth could not take it off")
    .requiredOption("--known-by <way>", "rows, log or keeper")
    .requiredOption("--as <role>", "a role of the program")
    .addHelpText("after", WITHDRAWAL)
    .action(
      act(async (context, [id = "", word = ""], options) =>
        (await import("../commands/withdrawals.ts")).settle(context, { id, word }, options),
      ),
    );
}

const WITHDRAWALS = `
Changes the rows of every such text that can be changed, as \`consent.withdrawn\` says, and lists what
still waits with the reason; the server does so once a minute, and at once when an author
takes an approval back.
Exit status: 0 nothing waits, 1 something does.

Example:
  troth withdrawals`;

const WITHDRAWAL = `
Example:
  troth withdrawal C-4f1c9a07-1111-4222-8333-abcdefabcdef off --known-by rows --as officer`;
