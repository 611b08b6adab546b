import type { Command } from "commander";
import type { Act } from "../command-line.ts";

/** The commands of the nightly pass, and of what it found. */
export function defineResidue(root: Command, act: Act): void {
  root.commandsGroup("After an erasure:");
  root
    .command("sweep")
    .description("search every store, now, for who was erased")
    .option("--json", "print one object, for machines")
    .addHelpText("after", SWEEP)
    .action(act(async (context, _, options) => (await import("../commands/sweep.ts")).sweep(context, options)));
  const residue = root.command("residue").description("what a sweep found: list, excuse, removed");
  residue
    .command("list")
    .description("what was found, what is excused, how the last sweeps went")
    .option("--json", "print one object, for machines")
    .action(act(async (context, _, options) => (await import("../commands/residue.ts")).residueList(context, options)));
  residue
    .command("excuse")
    .argument("<place>", "a place as it was told: shop/audit.details")
    .description("what is found there, now and later, opens no request again")
    .requiredOption("--because <reason>", "another-person, legal-keep or rotating-log")
    .requiredOption("--as <role>", "a role of the program")
    .option("--until <day>", "the day on which a log has rotated: YYYY-MM-DD")
    .addHelpText("after", EXCUSE)
    .action(
      act(async (context, [place = ""], options) =>
        (await import("../commands/residue.ts")).residueExcuse(context, place, options),
      ),
    );
  residue
    .command("removed")
    .argument("<request>", "its id: R-0001")
    .argument("<place>", "a place as it was told: shop/audit.details")
    .description("you removed it there; Troth looks once more")
    .requiredOption("--as <role>", "a role of the program")
    .action(
      act(async (context, [id = "", place = ""], options) =>
        (await import("../commands/residue.ts")).residueRemoved(context, { id, place }, options),
      ),
    );
}

const SWEEP = `
Reads every text, JSON, array and binary column that the read role may read, once,
for everybody erased since the last sweep; the server does so every night. What is
found opens its request again. Hashed, encrypted, compressed and base64 values are
not found, nor what is too short to say whose it is.
Exit status: 0 nothing is left, 1 something is, or could not be looked at.

Example:
  troth sweep`;

const EXCUSE = `
Example:
  troth residue excuse shop/audit.details --because rotating-log --until 2026-12-31 --as officer`;
