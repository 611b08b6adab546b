// What does not run on the pages of a child who is signed in, whatever they or the browser said: as decisions judge it.
import type { PersonState } from "../facts/index.ts";
import { applicableLaws } from "../jurisdictions/index.ts";
import type { Law, Program, PurposeRule } from "../program/index.ts";
import { restsOnConsent } from "./bases.ts";
import { lackByAge } from "./standing-yes.ts";

/**
 * The purposes that an account is too young for: by a law that protects them, without the yes that it asks for, or since a parent has
 * stopped collection.
 *
 * @source GDPR Art. 8(1); Cal. Civ. Code 1798.120(c); 16 CFR 312.5(a), 312.6(a)(2)
 */
export function barredByAge(program: Program, account: PersonState, now: number): readonly string[] {
  const laws = applicableLaws(program, account.residences);
  const own = Object.values(program.purposes).filter(({ group }) => group !== "law" && group !== "protect");
  return own.flatMap((purpose) => {
    const isConsent = (law: Law) => restsOnConsent(purpose, [law]);
    const at = { purpose, places: { account }, laws, now, isConsent, isSale: isSold(program, purpose) };
    return account.parentStopped || lackByAge(program, at) !== undefined ? [purpose.id] : [];
  });
}

/** What passes on it is sold or shared, in California's words. @source Cal. Civ. Code 1798.140(ad), (ah) */
const isSold = ({ recipients }: Pick<Program, "recipients">, { id, kind }: PurposeRule): boolean =>
  kind === "sale" ||
  kind === "rental" ||
  kind === "cross-context-advertising" ||
  Object.values(recipients).some(
    ({ purposes, sale, rental, sharing }) => purposes.includes(id) && (sale === true || rental === true || sharing === true),
  );
