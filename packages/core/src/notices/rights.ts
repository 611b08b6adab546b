import { type AnsweredRight, complaintAuthorities, countriesOf, rightsUnder, rulesInForce } from "../jurisdictions/index.ts";
import type { RightRule } from "../laws/index.ts";
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
  { right, law, bases }: RightRule & { readonly law: Law },
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
      // Where the text names bases, of what rests on one of them.
      return bases && which((purpose) => basesOf(program, purpose).some((one) => one.law === law && bases.includes(one.basis)));
    case "human-review":
      return which((purpose) => purpose.automated !== undefined && purpose.automated.effect !== "none");
    case "opt-out":
      return which((purpose) => purpose.group === "advertise" || isSold(purpose, recipients));
    default:
      return undefined;
  }
}

const isSold = (purpose: PurposeRule, recipients: readonly NoticeRecipient[]): boolean =>
  recipients.some((one) => (one.sale || one.sharing || one.rental) && one.purposes.includes(purpose.id));

/** By when the laws want requests answered that are received on a day. */
export const answersOf = (program: Program, day: string): readonly NoticeAnswer[] =>
  rulesInForce(({ clocks }) => clocks, { laws: program.laws, day }).flatMap(
    ({ act, law, state, rights = [], period, article, verified }) => {
      const told = rights.filter((right): right is AnsweredRight => right === "access" || right === "erasure");
      return act !== "answer" || period === undefined || told.length === 0
        ? []
        : [{ law, state, rights: told, period, article, verified }];
    },
  );

/** Where one complains, law by law. */
export const authoritiesFor = (program: Program): readonly NoticeAuthority[] =>
  program.laws.map((law) => {
    const found = countriesOf(program.organization).flatMap((country) => complaintAuthorities(law, country));
    return { law, authorities: [...new Set(found)] };
  });
