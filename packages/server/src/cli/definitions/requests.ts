import { type Command, Option } from "commander";
import type { Act } from "../command-line.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const subjectOption = (): Option =>
  new Option("--subject <kind=value>", "whose data: email=..., account=...; may be repeated")
    .argParser(collect)
    .default([], "none");

const peopleOption = (): Option =>
  new Option("--people <file>", "a batch, for an erasure: CSV whose first line names kinds, a person each other line");

/** The commands of a request, in the order in which one meets them. */
export function defineRequests(root: Command, act: Act): void {
  root.commandsGroup("Requests:");
  root
    .command("plan")
    .argument("<right>", "access or erasure")
    .description("show what a request would do; touch nothing")
    .addOption(subjectOption())
    .addOption(peopleOption())
    .option("--table", "a table in place of the tree, with how many rows each dataset has in all")
    .option("--sql", "the statements, too, as each store gets them; their values are left out")
    .option("--json", "print one object, for machines")
    .addHelpText("after", PLAN)
    .action(act(async (context, [right = ""], options) => (await import("../commands/plan.ts")).plan(context, right, options)));
  root
    .command("request")
    .argument("<right>", "access or erasure")
    .description("record a request (unverified) and plan it")
    .addOption(subjectOption())
    .addOption(peopleOption())
    .option("--requester <who>", "who asks: person, agent, agent-with-power, parent, guardian or heir (default: person)")
    .option("--reply-to <address>", "where whoever asks is written to")
    .option("--came <way>", "how it came: letter, call, mail or visit")
    .option("--received-at <moment>", "when it came in, with its zone, or a day (default: now)")
    .option("--lives <place>", "where the person lives: DE, US-CA, elsewhere (default: not known)")
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
  defineAsker(root, act);
  root
    .command("deny")
    .argument("<request>", "its id: R-0001")
    .description("close a request that is not to be met, on a ground of its laws")
    .option("--ground <word>", "the ground; without, the grounds that there are")
    .requiredOption("--because <reason>", "why it holds here; it stays on record, so name nobody in it")
    .addHelpText("after", DENY)
    .action(act(async (context, [id = ""], options) => (await import("../commands/deny.ts")).deny(context, id, options)));
  defineAppeal(root, act);
  defineFee(root, act);
  root
    .command("extend")
    .argument("<request>", "its id: R-0001")
    .description("tell the person that it takes longer, where their law lets you")
    .requiredOption("--because <reason>", "why; the person reads it")
    .addHelpText("after", EXTEND)
    .action(act(async (context, [id = ""], options) => (await import("../commands/extend.ts")).extend(context, id, options)));
  root
    .command("stop")
    .argument("<request>", "its id: R-0001")
    .description("stop an approved erasure while it cools off")
    .addHelpText("after", STOP)
    .action(act(async (context, [id = ""]) => (await import("../commands/stop.ts")).stop(context, id)));
  defineFollowUp(root, act);
}

function defineAppeal(root: Command, act: Act): void {
  const appeal = root.command("appeal").description("an appeal against a denial, where a law gives one").helpCommand(false);
  appeal
    .command("take")
    .argument("<request>", "a denied request")
    .description("take down an appeal that came by letter or call")
    .requiredOption("--words <text>", "what they say")
    .addHelpText("after", APPEAL_TAKE)
    .action(act(async (context, [id = ""], options) => (await import("../commands/appeal.ts")).takeAppeal(context, id, options)));
  appeal
    .command("decide")
    .argument("<request>", "an appealed request")
    .argument("<outcome>", "granted or refused")
    .description("decide it, and tell the person why")
    .requiredOption("--because <reason>", "why; the person reads it")
    .addHelpText("after", APPEAL_DECIDE)
    .action(
      act(async (context, [id = "", outcome = ""], options) =>
        (await import("../commands/appeal.ts")).decideAppealOf(context, { id, outcome }, options),
      ),
    );
}

