import type { Progress } from "../../requests/index.ts";
import { figure } from "./figures.ts";
import { type Paint, padEnd } from "./terminal.ts";

/** Width of the labels at the head of lines that report steps. */
export const LABELS = 13;
const BAR = 36;

const PHASES: Readonly<Record<Progress["phase"], string>> = {
  capture: "capturing",
  erase: "erasing",
  commit: "committing",
  "read-back": "reading back",
  done: "done",
};

/** The line that is redrawn while a request runs: a turning mark, the phase, a bar, the count. */
export function renderProgress(progress: Progress, paint: Paint, turn: number): string {
  const mark = paint.dim(paint.turns[turn % paint.turns.length] ?? "");
  const label = padEnd(PHASES[progress.phase], LABELS);
  if (progress.of <= 0) return `${mark} ${label}${paint.dim(progress.store)}`;
  const share = Math.min(1, progress.done / progress.of);
  const full = Math.round(share * BAR);
  const { bar } = paint;
  const rest = full < BAR ? `${bar.head}${paint.dim(bar.rest.repeat(BAR - full - 1))}` : "";
  return `${mark} ${label}${bar.full.repeat(full)}${rest}   ${figure(progress.done)} of ${figure(progress.of)} rows`;
}

/** The line that is left when a phase has ended, where nothing can be redrawn. */
export function renderPhaseEnd(progress: Progress, paint: Paint): string {
  const rows = progress.of > 0 ? `  ${figure(progress.done)} of ${figure(progress.of)} rows` : "";
  return `${paint.mark("waits")} ${padEnd(PHASES[progress.phase], LABELS)}${progress.store}${rows}`;
}
