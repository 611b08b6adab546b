import { dayOf } from "@troth/core/jurisdictions";
import type { Program, RecipientRule } from "@troth/core/program";
import type { Plan } from "@troth/core/subject-graph";
import type { NewRecipient } from "./recipient-store.ts";

/**
 * Whom an erasure concerns beside the stores: every recipient in force that receives data, but authorities.
 * Whoever's own stores are erased directly is told by that; whoever cannot be told stands there with the reason.
 */
export function recipientsToTell(
  program: Program,
  at: { readonly request: string; readonly plan: Plan; readonly now: string },
): NewRecipient[] {
  const day = dayOf(at.now, program.zone);
  const erased = erasedStores(at.plan);
  return Object.values(program.recipients)
    .filter((one) => one.capacity !== "authority" && inForce(one, day) && one.receives.length > 0)
    .filter((one) => !erasedDirectly(one, erased))
    .map((one) => {
      const impossible = one.told?.by === "impossible";
      return {
        request_id: at.request,
        recipient: one.id,
        state: impossible ? "impossible" : "waiting",
        at: impossible ? at.now : null,
      };
    });
}

const inForce = (one: RecipientRule, day: string): boolean =>
  (one.since === undefined || one.since <= day) && (one.until === undefined || one.until >= day);

/** The stores in which a plan acts on the person's rows, if there are any: one to which nothing of it leads tells nobody anything. */
export const erasedStores = (plan: Plan): ReadonlySet<string> =>
  new Set(
    plan.stores
      .filter((store) => Object.values(store.datasets).some((dataset) => dataset.reach !== "mentions"))
      .map((store) => store.store),
  );

/** Whether what a recipient holds is erased with our own stores. */
export const erasedDirectly = (one: RecipientRule, erased: ReadonlySet<string>): boolean =>
  one.stores.some((store) => erased.has(store)) && one.told === undefined;

/** How a recipient is told, in words, for whoever has to do it. */
export function howToTell(one: RecipientRule | undefined): string {
  const told = one?.told;
  if (!told) return "the program does not say how it is told";
  return told.by === "impossible" ? `cannot be told: ${told.because}` : `by ${told.by}: ${told.to}`;
}
