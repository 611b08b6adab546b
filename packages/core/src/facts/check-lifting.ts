import { applicableLaws, cite, dayOf, type Residence, rulesInForce } from "../jurisdictions/index.ts";
import type { Program } from "../program/index.ts";
import type { FactFault } from "./check-facts.ts";
import type { Fact } from "./fact.ts";

/**
 * Why a restriction is not lifted yet: a law of whom it is about wants them told before.
 *
 * @source GDPR Art. 18(3)
 */
export function faultOfLifting(
  program: Pick<Program, "laws" | "organization" | "zone">,
  { on, told, at }: Pick<Extract<Fact, { kind: "restricted" }>, "on" | "told" | "at">,
  residences: readonly Residence[],
): FactFault | undefined {
  if (on) return undefined;
  const day = dayOf(at, program.zone);
  const clocks = rulesInForce((law) => law.clocks, { laws: applicableLaws(program, residences), day });
  const rule = clocks.find(({ act }) => act === "tell-of-lifting");
  if (rule === undefined || (told !== undefined && Date.parse(told) <= Date.parse(at))) return undefined;
  const when = told === undefined ? "this does not say when that was" : "that was after it";
  return {
    field: "told",
    code: "untold",
    says: `whom a restriction is for is told before it is lifted (${cite(rule)}), and ${when}`,
    advice: "tell them, then tell the fact with that moment in `told`; `retracted` takes back a restriction that never was",
  };
}
