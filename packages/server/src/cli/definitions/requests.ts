import { type Command, Option } from "commander";
import type { Act } from "../command-line.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const subjectOption = (): Option =>
  new Option("--subject <kind=value>", "whose data: email=..., account=...; may be repeated")
    .argParser(collect)
    .default([], "none");

/** The commands of a request, in the order in which one meets them. */
export function defineRequests(root: Command, act: Act): void {
  root.commandsGroup("Requests:");
  root
    .command("plan")
    .argument("<right>", "access or erasure")
    .description("show what a request would do; touch nothing")
    .addOption(subjectOption())
    .option("--json", "print one object, for machines")
    .addHelpText("after", PLAN)
    .action(act(async (context, [right = ""], options) => (await import("../commands/plan.ts")).plan(context, right, options)));
  root
    .command("request")
    .argument("<right>", "access or erasure")
    .description("record a request (unverified) and plan it")
    .addOption(subjectOption())
    .addHelpText("after", REQUEST)
    .action(
      act(async (context, [right = ""], options) => (await import("../commands/request.ts")).request(context, right, options)),
    );
  root
    .command("approve")
    .argument("<request>", "its id: R-0001")
    .description("sign this very plan, and run it")
    .requiredOption("--plan <hash>", "the plan's hash, or its first 12 hex digits or more")
    .requiredOption("--as <role>", "a role of the program that may approve")
    .addHelpText("after", APPROVE)
    .action(act(async (context, [id = ""], options) => (await import("../commands/approve.ts")).approve(context, id, options)));
  root
    .command("deny")
    .argument("<request>", "its id: R-0001")
    .description("close a request that is not to be met")
    .requiredOption("--because <reason>", "why; it stays on record, so name nobody in it")
    .addHelpText("after", DENY)
    .action(act(async (context, [id = ""], options) => (await import("../commands/deny.ts")).deny(context, id, options)));
  root
    .command("stop")
    .argument("<request>", "its id: R-0001")
    .description("stop an approved erasure while it cools off")
    .addHelpText("after", STOP)
    .action(act(async (context, [id = ""]) => (await import("../commands/stop.ts")).stop(context, id)));
  defineFollowUp(root, act);
}

function defineFollowUp(root: Command, act: Act): void {
  root
    .command("status")
    .argument("[request]", "its id; without: all requests")
    .description("where requests stand, and what they wait for")
    .option("--json", "print one object, for machines")
    .addHelpText("after", STATUS)
    .action(act(async (context, [id], options) => (await import("../commands/status.ts")).status(context, id, options)));
  root
    .command("resume")
    .argument("[request]", "its id; without: all that can go on")
    .description("go on with whatever can go on")
    .addHelpText("after", RESUME)
    .action(act(async (context, [id]) => (await import("../commands/resume.ts")).resume(context, id)));
  root
    .command("copy")
    .argument("<request>", "an approved access request")
    .description("write the copy of a person's data")
    .option("--out <file>", "where to (default: the home folder's packages)")
    .addHelpText("after", COPY)
    .action(act(async (context, [id = ""], options) => (await import("../commands/copy.ts")).copy(context, id, options)));
  root
    .command("told")
    .argument("<request>", "its id: R-0001")
    .argument("<recipient>", "a recipient of the program")
    .description("record that a recipient was told, by hand")
    .addHelpText("after", TOLD)
    .action(
      act(async (context, [id = "", recipient = ""]) => (await import("../commands/told.ts")).told(context, id, recipient)),
    );
}

const PLAN = `
Exit status: 0 it can be approved, 1 it cannot; 2 wrongly used.

Examples:
  troth plan erasure --subject email=maya@lindqvist.example
  troth plan access --subject account=2041 --json`;

const REQUEST = `
Example:
  troth request erasure --subject email=maya@lindqvist.example`;

const APPROVE = `
Binds your approval to the plan's hash and its counts: if the stores have changed
by more than a little when it runs, nothing is done and the plan comes back.
An erasure then cools off: requests.cooling-off of the program, 24 hours unless
it says otherwise; troth stop stops it. Then, or at once where the program says
none, it runs in the foreground. Interrupted, it goes on with troth resume.

Example:
  troth approve R-0001 --plan 4f1c9a07e2b8 --as officer
  troth approve R-0001 --plan "4f1c 9a07 e2b8" --as officer`;

const DENY = `
Example:
  troth deny R-0001 --because "not the person they say they are"`;

const STOP = `
Nothing was touched yet; its approval is void, and it waits to be approved again.

Example:
  troth stop R-0001`;

const STATUS = `
Examples:
  troth status
  troth status R-0001
  troth status R-0001 --json`;

const RESUME = `
Examples:
  troth resume
  troth resume R-0001`;

const COPY = `
JSON. Passwords and tokens are never in it; text in shared rows is held back
until somebody has looked at it, and the copy says so.

Example:
  troth copy R-0001 --out copy.json`;

const TOLD = `
A recipient that was not told keeps the request open.

Example:
  troth told R-0001 letterbird`;
