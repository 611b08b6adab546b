import { resolve } from "node:path";
import { LINK_MINUTES, makeLink } from "../../accounts/index.ts";
import {
  makeExampleLive,
  type PreparedExample,
  prepareExample,
  type RunningServer,
  readEnvironment,
  startServer,
} from "../../serve/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { padEnd, printable } from "../render/terminal.ts";
import { requireProgram } from "../require-program.ts";

/** `troth start`: serves until the process is told to stop. */
export async function start(context: CommandContext, options: { example?: boolean }): Promise<number> {
  const { screen, env } = context;
  readEnvironment(env);
  // Heard from the beginning: whoever presses Ctrl+C while it opens is not made to wait for nothing.
  const hearing = hearToStop();
  try {
    const place = options.example === true ? await examplePlace(context) : placeOf(context);
    const server = await startServer(place);
    if (place.example !== undefined) await makeExampleLive(server.inst);
    screen.lines(await openingLines(context, server, place.example));
    await hearing.stopped;
    if (screen.isTerminal) screen.lines(["", "stopping: what is under way is finished first"]);
    // A job that was left would keep the process: it is taken up again as after a crash.
    if (!(await server.close())) process.exit(0);
  } finally {
    hearing.end();
  }
  return 0;
}

interface StartPlace {
  readonly home: string;
  readonly programFile: string;
  readonly env: CommandContext["env"];
  readonly example: PreparedExample | undefined;
}

function placeOf(context: CommandContext): StartPlace {
  requireProgram(context);
  const { home, programFile, env } = context;
  return { home, programFile, env, example: undefined };
}

async function examplePlace({ cwd, env, home, homeGiven }: CommandContext): Promise<StartPlace> {
  if (env.TROTH_DATABASE_URL) {
    throw new UseError("the example keeps everything in its own folder", {
      place: "TROTH_DATABASE_URL",
      advice: "start it without that variable; a made-up company does not belong into your database",
    });
  }
  const folder = homeGiven || env.TROTH_HOME ? home : resolve(cwd, ".troth-example");
  const example = await prepareExample(folder);
  return { home: folder, programFile: example.programFile, env: { ...env, ...example.env }, example };
}

// A terminal tells the whole group of processes, and npm passes on what it hears: one Ctrl+C arrives twice.
const ECHO_MS = 1_500;

interface Hearing {
  /** Resolves at the first signal to stop. At a second one that is no echo the process ends at once, as by a crash. */
  readonly stopped: Promise<void>;
  readonly end: () => void;
}

function hearToStop(): Hearing {
  let heardAt: number | undefined;
  let resolveStopped = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    resolveStopped = resolve;
  });
  const hear = (): void => {
    const now = performance.now();
    if (heardAt !== undefined && now - heardAt > ECHO_MS) process.exit(1);
    heardAt ??= now;
    resolveStopped();
  };
  const signals = ["SIGTERM", "SIGINT"] as const;
  for (const signal of signals) process.on(signal, hear);
  return { stopped, end: () => signals.forEach((signal) => void process.off(signal, hear)) };
}

const LABELS = 16;

async function openingLines(
  context: CommandContext,
  server: RunningServer,
  example: PreparedExample | undefined,
): Promise<string[]> {
  const { screen } = context;
  const { paint } = screen;
  const { inst, address, outbox } = server;
  const line = (label: string, text: string, more = ""): string[] => [
    `  ${padEnd(label, LABELS)}${text}`,
    ...(more === "" ? [] : [`  ${padEnd("", LABELS)}${paint.dim(more)}`]),
  ];
  return [
    `${paint.mark("done")} ${paint.bold(`${printable(inst.program.organization.name)}'s privacy center is open`)}`,
    "",
    ...line("privacy center", address),
    ...(await staffLines(server, screen.isTerminal, line)),
    ...(outbox === undefined ? [] : line("mail", outbox, "no mail server is set: every mail is kept here to be read")),
    "",
    ...(example === undefined ? [] : exampleLines(example)),
    paint.dim("Ctrl+C stops it."),
  ];
}

const exampleLines = ({ person }: PreparedExample): string[] => [
  "A made-up company; nobody in its database exists. Ask in the privacy center as",
  `${person.email}, read the code in the mail, decide as the officer.`,
  "",
];

/** The link opens an account for whoever has it: shown to a terminal alone, where nobody keeps it. */
async function staffLines(
  { inst, address }: RunningServer,
  isTerminal: boolean,
  line: (label: string, text: string, more?: string) => string[],
): Promise<string[]> {
  const officer = Object.entries(inst.program.staff).find(([, role]) => role.is === "officer")?.[0];
  if (!isTerminal || officer === undefined) return line("staff", `${address}/staff`);
  const { token } = await makeLink(inst, { role: officer });
  return line("staff", `${address}/staff/link/${token}`, `signs an officer in, once, within ${LINK_MINUTES} minutes`);
}
