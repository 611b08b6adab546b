import type { Command } from "commander";
import type { Act } from "../command-line.ts";

/** The command that serves pages, mail and what time brings about. */
export function defineServe(root: Command, act: Act): void {
  root.commandsGroup("To serve:");
  root
    .command("start")
    .description("serve the privacy center and the staff's pages, send mail, do what is due")
    .option("--example", "with a made-up company, in TROTH_HOME or ./.troth-example")
    .addHelpText("after", START)
    .action(act(async (context, _, options) => (await import("../commands/start.ts")).start(context, options)));
}

const START = `
One process. It runs until it is stopped by SIGTERM or Ctrl+C, and then finishes
what is under way, within ten seconds. What was begun goes on at the next start.
The link for the staff is printed on a terminal alone, works once, and for
fifteen minutes. docs/deploy.md has every variable of the environment.

Examples:
  troth start
  troth start --example
  TROTH_ADDRESS=https://privacy.example.com TROTH_TRUST_PROXY=1 troth start`;
