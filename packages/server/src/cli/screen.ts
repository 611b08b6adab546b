import { type Paint, paintFor, showsUtf8 } from "./render/terminal.ts";

/** One end of a process where text comes out. */
export interface Outlet {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** What a command line runs in: where it prints, what it was told by the environment, where it stands. */
export interface Terminal {
  readonly stdout: Outlet;
  readonly stderr: Outlet;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Where commands print. */
export interface Screen {
  readonly paint: Paint;
  /** Somebody sees it now, and nobody keeps it: not a file, not a log. */
  readonly isTerminal: boolean;
  /** Lines may be redrawn: a terminal, and motion is wanted. */
  readonly moves: boolean;
  /** Prints lines. */
  lines(lines: readonly string[]): void;
  /** Prints one object on one line, for machines. */
  json(value: unknown): void;
  /** Prints lines on stderr. */
  errors(lines: readonly string[]): void;
  /** The paint of stderr, which may be another place than stdout. */
  readonly errorPaint: Paint;
  /** Draws over the line that `redraw` drew last; an empty text takes it away. */
  redraw(line: string): void;
}

/** The screen of a process, with what `--no-color` and `--no-motion` say. */
export function screenOf(terminal: Terminal, wants: { readonly color: boolean; readonly motion: boolean }): Screen {
  const { env, stdout, stderr } = terminal;
  const utf8 = showsUtf8(env);
  const colored = wants.color && !env.NO_COLOR && env.TERM !== "dumb";
  const write = (outlet: Outlet, lines: readonly string[]): void => {
    if (lines.length > 0) outlet.write(`${lines.map((line) => line.trimEnd()).join("\n")}\n`);
  };
  return {
    paint: paintFor({ color: colored && stdout.isTTY === true, utf8 }),
    errorPaint: paintFor({ color: colored && stderr.isTTY === true, utf8 }),
    isTerminal: stdout.isTTY === true,
    moves: stdout.isTTY === true && wants.motion && env.TERM !== "dumb",
    lines: (lines) => write(stdout, lines),
    json: (value) => write(stdout, [JSON.stringify(value)]),
    errors: (lines) => write(stderr, lines),
    redraw: (line) => stdout.write(`\r\u001b[2K${line}`),
  };
}
