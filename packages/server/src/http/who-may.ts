import type { Program } from "@troth/core/program";
import type { AppSession, BackendSession, PersonSession, SiteSession, StaffSession, Who } from "./route.ts";

/** Whether a caller may call a route: yes, not before signing in, or not with this role. */
export type Admission = "yes" | "sign-in" | "role" | "origin" | "nothing-here";

/** What is known of a caller. */
export interface Caller {
  readonly person: PersonSession | undefined;
  readonly staff: StaffSession | undefined;
  /** Whoever brings the key of a store. */
  readonly app: AppSession | undefined;
  /** Whoever brings a key for facts and decisions. */
  readonly backend: BackendSession | undefined;
  /** A page of a service of the program. */
  readonly site: SiteSession | undefined;
  /** From this machine, with the address that the terminal printed. */
  readonly isOperator: boolean;
}

/** Decides by the route's `who` alone; whose request it is, the handler asks. Whatever is not named is refused. */
export function admit(who: Who, caller: Caller, program: Pick<Program, "staff">): Admission {
  switch (who) {
    case "anyone":
    case "link":
      return "yes";
    case "person":
      return caller.person === undefined ? "sign-in" : "yes";
    case "staff":
    case "approver":
    case "officer":
      if (caller.staff === undefined) return "sign-in";
      return hasRole(who, caller.staff.role, program) ? "yes" : "role";
    case "operator":
      // Whoever has not the address is not told that there is one.
      return caller.isOperator ? "yes" : "nothing-here";
    case "app":
      return caller.app === undefined ? "sign-in" : "yes";
    case "backend":
      return caller.backend === undefined ? "sign-in" : "yes";
    case "site":
      return caller.site === undefined ? "origin" : "yes";
    default:
      return who satisfies never;
  }
}

function hasRole(who: "staff" | "approver" | "officer", role: string, program: Pick<Program, "staff">): boolean {
  // A role that the program no longer has may do nothing.
  if (!Object.hasOwn(program.staff, role)) return false;
  if (who === "staff" || program.staff[role]?.is === "officer") return true;
  return who === "approver" && (program.staff[role]?.approves.length ?? 0) > 0;
}
