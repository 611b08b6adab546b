import type { Command } from "commander";
import type { Act } from "../command-line.ts";

/** The commands of the ledger and of backups. */
export function defineEvidence(root: Command, act: Act): void {
  root.commandsGroup("Evidence:");
  root
    .command("verify")
    .argument("<receipt>", "a receipt's file")
    .description("verify a receipt, offline, with its log's key")
    .requiredOption("--key <file>", "the log's public key, had from the organization, not with the receipt")
    .option("--json", "print one object, for machines")
    .addHelpText("after", VERIFY)
    .action(
      act(async (context, [receipt = ""], options) => (await import("../commands/verify.ts")).verify(context, receipt, options)),
    );
  const ledger = root.command("ledger").description("check the ledger, print its key, explain a fork");
  ledger
    .command("fsck")
    .description("compute the whole ledger anew and compare")
    .option("--json", "print one object, for machines")
    .addHelpText("after", FSCK)
    .action(act(async (context, _, options) => (await import("../commands/ledger-fsck.ts")).ledgerFsck(context, options)));
  ledger
    .command("key")
    .description("print the log's public key, to be published")
    .option("--out <file>", "write it to a file")
    .addHelpText("after", KEY)
    .action(act(async (context, _, options) => (await import("../commands/ledger-key.ts")).ledgerKey(context, options)));
  ledger
    .command("fork")
    .description("go on with a new log after an older database was restored")
    .requiredOption("--because <reason>", "what happened; it stays on record, so name nobody in it")
    .addHelpText("after", FORK)
    .action(act(async (context, _, options) => (await import("../commands/ledger-fork.ts")).ledgerFork(context, options)));
  defineBackups(root, act);
}

function defineBackups(root: Command, act: Act): void {
  root.commandsGroup("Backups:");
  root
    .command("backup")
    .argument("<file>", "a new file")
    .description("write Troth's own database to a file")
    .addHelpText("after", BACKUP)
    .action(act(async (context, [file = ""]) => (await import("../commands/backup.ts")).backup(context, file)));
  root
    .command("restore")
    .argument("<file>", "a backup's file")
    .description("put a backup where there is no database")
    .addHelpText("after", RESTORE)
    .action(act(async (context, [file = ""]) => (await import("../commands/restore.ts")).restore(context, file)));
  root
    .command("reapply")
    .description("after a store came back from a backup: who was erased?")
    .option("--act", "erase again what came back, under the approval of then")
    .option("--json", "print one object, for machines")
    .addHelpText("after", REAPPLY)
    .action(act(async (context, _, options) => (await import("../commands/reapply.ts")).reapply(context, options)));
}

const VERIFY = `
Exit status: 0 genuine, 1 refused, 2 a file that cannot be read.
A genuine receipt shows that the organization stated this, then, and cannot
un-state it. It does not show what happened inside a database.

Example:
  troth verify R-0001.receipt.json --key log.vkey`;

const FSCK = `
Exit status: 0 sound, 1 problems.

Example:
  troth ledger fsck`;

const KEY = `
Example:
  troth ledger key --out log.vkey`;

const FORK = `
Troth refuses to start on a database that is older than the last checkpoint that
it published. If that database is what you have, explain it: a new log begins,
and says so.

Example:
  troth ledger fork --because "restored the backup of 21 November"`;

const BACKUP = `
The key store is kept apart, with a copy of its own: a backup and an old key
store together would bring back what was forgotten.

Example:
  troth backup troth-2026-11-22.backup`;

const RESTORE = `
Takes nothing away: the home folder must have no database yet. The key store of
today stays, so whoever was forgotten since stays forgotten.

Example:
  troth restore troth-2026-11-22.backup`;

const REAPPLY = `
Looks, in every store, for the rows that an erasure had deleted. Without --act it
only tells: do so before a restored store serves again. Whoever came back as a
new customer is told apart, and never erased.
Exit status: 0 nothing came back, 1 something did, or could not be looked at.

Examples:
  troth reapply
  troth reapply --act`;
