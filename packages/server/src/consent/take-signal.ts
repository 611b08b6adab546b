import { type AccountSignal, accountSignal, takesSignal } from "@troth/core/consent";
import { factSchema } from "@troth/core/facts";
import { type FactsPort, knownPeople, toldChoices, wasErased } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { takeConsent } from "./consent-intake.ts";

/** Whether Global Privacy Control is on record for an account, and by what. */
export async function readSignal(inst: Installation, person: string): Promise<AccountSignal> {
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: person }])).values()];
  const choices = (await toldChoices(inst, person)).map(({ fact }) => fact);
  return accountSignal(known?.state, choices);
}

/**
 * Takes what a browser sends for the account that is signed in there. It says nothing of the browser, so that it needs no link.
 * `id`: of the write that it came with: sent again it is the same. False: nothing was to be kept.
 */
export async function takeSignal(
  inst: Installation,
  { person, id }: { readonly person: string; readonly id: string },
  port: FactsPort,
): Promise<boolean> {
  // A page that was open before an erasure must not make somebody of its person anew.
  if (await wasErased(inst, person)) return false;
  if (!takesSignal(await readSignal(inst, person))) return false;
  const fact = factSchema.parse({
    ...{ id: `signal ${id}`, person, at: new Date(inst.surroundings.now()).toISOString(), origin: "banner", kind: "chose" },
    ...{ choices: {}, optOuts: { sale: true, sharing: true }, how: "signal", gpc: true },
  });
  return (await takeConsent(inst, [fact], port)).kind === "kept";
}
