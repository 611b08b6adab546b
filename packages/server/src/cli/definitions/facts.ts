import { type Command, Option } from "commander";
import type { Act } from "../command-line.ts";

/** The commands of what Troth is told about people. */
export function defineFacts(root: Command, act: Act): void {
  root.commandsGroup("What Troth is told:");
  const app = root.command("app").description("keys for backends that tell facts and ask for decisions");
  app
    .command("key")
    .argument("<name>", "what the backend is called: letters, digits, dashes")
    .description("make a key with which a backend tells facts and reads states")
    .option("--as <role>", "the role of whoever decides", "officer")
    .addOption(new Option("--revoke <which>", "end keys: all, or those older than the newest").choices(["all", "old"]))
    .addHelpText("after", KEY)
    .action(
      act(async (context, [name = ""], options) => (await import("../commands/app-key.ts")).appKey(context, name, options)),
    );
  const facts = root.command("facts").description("take over from a store what is known already; show what was told");
  facts
    .command("backfill")
    .argument("<store>", "a store of the program")
    .description("make facts of the rows of a store, as the program says what they mean")
    .option("--dry-run", "say what would be told, and tell nothing")
    .option("--json", "print one object, for machines")
    .addHelpText("after", BACKFILL)
    .action(
      act(async (context, [store = ""], options) =>
        (await import("../commands/facts-backfill.ts")).factsBackfill(context, store, options),
      ),
    );
  facts
    .command("show")
    .description("what was told of one person, and what it comes to")
    .requiredOption("--person <id>", "the id of their account")
    .option("--as <role>", "the role of whoever looks", "officer")
    .option("--json", "print one object, for machines")
    .action(act(async (context, _, options) => (await import("../commands/facts-show.ts")).factsShow(context, options)));
}

/** The commands of humans who looked. */
export function defineAccess(root: Command, act: Act): void {
  const access = root.command("access").description("humans who looked at data that is guarded");
  access
    .command("who")
    .argument("<id>", "what the application calls the colleague")
    .description("which permissions, looks and refusals on record were this colleague's")
    .option("--person <id>", "of those about this person alone")
    .option("--access <id>", "of those by this permission alone")
    .option("--as <role>", "the role of whoever asks", "officer")
    .option("--json", "print one object, for machines")
    .addHelpText("after", WHO)
    .action(
      act(async (context, [id = ""], options) => (await import("../commands/access-who.ts")).accessWho(context, id, options)),
    );
}

/** The commands of what went to recipients. */
export function defineDisclosures(root: Command, act: Act): void {
  const disclosures = root.command("disclosures").description("what went to recipients");
  disclosures
    .command("report")
    .description("what was disclosed, sold and shared, by California's categories and by recipient")
    .option("--from <day>", "first day (default: twelve months before the last)")
    .option("--to <day>", "last day (default: today)")
    .option("--json", "print one object, for machines")
    .addHelpText("after", DISCLOSURES)
    .action(
      act(async (context, _, options) => (await import("../commands/disclosures-report.ts")).disclosuresReport(context, options)),
    );
}

const DISCLOSURES = `
Counts what backends told by POST /v1/disclosures, of nobody in particular. A privacy
policy for Californians lists the last twelve months. An occasion counts once in the
line of each category that was in it: lines do not add up to occasions.

Examples:
  troth disclosures report
  troth disclosures report --from 2026-01-01 --to 2026-12-31 --json`;

const WHO = `
The ledger names colleagues by a keyed hash, which nobody turns back. This compares
a given one with it, letter by letter. That somebody asked is on the ledger.
Exit status: 0 something on record is theirs, 1 nothing is.

Examples:
  troth access who agent-7
  troth access who agent-7 --person u-1041`;

const KEY = `
A backend tells facts (POST /v1/facts) and reads states with this key. It is shown
once. That it was made or revoked is written into the ledger.

Examples:
  troth app key shop
  troth app key shop --revoke old        end all but the newest
  troth app key shop --revoke all`;

const BACKFILL = `
Reads, with the role that reads, every dataset of people whose fields name the
collection point that they came from (\`at\`), with the day of it (\`since\` of the
point). A second run tells what changed since, and nothing twice.

Examples:
  troth facts backfill main --dry-run
  troth facts backfill main`;
