// What the banner calls a tracker: the browser knows purposes and trackers by names of one kind, and the program does not.
import type { Program } from "../program/index.ts";

const PREFIX = "tracker:";

type Named = Pick<Program, "purposes" | "trackers">;

/** As the banner, its cookie, `data-troth` and records name it: its id, and `tracker:count` where a purpose is called `count`. */
export const trackerName = ({ purposes }: Pick<Named, "purposes">, id: string): string =>
  Object.hasOwn(purposes, id) ? `${PREFIX}${id}` : id;

/** The tracker of such a name; undefined: the program has none. */
export const trackerOfName = (program: Named, name: string): string | undefined =>
  [name, name.slice(PREFIX.length)].find((id) => Object.hasOwn(program.trackers, id) && trackerName(program, id) === name);
