import { type Command, Option } from "commander";
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
    .argument("[database]", "a SQLite file, postgres:// or mysql://user@host/name; without: an empty program")
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
  const links = root.command("links").description("suggest how rows lead to people, with what speaks for it");
  links
    .command("suggest")
    .argument("<store>", "a store of the program")
    .description("look into a store, and suggest links that the program does not have")
    .option("--json", "print one object, for machines")
    .addHelpText("after", LINKS)
    .action(
      act(async (context, [store = ""], options) =>
        (await import("../commands/links-suggest.ts")).linksSuggest(context, store, options),
      ),
    );
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
  store
    .command("key")
    .argument("<name>", "a store of the program with `connector: app`")
    .description("make a key with which an application pulls its work")
    .option("--as <role>", "the role of whoever decides", "officer")
    .addOption(new Option("--revoke <which>", "end keys: all, or those older than the newest").choices(["all", "old"]))
    .addHelpText("after", KEY)
    .action(
      act(async (context, [name = ""], options) => (await import("../commands/store-key.ts")).storeKey(context, name, options)),
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

const LINKS = `
Reads the schema, the first 200 rows of each dataset, and asks by index whether
sampled values are keys elsewhere, in the people of the program's other stores
too. Prints lines to paste, with counts and names, and never a value. A
suggestion is used by nothing until it stands in the program; a column that has
a line, \`none\` included, is not suggested again.

Examples:
  troth links suggest main
  troth links suggest main --json`;

const GRANTS = `
Two roles a store: one that reads, to plan and to copy, and one that acts, for
erasures alone. Prints SQL; runs nothing.

Example:
  troth grants main > grants.sql`;

const KEY = `
An application that declares find, read, change and erase in its own code calls
the server with this key; no password of a database is given away. The key is
shown once. That it was made or revoked is written into the ledger.

Examples:
  troth store key main
  troth store key main --revoke old      end all but the newest
  troth store key main --revoke all`;

const LIVE = `
A new store starts in shadow: an erasure plans, captures, reports and rolls back.
Taking it out of shadow is written into the ledger.

Example:
  troth store live main --as officer`;
