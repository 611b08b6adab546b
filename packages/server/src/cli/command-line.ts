import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { type CommandContext, DEFAULT_PROGRAM } from "./context.ts";
import { defineDecisions } from "./definitions/decisions.ts";
import { defineEvidence } from "./definitions/evidence.ts";
import { defineAccess, defineDisclosures, defineFacts } from "./definitions/facts.ts";
import { defineLaws } from "./definitions/laws.ts";
import { defineRequests } from "./definitions/requests.ts";
import { defineResidue } from "./definitions/residue.ts";
import { defineScan } from "./definitions/scan.ts";
import { defineServe } from "./definitions/serve.ts";
import { defineSetUp } from "./definitions/set-up.ts";
import { defineStaff } from "./definitions/staff.ts";
import { defineTasks } from "./definitions/tasks.ts";
import { defineWithdrawals } from "./definitions/withdrawals.ts";
import { useErrorOf } from "./explain-use.ts";
import { screenOf, type Terminal } from "./screen.ts";
import { showError } from "./show-error.ts";

/** Runs one command line and gives its exit status: 0 done, 1 a no or findings, 2 wrongly used or not readable. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const state: Running = { terminal, status: 0, helped: "" };
  const root = defineRoot(state);
  try {
    await root.parseAsync(withHelp(args), { from: "user" });
    return state.status;
  } catch (error) {
    const screen = screenOf(terminal, { color: !args.includes("--no-color"), motion: false });
    if (!(error instanceof CommanderError)) return showError(error, screen, terminal.env);
    if (error.exitCode === 0) return 0;
    // A group of commands without a command: what was printed is its help.
    if (error.code !== "commander.help") return showError(useErrorOf(error, args, root), screen, terminal.env);
    screen.errors([state.helped.trimEnd()]);
    return 2;
  }
}

/** `troth` and `troth help plan` ask for help. */
function withHelp(args: readonly string[]): string[] {
  if (args.length === 0) return ["--help"];
  return args[0] === "help" ? [...args.slice(1), "--help"] : [...args];
}

interface Running {
  readonly terminal: Terminal;
  status: number;
  helped: string;
}

/** What an action gets: where it runs, its arguments, its own options. */
export type Action = (
  context: CommandContext,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
) => Promise<number>;
/** Makes of an action what commander calls. */
export type Act = (action: Action) => (...given: unknown[]) => Promise<void>;

function defineRoot(state: Running): Command {
  const root = new Command("troth");
  root
    .description("A privacy policy that runs.")
    .usage("<command> [options]")
    .version(versionOf(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .option("--program <file>", "the program (default: ./troth.yaml)")
    .option("--home <folder>", "what Troth keeps (default: TROTH_HOME, or ./.troth)")
    .option("--no-color", "no colors; NO_COLOR is obeyed too")
    .option("--no-motion", "no line is drawn twice")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, subcommandTerm: termOf })
    .configureOutput({
      writeOut: (text) => state.terminal.stdout.write(text),
      writeErr: (text) => {
        state.helped = text;
      },
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .showSuggestionAfterError(false)
    .addHelpText("after", AFTER);
  const act: Act = (action) => actWith(state, action);
  defineSetUp(root, act);
  defineLaws(root, act);
  defineFacts(root, act);
  defineAccess(root, act);
  defineDisclosures(root, act);
  defineServe(root, act);
  defineScan(root, act);
  defineDecisions(root, act);
  defineRequests(root, act);
  defineTasks(root, act);
  defineWithdrawals(root, act);
  defineResidue(root, act);
  defineStaff(root, act);
  defineEvidence(root, act);
  // Commands are what one looks for: the options of all of them stand below, in AFTER.
  root.configureHelp({ ...root.configureHelp(), visibleOptions: () => [] });
  return root;
}

/** A command as the list shows it: its name and what stands after it, groups with their commands. */
function termOf(command: Command): string {
  const args = command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`));
  const inner = command.commands.map((one) => one.name()).join("|");
  return [command.name(), ...(inner === "" ? [] : [inner]), ...args].join(" ");
}

const actWith =
  (state: Running, action: Action) =>
  async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1);
    if (!(command instanceof Command)) throw new Error("bug: an action without its command");
    const args = given
      .slice(0, -2)
      .flat()
      .filter((one) => typeof one === "string");
    state.status = await action(contextOf(state.terminal, command), args, command.opts());
  };

function contextOf(terminal: Terminal, command: Command): CommandContext {
  const options = command.optsWithGlobals<{ program?: string; home?: string; color: boolean; motion: boolean }>();
  const { cwd, env } = terminal;
  return {
    screen: screenOf(terminal, options),
    env,
    cwd,
    home: resolve(cwd, options.home ?? (env.TROTH_HOME || ".troth")),
    homeGiven: options.home !== undefined,
    programFile: resolve(cwd, options.program ?? DEFAULT_PROGRAM),
    programGiven: options.program !== undefined,
  };
}

function versionOf(): string {
  const file: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return typeof file === "object" && file !== null && "version" in file ? String(file.version) : "unknown";
}

const AFTER = `
Options of every command:
  --program <file>      the program (default: ./troth.yaml)
  --home <folder>       what Troth keeps (default: TROTH_HOME, or ./.troth)
  --no-color            no colors; NO_COLOR is obeyed too
  --no-motion           no line is drawn twice
  -h, --help            what a command does, with examples
  -V, --version         the version

A first request, from the beginning:
  troth init app.db                       drafts troth.yaml: read and correct it
  troth check --live                      until nothing is left to correct
  troth plan erasure --subject email=maya@lindqvist.example
  troth request erasure --subject email=maya@lindqvist.example
  troth store live main                   until then, an erasure is rolled back
  troth approve R-0001 --plan 4f1c9a07e2b8 --as officer

Environment:
  TROTH_HOME            the folder for what Troth keeps: its database, its keys
  TROTH_DATABASE_URL    PostgreSQL instead of the database in that folder
  TROTH_MASTER_KEY_FILE the master key, where it is not with the key store
  TROTH_DEBUG           1: an error says where in Troth it came from
  and those of a server: \`troth start --help\`, docs/deploy.md

Exit status: 0 done or fine; 1 findings, or the answer is no; 2 wrongly used, or
not readable: then nothing was done.`;