function defineFee(root: Command, act: Act): void {
  const fee = root.command("fee").description("what a request costs the person, where a law lets you ask").helpCommand(false);
  fee
    .command("ask")
    .argument("<request>", "its id: R-0001")
    .description("tell the person what it would cost, before the work")
    .requiredOption("--ground <word>", "a ground of the law: unfounded-fee, asked-before")
    .requiredOption("--amount <amount>", 'how much: "EUR 12.50"')
    .requiredOption("--because <reason>", "why it holds here; the person reads it")
    .addHelpText("after", FEE)
    .action(act(async (context, [id = ""], options) => (await import("../commands/fee.ts")).ask(context, id, options)));
  fee
    .command("waive")
    .argument("<request>", "its id: R-0001")
    .description("do it for nothing after all")
    .addHelpText("after", FEE_WAIVE)
    .action(act(async (context, [id = ""]) => (await import("../commands/fee.ts")).waive(context, id)));
}

function defineAsker(root: Command, act: Act): void {
  root
    .command("asker")
    .argument("<request>", "its id: R-0001")
    .description("who asks; what must, may and must not be asked of them")
    .option("--shown <measure>", "write down that you have seen it: sign-in, signed-permission, parent-proof, ...")
    .option("--points <categories>", "of two-points and three-points: which match, by category: name,contact.phone")
    .option("--has-account <yes|no>", "whether they have an account with a password")
    .option("--stake <weight>", "what a wrong answer would give away: categories, ordinary or sensitive")
    .option("--collect-no-more", "have nothing more collected of a child, on a parent's word")
    .option("--as <role>", "your role in the program")
    .option("--json", "print one object, for machines")
    .addHelpText("after", ASKER)
    .action(act(async (context, [id = ""], options) => (await import("../commands/asker.ts")).asker(context, id, options)));
}

function defineLetStay(root: Command, act: Act): void {
  root
    .command("let-stay")
    .argument("<request>", "an erasure that is planned again for rows that were written late")
    .description("let those rows stay: their person came back, and is somebody new")
    .requiredOption("--as <role>", "a role of the program that may approve")
    .addHelpText("after", LET_STAY)
    .action(act(async (context, [id = ""], options) => (await import("../commands/let-stay.ts")).stay(context, id, options)));
}

function defineSettle(root: Command, act: Act): void {
  root
    .command("settle")
    .argument("<request>", "its id: R-0001")
    .argument("<store>", "a store whose outcome is not known")
    .argument("<outcome>", "erased or not-erased")
    .description("say how an act ended that nobody could find out")
    .requiredOption("--known-by <how>", "rows, log or keeper")
    .requiredOption("--as <role>", "a role of the program that may approve")
    .addHelpText("after", SETTLE)
    .action(
      act(async (context, [id = "", store = "", outcome = ""], options) =>
        (await import("../commands/settle.ts")).settle(context, { id, store, outcome }, options),
      ),
    );
}

