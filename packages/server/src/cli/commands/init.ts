import { dirname, relative, resolve } from "node:path";
import { draftFromStore } from "../../discovery/index.ts";
import { createFileDurably } from "../../foundation/index.ts";
import type { CommandContext } from "../context.ts";
import { FileError, UseError } from "../errors.ts";
import { refuseExisting, requireFile } from "../files.ts";
import { counted } from "../render/figures.ts";
import { printable, wrap } from "../render/terminal.ts";

/** `troth init [database]`: looks into a database and drafts a program. Writes over nothing, changes nothing there. */
export async function init(context: CommandContext, database: string | undefined, options: { store?: string }): Promise<number> {
  const { screen, programFile } = context;
  const { paint } = screen;
  const name = relative(context.cwd, programFile);
  await refuseExisting(programFile);
  if (database === undefined) {
    await write(programFile, EMPTY);
    screen.lines([
      `${paint.mark("done")} ${name}: a beginning without a store`,
      `next    write down what you do, then: troth check`,
    ]);
    return 0;
  }
  const place = await placeOf(context, database);
  const { text, summary } = await draftFromStore({
    ...place,
    store: storeName(options.store ?? "main"),
    progress: progressOf(context),
  }).finally(() => (screen.moves ? screen.redraw("") : undefined));
  await write(programFile, text);
  const people =
    summary.subjects.length === 0 ? "none of people" : `${summary.subjects.length} of people (${summary.subjects.join(", ")})`;
  const facts = `${name} drafted from ${summary.product}: ${counted(summary.datasets, "dataset")}, ${people}, ${counted(summary.fields, "field")}, ${counted(summary.links, "link")}`;
  const look = [
    ...(summary.undecided > 0 ? [`${counted(summary.undecided, "column")} could not be guessed: say what they are`] : []),
    ...(summary.unseen.length > 0
      ? [`judged by names alone, since their rows could not be looked at: ${summary.unseen.join(", ")}`]
      : []),
    ...(summary.unanswered > 0
      ? [`${counted(summary.unanswered, "comparison")} left out, since the store would have taken too long: links may be missing`]
      : []),
    ...summary.warnings,
  ];
  screen.lines([
    ...marked(paint.mark("done"), facts),
    ...look.flatMap((line) => marked(paint.mark("look"), line)),
    "",
    `next    read it and correct it, then: ${place.reference === REFERENCE ? "DATABASE_URL=<that address> " : ""}troth check --live`,
  ]);
  return 0;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of the language, not of JavaScript
const REFERENCE = "${DATABASE_URL}";

function marked(mark: string, text: string): string[] {
  const [first = "", ...rest] = wrap(printable(text), 77);
  return [`${mark} ${first}`, ...rest.map((line) => `  ${line}`)];
}

/** An address may hold a password, so the program names a variable; a file's name is written as it is. */
async function placeOf({ cwd, programFile }: CommandContext, database: string): Promise<{ url: string; reference: string }> {
  if (/^(postgres(ql)?|mysql|mariadb):/i.test(database)) return { url: database, reference: REFERENCE };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(database)) {
    throw new UseError("nothing speaks to a database of this kind yet", {
      advice: "this version connects to postgres://, mysql:// (MariaDB too) and to SQLite files",
    });
  }
  const file = resolve(cwd, database);
  await requireFile(file, "the database");
  return { url: file, reference: relative(dirname(programFile), file) };
}

function storeName(name: string): string {
  if (/^[a-z][a-z0-9-]{0,39}$/.test(name)) return name;
  throw new UseError("a store's name has small letters, digits and hyphens", { advice: "write --store main" });
}

function progressOf({ screen }: CommandContext): (done: number, of: number) => void {
  return (done, of) => {
    if (screen.moves) screen.redraw(`${screen.paint.mark("waits")} looking at dataset ${done} of ${of}`);
  };
}

async function write(file: string, text: string): Promise<void> {
  try {
    if (await createFileDurably(file, text)) return;
  } catch (error) {
    throw new FileError("cannot write the program", { place: file, cause: error });
  }
  await refuseExisting(file);
}

const EMPTY = `# What you do with whose data, and why. \`troth check\` says what is missing.
troth: 1

organization:
  name: Your company
  country: IE
  contact: privacy@company.example

laws: [gdpr]

subjects:
  customer: { label: Customer }

purposes:
  account:
    basis: contract
    data: [name, contact.email]
`;
