import { dayOf } from "@troth/core/jurisdictions";
import { drawUpNotice, type Notice } from "@troth/core/notices";
import type { Program } from "@troth/core/program";
import type { Installation } from "./installation.ts";

// The same for a program and a day: drawn up once a day.
const drawn = new WeakMap<Program, Notice>();

/** The notice as it stands today, where the organization is. */
export function noticeOf({ program, surroundings }: Pick<Installation, "program" | "surroundings">): Notice {
  const day = dayOf(new Date(surroundings.now()).toISOString(), program.zone);
  const had = drawn.get(program);
  if (had?.on === day) return had;
  const notice = drawUpNotice(program, { recipientsOn: day });
  drawn.set(program, notice);
  return notice;
}