function defineNotTheirs(root: Command, act: Act): void {
  root
    .command("not-theirs")
    .argument("<request>", "its id: R-0001")
    .argument("<place>", "where rows were found by an identifier alone: shop/customers.phone")
    .description("say that the rows found there are another person's, and stay")
    .requiredOption("--as <role>", "a role of the program that may approve")
    .addHelpText("after", NOT_THEIRS)
    .action(
      act(async (context, [id = "", place = ""], options) =>
        (await import("../commands/not-theirs.ts")).notTheirs(context, { id, place }, options),
      ),
    );
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
  defineLetStay(root, act);
  defineSettle(root, act);
  defineNotTheirs(root, act);
  root
    .command("copy")
    .argument("<request>", "an approved access request")
    .description("write the copy of a person's data")
    .option("--out <file>", "where to (default: the home folder's packages)")
    .addHelpText("after", COPY)
    .action(act(async (context, [id = ""], options) => (await import("../commands/copy.ts")).copy(context, id, options)));
  root
    .command("identify")
    .argument("<request>", "its id: R-0001")
    .description("add an identifier that the person names later; plan the request anew")
    .addOption(subjectOption())
    .requiredOption(
      "--shown-by <how>",
      "what you have seen of it: came-from-it, signed-in, document or record; code: send one to the address",
    )
    .requiredOption("--as <role>", "your role in the program")
    .addHelpText("after", IDENTIFY)
    .action(act(async (context, [id = ""], options) => (await import("../commands/identify.ts")).identify(context, id, options)));
  root
    .command("leave-out")
    .argument("<request>", "its id: R-0001")
    .argument("<places...>", "datasets that nothing of the request leads to: shop/visits")
    .description("decide on record that a request need not look there")
    .requiredOption("--because <reason>", "not-identifiable, nothing-there or other-people")
    .requiredOption("--as <role>", "a role of the program that may approve")
    .addHelpText("after", LEAVE_OUT)
    .action(
      act(async (context, [id = "", ...places], options) =>
        (await import("../commands/leave-out.ts")).leaveOutOf(context, { id, places }, options),
      ),
    );
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
Examples:
  troth request erasure --subject email=maya@lindqvist.example
  troth request erasure --people left-in-2020.csv

  troth request access --subject email=maya@lindqvist.example --requester agent \\
    --reply-to agent@rights.example --came letter --received-at 2026-11-18

A batch is one request: one plan, one signature, one receipt.`;

const ASKER = `
Only what a law of the request lets a company ask is asked, and only that is
written down: which measure, when, and by which role; never what was shown. An
approval waits for what must be shown, and for whoever asks for another to show
that they may.

Examples:
  troth asker R-0001
  troth asker R-0001 --shown signed-permission --as officer
  troth asker R-0001 --shown two-points --points name,contact.phone --as officer`;

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
Where a law of the request gives the right, words alone deny nobody: the ground
must be one that every such law has, read in its text. Without --ground the
grounds are listed, each with its article, and with why it denies nothing here.

Examples:
  troth deny R-0001 --because "which grounds are there?"
  troth deny R-0001 --ground unfounded --because "the fortieth this month"
  troth deny R-0001 --ground unfounded/Virginia --because "the fortieth"`;

const APPEAL_TAKE = `
It waits among the open requests, with the time that its law sets.

Example:
  troth appeal take R-0001 --words "they say that the account is theirs"`;

const APPEAL_DECIDE = `
Where two accounts may decide it, it is decided on the staff's pages, by another
than who denied it. Granted, the request is received anew on its old day.

Example:
  troth appeal decide R-0001 granted --because "the letter shows that it is theirs"`;

const FEE = `
Nothing is signed until they accept it on their page. The time of the law goes on
meanwhile, but where the law itself says otherwise.

Example:
  troth fee ask R-0001 --ground unfounded-fee --amount "EUR 12.50" --because "..."`;

const FEE_WAIVE = `
Example:
  troth fee waive R-0001`;

const EXTEND = `
Once, and before the first period is over; of several laws the one counts that
ends first. Whoever asked gets a mail with the reason and the new day.

Example:
  troth extend R-0001 --because "forty requests of yours, which we answer together"`;

const STOP = `
Nothing was touched yet; its approval is void, and it waits to be approved again.

Example:
  troth stop R-0001`;

const LET_STAY = `
All that was signed before is done. Whoever signed up again since is a new customer;
rows that an application wrote late are the person's, and are signed for.

Example:
  troth let-stay R-0001 --as officer`;

const SETTLE = `
A store without a journal cannot say whether an act was committed before a crash;
mostly its rows tell. Where other rows have their keys by now, look into the store:
rows: you looked at the rows; log: a log or a backup shows it; keeper: whoever keeps
the store says so. Not erased, it is done again, but never to rows that are somebody
else's now. It stays on record who said it.

Example:
  troth settle R-0001 shop erased --known-by log --as officer`;

const NOT_THEIRS = `
Two people may have one telephone number. After an erasure every column of an
identifier is searched for what the person's rows held; a row that is found by that
alone may be somebody else's. Look at it in the store. Another person's: say so, and
it stays; whatever is found there later is told again. Theirs after all: name them by
it (\`troth identify\`), and it is planned for. It stays on record who said it.

Example:
  troth not-theirs R-0001 shop/customers.phone --as officer`;

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

const IDENTIFY = `
One at a time. What was signed without it no longer counts, and the request counts as
verified no longer: whoever signs sees what was shown for the identifier. With
\`--shown-by code\` a code is sent to a mail address, which the person enters on the
request's page; until then nothing is done by that address, and nothing can be signed.

Example:
  troth identify R-0001 --subject email=other@company.example --shown-by came-from-it --as officer`;

const LEAVE_OUT = `
A dataset of people, or of what they leave behind, that the request's identifiers do
not lead to keeps it from being complete: name one more, or decide here.

Example:
  troth leave-out R-0001 shop/access_log --because not-identifiable --as officer`;

const TOLD = `
A recipient that was not told keeps the request open.

Example:
  troth told R-0001 letterbird`;
