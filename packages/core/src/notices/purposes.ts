import { basisArticle } from "../jurisdictions/index.ts";
import type { Law, Program, PurposeRule } from "../program/index.ts";
import { heldBy, notKept, usesIn } from "./categories.ts";
import { GROUP_ORDER, groupLabel } from "./labels.ts";
import type { NoticeBasis, NoticePurpose, NoticePurposeGroup, NoticeRecipient, NoticeStop } from "./notice.ts";

const CONSENTS: ReadonlySet<string> = new Set(["consent", "explicit-consent"]);
const OBJECTABLE: ReadonlySet<string> = new Set(["legitimate-interest", "public-task"]);

/** What a purpose rests on, law by law. */
export function basesOf({ laws }: Program, { basis, notUnder }: PurposeRule): readonly NoticeBasis[] {
  if (typeof basis !== "object") return [];
  return laws.flatMap((law) => {
    const word = basis[law];
    return word === undefined || notUnder.includes(law) ? [] : [{ law, basis: word, article: basisArticle(law, word) }];
  });
}

/** Whether a purpose rests on consent: under a law, or under any. */
export const restsOnConsent = (bases: readonly NoticeBasis[], law?: Law): boolean =>
  bases.some((one) => CONSENTS.has(one.basis) && (law === undefined || one.law === law));

/** Whether one can object to it by law. @source GDPR Art. 21(1) */
export const isObjectable = (bases: readonly NoticeBasis[], law?: Law): boolean =>
  bases.some((one) => OBJECTABLE.has(one.basis) && (law === undefined || one.law === law));

/** What a person can do against a purpose: the program's word, and never less than its bases give. */
function stopOf(purpose: PurposeRule, bases: readonly NoticeBasis[]): NoticeStop {
  if (restsOnConsent(bases)) return "withdraw";
  if (purpose.stop === "final") return "final";
  return isObjectable(bases) ? "object" : (purpose.stop ?? "none");
}

/** The purposes, under the headings of their groups. */
export function purposesOf(program: Program, recipients: readonly NoticeRecipient[]): readonly NoticePurposeGroup[] {
  const known = new Set([...heldBy(program), ...notKept(program)]);
  const all = Object.values(program.purposes);
  return GROUP_ORDER.flatMap((group) => {
    const purposes = all.filter((purpose) => (purpose.group ?? "other") === group);
    if (purposes.length === 0) return [];
    return [{ group, label: groupLabel(group), purposes: purposes.map((one) => purposeOf(program, one, known, recipients)) }];
  });
}

function purposeOf(
  program: Program,
  purpose: PurposeRule,
  known: ReadonlySet<string>,
  recipients: readonly NoticeRecipient[],
): NoticePurpose {
  const bases = basesOf(program, purpose);
  return {
    id: purpose.id,
    label: purpose.words,
    kind: purpose.kind,
    about: purpose.about,
    data: usesIn(program, purpose.uses, known),
    bases,
    instructed: purpose.basis === "instruction",
    interest: purpose.interest,
    duty: purpose.duty,
    stop: stopOf(purpose, bases),
    subjects: Object.entries(purpose.of).map(([id, form]) => ({ id, form })),
    services: purpose.services,
    recipients: recipients.filter((one) => one.purposes.includes(purpose.id)).map((one) => one.id),
    notUnder: purpose.notUnder,
    otherwise: purpose.otherwise,
  };
}
