import type { Program } from "@troth/core/program";

/**
 * What a role needs to know and may do. By kind of role, for a role with a narrow task must not open what it has no task
 * for:
 *
 * | kind            | opens the person | writes, answers, takes | decides               |
 * |-----------------|------------------|------------------------|-----------------------|
 * | officer         | yes              | yes                    | every right           |
 * | privacy-manager | yes              | yes                    | what it `approves`    |
 * | verifier        | yes              | no                     | what it `approves`    |
 * | support         | yes              | yes                    | what it `approves`    |
 * | engineer        | no               | no                     | what it `approves`    |
 * | auditor         | no               | no                     | what it `approves`    |
 *
 * The person: address, identifiers, messages, texts under review. Everybody on staff sees plans, counts, clocks and
 * evidence: names of stores and numbers. A role that lists what it `sees` opens the person only if `contact.email` is
 * among it. A plan can be signed without opening the person: it is about rows.
 */
export interface Need {
  readonly opensPerson: boolean;
  readonly writes: boolean;
  readonly approves: readonly ("access" | "erasure")[];
  /** Denies, tells recipients, runs again: whoever may decide something. */
  readonly decides: boolean;
  /** Makes and ends accounts. */
  readonly manages: boolean;
}

const OPENS: ReadonlySet<string> = new Set(["officer", "privacy-manager", "verifier", "support"]);
const WRITES: ReadonlySet<string> = new Set(["officer", "privacy-manager", "support"]);
const RIGHTS = ["access", "erasure"] as const;

/** What a role of the program needs; nothing, for a role that the program does not name. */
export function needOf(program: Program, role: string): Need {
  const rule = Object.hasOwn(program.staff, role) ? program.staff[role] : undefined;
  if (!rule) return { opensPerson: false, writes: false, approves: [], decides: false, manages: false };
  const officer = rule.is === "officer";
  const approves = RIGHTS.filter((right) => officer || rule.approves.includes(right) || program.approval[right].includes(role));
  const opens = OPENS.has(rule.is) && seesAddress(program, role);
  return {
    opensPerson: opens,
    // Whoever may not read what the person wrote cannot answer it.
    writes: opens && WRITES.has(rule.is),
    approves,
    decides: approves.length > 0,
    manages: officer,
  };
}

/** What a role may do to one request: a right is decided by whoever approves it, a question by whoever decides anything. */
export function needFor(program: Program, role: string, right: string): Need {
  const need = needOf(program, role);
  return right === "access" || right === "erasure" ? { ...need, decides: need.approves.includes(right) } : need;
}

/** A list of what a role sees holds for it; no list leaves it to the kind of role. */
function seesAddress(program: Program, role: string): boolean {
  const staff = memberOf(program.long, "staff");
  const sees = memberOf(memberOf(staff, role), "sees");
  if (!Array.isArray(sees)) return true;
  return sees.some((one) => one === "contact" || one === "contact.email");
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** Why a role does not open somebody's data, in a sentence. */
export const NOT_OPENED = "Your role has no task that needs this person's data. Plans, counts and evidence are open to you.";
