import type { Command } from "commander";
import type { Act } from "../command-line.ts";

const collect = (value: string, had: readonly string[] = []): readonly string[] => [...had, value];

/** The commands of decisions. */
export function defineDecisions(root: Command, act: Act): void {
  root.commandsGroup("Decisions:");
  root
    .command("explain")
    .description("may this purpose use this data of this person, now - and why")
    .requiredOption("--purpose <id>", "a purpose of the program")
    .option("--data <category>", "an id of the taxonomy, or of the program's `data`; may stand several times", collect)
    .option("--person <id>", "the application's own id of them")
    .option("--browser <id>", "the id of a browser")
    .option("--recipient <id>", "who would receive it")
    .option("--form <form>", "hashed, pseudonym, anonymous or aggregated")
    .option("--at <point>", "the collection point that it came from")
    .option("--from <dataset>", "store/dataset that it is taken from; may stand several times", collect)
    .option("--as <subject>", "as which kind of person")
    .option("--client <id>", "whose client's data it is")
    .option("--content <hash>", "the hash of the text that is published, where its author is asked about each")
    .option("--channel <way>", "by which it reaches them: email, sms, phone, post, push or app")
    .option("--topic <id>", "about which of the purpose's topics")
    .option("--country <code>", "where the browser seems to be: US")
    .option("--region <code>", "with --country: CA")
    .option("--gpc", "the browser sends Global Privacy Control")
    .option("--automated", "it decides something about the person by itself")
    .option("--collect", "it is about to be taken, at --at")
    .option("--json", "print one object, for machines")
    .addHelpText("after", EXPLAIN)
    .action(act(async (context, _, options) => (await import("../commands/explain.ts")).explain(context, options)));
  root
    .command("what-if")
    .description("which answers another program would give about people who are known")
    .argument("[file]", "the other program")
    .option("--most <people>", "how many are asked about (default: 1,000)")
    .option("--asked <file>", "ask what an application asked, as its SDK recorded it")
    .option("--json", "print one object, for machines")
    .addHelpText("after", WHAT_IF)
    .action(act(async (context, [file], options) => (await import("../commands/what-if.ts")).whatIf(context, file, options)));
}

const EXPLAIN = `
Walks the table of docs/decisions.md row by row. Asks, and records nothing.
Exit status: 0 allowed, 1 denied.

Example:
  troth explain --person u_42 --purpose newsletter --data contact.email`;

const WHAT_IF = `
Asks the program in force and the other one every question that either gives rise
to, or those of a record (\`asked()\` of the SDK), and shows the answers that turn.
Changes nothing. Where no <file> stands, --program names the other program, and
the one in force is ./troth.yaml.
Exit status: 0 no answer turns, 1 some do.

Example:
  troth what-if next.yaml
  troth what-if --program next.yaml
  troth what-if next.yaml --program main.yaml
  troth what-if next.yaml --asked asked.json`;
