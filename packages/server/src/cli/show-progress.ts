import type { Progress } from "../requests/index.ts";
import { renderPhaseEnd, renderProgress } from "./render/progress.ts";
import type { Screen } from "./screen.ts";

/** Shows what a running request tells: one line redrawn on a terminal, elsewhere a line when a step ends. */
export interface ProgressDisplay {
  readonly onProgress: (progress: Progress) => void;
  /** Takes the redrawn line away, or prints the last step. */
  readonly end: () => void;
}

/** A display that is silent where `silent` says so (`--json`). */
export function progressDisplay(screen: Screen, silent = false): ProgressDisplay {
  if (silent) return { onProgress: () => undefined, end: () => undefined };
  return screen.moves ? movingDisplay(screen) : lineDisplay(screen);
}

function movingDisplay(screen: Screen): ProgressDisplay {
  let turn = 0;
  let drawn = false;
  return {
    onProgress: (progress) => {
      screen.redraw(renderProgress(progress, screen.paint, turn));
      turn += 1;
      drawn = true;
    },
    end: () => {
      if (drawn) screen.redraw("");
    },
  };
}

function lineDisplay(screen: Screen): ProgressDisplay {
  let last: Progress | undefined;
  const flush = (): void => {
    if (last !== undefined && last.phase !== "done") screen.lines([renderPhaseEnd(last, screen.paint)]);
    last = undefined;
  };
  return {
    onProgress: (progress) => {
      if (
        last !== undefined &&
        (last.store !== progress.store || last.phase !== progress.phase || last.request !== progress.request)
      )
        flush();
      last = progress;
    },
    end: flush,
  };
}
