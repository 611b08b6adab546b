import { dayAfter, dayOf } from "@troth/core/jurisdictions";
import { drawUpNotice, type Notice } from "@troth/core/notices";
import type { Program } from "@troth/core/program";
import type { Installation } from "./installation.ts";

/** What was drawn up at a moment, and when its day ends: milliseconds since 1970, UTC. */
interface Drawn {
  readonly notice: Notice;
  readonly at: number;
  readonly until: number;
}

// The same for a program and a day: drawn up once a day.
const drawn = new WeakMap<Program, Drawn>();

/** The notice as it stands today, where the organization is. */
export function noticeOf({ program, surroundings }: Pick<Installation, "program" | "surroundings">): Notice {
  const at = surroundings.now();
  const had = drawn.get(program);
  if (had !== undefined && had.at <= at && at < had.until) return had.notice;
  const day = dayOf(new Date(at).toISOString(), program.zone);
  const notice = had?.notice.on === day ? had.notice : drawUpNotice(program, { recipientsOn: day });
  drawn.set(program, { notice, at, until: Date.parse(dayAfter(day, program.zone)) });
  return notice;
}
