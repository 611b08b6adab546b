import { seconds } from "../render/figures.ts";
import { LABELS } from "../render/progress.ts";
import { padEnd, toEdge, wrap } from "../render/terminal.ts";
import type { Screen } from "../screen.ts";

const EDGE = 75;
const TURN_MS = 120;

/** Tells of steps as they are taken, one line each. */
export interface Steps {
  /** Takes a step; its line says what came of it, and how long it took. */
  readonly take: <T>(label: string, work: () => Promise<T>, says: (value: T) => string) => Promise<T>;
  /** A line about something that took no time worth naming; `right` stands at its end. */
  readonly tell: (label: string, says: string, right?: string) => void;
  /** A further line below the one before. */
  readonly more: (says: string) => void;
  readonly look: (label: string, says: string) => void;
  readonly lines: (lines: readonly string[]) => void;
}

/** Steps on a screen; nothing at all where an object is to be printed. */
export function stepsOn(screen: Screen, silent: boolean): Steps {
  if (silent)
    return {
      take: (_, work) => work(),
      tell: () => undefined,
      more: () => undefined,
      look: () => undefined,
      lines: () => undefined,
    };
  const { paint } = screen;
  const line = (mark: "done" | "look", label: string, says: string, right: string): void => {
    const [first = "", ...rest] = wrap(says, EDGE - LABELS - 3 - (right === "" ? 0 : right.length + 1));
    const head = `${paint.mark(mark)} ${padEnd(label, LABELS)}${first}`;
    screen.lines([
      right === "" ? head : toEdge(head, paint.dim(right), EDGE),
      ...rest.map((text) => `  ${" ".repeat(LABELS)}${text}`),
    ]);
  };
  return {
    take: async (label, work, says) => {
      const stop = turning(screen, label);
      const began = performance.now();
      const value = await work().finally(stop);
      line("done", label, says(value), seconds(performance.now() - began));
      return value;
    },
    tell: (label, says, right = "") => line("done", label, says, right),
    more: (says) => screen.lines([`  ${" ".repeat(LABELS)}${says}`]),
    look: (label, says) => line("look", label, says, ""),
    lines: screen.lines,
  };
}

/** A mark that turns while a step is taken; returns what takes it away. */
function turning(screen: Screen, label: string): () => void {
  if (!screen.moves) return () => undefined;
  let turn = 0;
  const draw = (): void => {
    screen.redraw(`${screen.paint.dim(screen.paint.turns[turn % screen.paint.turns.length] ?? "")} ${label}`);
    turn += 1;
  };
  draw();
  const timer = setInterval(draw, TURN_MS);
  return () => {
    clearInterval(timer);
    screen.redraw("");
  };
}
