import type { Command } from "commander";
import type { Act } from "../command-line.ts";

/** The commands that lead to a sound program and a store that may be acted on. */
export function defineSetUp(root: Command, act: Act): void {
  root.commandsGroup("To begin:");
  root
    .command("demo")
    .description("a whole erasure on a made-up firm's database")
    .option("--json", "print one object, for machines")
    .option("--keep", "leave Troth's own databases of earlier demos in place")
    .addHelpText("after", DEMO)
    .action(act(async (context, _, options) => (await import("../commands/demo.ts")).demo(context, options)));
  root
    .command("init")
    .argument("[database]", "a SQLite file, or postgres://user@host/name; without: an empty program")
    .description("look into a database, and draft a program")
    .option("--store <name>", "what the program is to call the database", "main")
    .addHelpText("after", INIT)
    .action(act(async (context, [database], options) => (await import("../commands/init.ts")).init(context, database, options)));
  root
    .command("check")
    .description("say what is wrong with the program, and where")
    .option("--live", "compare it with the stores as they are")
    .option("--json", "print one object, for machines")
    .addHelpText("after", CHECK)
    .action(act(async (context, _, options) => (await import("../commands/check.ts")).check(context, options)));
  root
    .command("grants")
    .argument("<store>", "a store of the program")
    .description("print the least rights that Troth needs in it")
    .addHelpText("after", GRANTS)
    .action(act(async (context, [store = ""]) => (await import("../commands/grants.ts")).grants(context, store)));
  const store = root.command("store").description("take a store out of shadow: let erasures act");
  store
    .command("live")
    .argument("<name>", "a store of the program")
    .description("let erasures act on a store: until then they plan, capture and roll back")
    .option("--as <role>", "the role of whoever decides", "officer")
    .addHelpText("after", LIVE)
    .action(
      act(async (context, [name = ""], options) => (await import("../commands/store-live.ts")).storeLive(context, name, options)),
    );
}

const DEMO = `
Makes a folder .troth/demo-... with an example database of some 2,000 people who
do not exist; gives one of them a copy, erases her, and verifies the receipt.
Nothing leaves this machine, and nothing else on it is touched.

Examples:
  troth demo
  troth demo --json
  troth demo --home /tmp/look        in a folder of your own choice`;

const INIT = `
Reads the schema and a sample of values, and writes troth.yaml: categories of the
columns, and for every foreign key what its rows are to a person. A draft: what
it could not know stands in it as a question. Writes over nothing.

Examples:
  troth init app.db
  troth init postgres://reader@localhost/shop --store shop`;

const CHECK = `
Exit status: 0 sound (there may be warnings), 1 errors, 2 not readable.

Examples:
  troth check
  troth check --live                 also: columns that nobody has mapped
  troth check --json --program other.yaml`;

const GRANTS = `
Two roles a store: one that reads, to plan and to copy, and one that acts, for
erasures alone. Prints SQL; runs nothing.

Example:
  troth grants main > grants.sql`;

const LIVE = `
A new store starts in shadow: an erasure plans, captures, reports and rolls back.
Taking it out of shadow is written into the ledger.

Example:
  troth store live main --as officer`;
