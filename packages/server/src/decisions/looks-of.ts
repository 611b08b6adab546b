import { covers, dataOfAct } from "@troth/core/decisions";
import type { Program } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import { shownLooks, staffLooks } from "./store.ts";

/** A look at somebody's data, as they may see it. */
export interface ShownLook {
  readonly at: string;
  /** A role of the program's `staff`; undefined where the account is gone. */
  readonly role: string | undefined;
  /** The guarded act; undefined for staff who opened the request itself. */
  readonly act: string | undefined;
  readonly ground: string | undefined;
  /** How many items; 0: all. */
  readonly items: number;
}

/** More of them nobody reads; the ledger has them all. */
const MOST_LOOKS = 200;

/** The looks at a person that the program shows them, the last first. */
export async function looksOf(
  inst: Installation,
  at: { readonly request: string; readonly subjects: readonly string[] },
): Promise<readonly ShownLook[]> {
  const { db } = inst.storage;
  const looks: ShownLook[] =
    at.subjects.length === 0 ? [] : (await shownLooks(db, at.subjects, MOST_LOOKS)).map((look) => ({ ...look }));
  if (showsStaff(inst.program))
    for (const { at: moment, role } of await staffLooks(db, at.request, MOST_LOOKS))
      looks.push({ at: moment, role: role ?? undefined, act: undefined, ground: undefined, items: 0 });
  return looks.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, MOST_LOOKS);
}

/** Whether the program shows people any look at all. */
export const showsLooks = (program: Pick<Program, "guarded">): boolean =>
  Object.values(program.guarded).some(({ shown }) => shown);

/** Staff who open a request see the address and what was written: shown where the program shows looks at an address. */
export const showsStaff = (program: Program): boolean =>
  Object.values(program.guarded).some(
    (act) => act.shown && act.act === "read" && covers(dataOfAct(program, act), ["contact.email"]),
  );
