import { type Command, Option } from "commander";
import type { Act } from "../command-line.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const many = (flag: string, says: string): Option => new Option(flag, says).argParser(collect).default([], "none");

/** The commands of what is done by hand. */
export function defineTasks(root: Command, act: Act): void {
  const task = root.command("task").description("stores that only people can look into: list, show, done, impossible");
  task
    .command("list")
    .description("what waits to be done by hand, the most pressing first")
    .option("--json", "print one object, for machines")
    .action(act(async (context, _, options) => (await import("../commands/task.ts")).taskList(context, options)));
  task
    .command("show")
    .argument("<request>", "its id: R-0001")
    .argument("<store>", "a store of the program")
    .description("whom to look for, and what becomes of what is found; the look is recorded")
    .requiredOption("--as <role>", "a role of the program")
    .action(
      act(async (context, [id = "", store = ""], options) =>
        (await import("../commands/task.ts")).taskShow(context, { id, store }, options),
      ),
    );
  task
    .command("done")
    .argument("<request>", "its id: R-0001")
    .argument("<store>", "a store of the program")
    .description("report that it was done, with its proof; the request goes on")
    .addOption(many("--found <dataset=number>", "records found there; one for each dataset of the task"))
    .addOption(many("--stays <dataset=number:day>", "of those, how many a law keeps, and the day that the oldest counts from"))
    .option("--found-by <text>", "how the person was found, where nothing says whom to look for")
    .addOption(many("--file <dataset=path>", "a copy of them for an access, a proof for an erasure"))
    .requiredOption("--as <role>", "a role of the program: it stands in the ledger")
    .requiredOption("--note <text>", "how it was done; it is kept sealed, as proof")
    .addHelpText("after", DONE)
    .action(
      act(async (context, [id = "", store = ""], options) =>
        (await import("../commands/task.ts")).taskReport(context, { id, store, outcome: "done" }, options),
      ),
    );
  task
    .command("impossible")
    .argument("<request>", "its id: R-0001")
    .argument("<store>", "a store of the program")
    .description("report that it cannot be done; the request stays open")
    .requiredOption("--as <role>", "a role of the program: it stands in the ledger")
    .requiredOption("--note <text>", "why; it is kept sealed")
    .action(
      act(async (context, [id = "", store = ""], options) =>
        (await import("../commands/task.ts")).taskReport(context, { id, store, outcome: "impossible" }, options),
      ),
    );
}

const DONE = `
Example:
  troth task done R-0001 archive --as officer --found folders=1 --found cards=0 \\
    --note "Folder 17 shredded"`;
