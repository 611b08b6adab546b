import { complaintAuthorities, type RightRule, responseRules, rightsUnder, rulesInForce } from "../jurisdictions/index.ts";
import type { Law, Program, PurposeRule } from "../program/index.ts";
import type { NoticeAnswer, NoticeAuthority, NoticeRecipient, NoticeRight } from "./notice.ts";
import { basesOf, isObjectable, restsOnConsent } from "./purposes.ts";

/** The rights under a program's laws on a day, each with the purposes that it is about. */
export const rightsOf = (program: Program, day: string, recipients: readonly NoticeRecipient[]): readonly NoticeRight[] =>
  rightsUnder({ laws: program.laws, day }).map((rule) => ({
    law: rule.law,
    state: rule.state,
    right: rule.right,
    of: rule.of,
    article: rule.article,
    verified: rule.verified,
    purposes: purposesFor(program, rule, recipients),
  }));

function purposesFor(
  program: Program,
  { right, law }: RightRule,
  recipients: readonly NoticeRecipient[],
): readonly string[] | undefined {
  const which = (about: (purpose: PurposeRule) => boolean) =>
    Object.values(program.purposes)
      .filter((purpose) => !purpose.notUnder.includes(law) && about(purpose))
      .map((purpose) => purpose.id);
  switch (right) {
    case "withdrawal":
      return which((purpose) => restsOnConsent(basesOf(program, purpose), law));
    case "objection":
      // Direct marketing can be objected to whatever it rests on. @source GDPR Art. 21(2)
      return which((purpose) => purpose.group === "market" || isObjectable(basesOf(program, purpose), law));
    case "portability":
      return NAMES_BASES.has(law) ? which((purpose) => isPortable(program, purpose, law)) : undefined;
    case "human-review":
      return which((purpose) => purpose.automated !== undefined && purpose.automated.effect !== "none");
    case "opt-out":
      return which((purpose) => purpose.group === "advertise" || isSold(purpose, recipients));
    default:
      return undefined;
  }
}

const NAMES_BASES: ReadonlySet<Law> = new Set<Law>(["gdpr", "uk-gdpr"]);

/** @source GDPR Art. 20(1) */
function isPortable(program: Program, purpose: PurposeRule, law: Law): boolean {
  const bases = basesOf(program, purpose);
  return restsOnConsent(bases, law) || bases.some((one) => one.law === law && one.basis === "contract");
}

const isSold = (purpose: PurposeRule, recipients: readonly NoticeRecipient[]): boolean =>
  recipients.some((one) => (one.sale || one.sharing || one.rental) && one.purposes.includes(purpose.id));

/** By when the laws want requests answered that are received on a day. */
export const answersOf = (program: Program, day: string): readonly NoticeAnswer[] =>
  rulesInForce(responseRules, { laws: program.laws, day }).map(({ law, state, rights, period, article, verified }) => ({
    law,
    state,
    rights,
    period,
    article,
    verified,
  }));

/** Where one complains, law by law. */
export const authoritiesFor = (program: Program): readonly NoticeAuthority[] =>
  program.laws.map((law) => ({ law, authorities: complaintAuthorities(law, program.organization.country) }));
