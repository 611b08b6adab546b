import type { Command } from "commander";
import type { Act } from "../command-line.ts";

/** The command that shows laws. */
export function defineLaws(root: Command, act: Act): void {
  root
    .command("law")
    .description("what the program's laws say, or what has changed in them")
    .option("--on <day>", "what holds on a day (default: today)")
    .option("--since <day>", "what began or ended after a day, and what of the program it touches")
    .option("--law <id>", "of one law alone, such as gdpr")
    .option("--json", "print one object, for machines")
    .addHelpText("after", LAW)
    .action(act(async (context, _, options) => (await import("../commands/law.ts")).law(context, options)));
  root
    .command("findings")
    .description("what the officer has to decide: changes in laws, stores that left the program")
    .option("--json", "print one object, for machines")
    .addHelpText("after", FINDINGS)
    .action(act(async (context, _, options) => (await import("../commands/findings.ts")).findings(context, options)));
  root
    .command("finding")
    .argument("<id>", "of a finding that is open")
    .argument("<decision>", "changed or nothing-to-do")
    .description("decide a finding, on record")
    .addHelpText("after", FINDING)
    .action(
      act(async (context, [id = "", decision = ""]) => (await import("../commands/findings.ts")).decide(context, id, decision)),
    );
}

const FINDINGS = `
Looks now; the server looks once a day. Each names the part of the notice and the
lines of the program that it touches, and is open until it is decided.
Exit status: 0 nothing is open; 1 something is, or a store was not looked into.

Example:
  troth findings`;

const FINDING = `
Example:
  troth finding 4f1c9a07e2b8 nothing-to-do`;

const LAW = `
Each rule with its article, as data that somebody read; what nobody has read in its
text is marked. Without a program it shows every law that there is.
Exit status: 0; with --since, 1 where something has changed.

Example:
  troth law --since 2026-01-01 --law uk-gdpr`;
