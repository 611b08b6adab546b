// Where a program and the law of a person part: the law goes first in every decision, and each such place is listed.
import { dataCategory } from "../../taxonomy/index.ts";
import type { Law } from "../base.ts";
import { childAge, citeLimit, countriesAway, GROUNDS_FOR_AUTOMATED, groundsForSpecial, OBJECTIONABLE } from "../law-limits.ts";
import { categoriesOf, entriesOf } from "../lookup.ts";
import type { Check, CheckContext } from "./check.ts";
import { donePurposes, knownKind, type LongPurpose } from "./purposes.ts";

/** The basis of a purpose under a law. */
const basisUnder = ({ basis }: LongPurpose, law: Law): string | undefined => (typeof basis === "object" ? basis[law] : basis);

/** Special data has, under each law, a ground that this law takes. @source GDPR Art. 9(2), 10 @source LGPD Art. 11 */
export const checkSpecial: Check = (context) => {
  const { group, view, report } = context;
  for (const [id, purpose] of donePurposes(view)) {
    for (const reference of Object.keys(purpose.data ?? {})) {
      const categories = categoriesOf(group, view, reference);
      for (const law of view.laws) {
        const found = categories.flatMap((category) => {
          const why = whyNoGround(id, purpose, law, category);
          return why === undefined ? [] : [{ category, ...why }];
        })[0];
        if (found === undefined) continue;
        const says = `\`${found.category}\` is special data under ${law}, and \`${id}\` has no ground that ${citeLimit("special-data", law)} takes`;
        const path = ["purposes", id, "data", reference];
        report({ code: "special", level: "warning", path, key: true, says, expected: found.expected });
      }
    }
  }
};

function whyNoGround(id: string, purpose: LongPurpose, law: Law, category: string): { readonly expected: string } | undefined {
  const facts = dataCategory(category);
  const basis = basisUnder(purpose, law) ?? "";
  const grounds = groundsForSpecial(law, facts);
  if (grounds !== undefined) return grounds.includes(basis) ? undefined : { expected: `one of: ${grounds.join(", ")}` };
  const group = knownKind(id, purpose)?.group;
  const runs = group === "operate" || group === "protect" || group === "law";
  if (law !== "us-states" || facts?.sensitive !== true || runs) return undefined;
  return basis === "consent" || basis === "explicit-consent" || basis === "instruction" ? undefined : { expected: "consent" };
}

function conflict({ report }: CheckContext, path: readonly string[], says: string, expected: string): void {
  report({ code: "law-conflict", level: "warning", path, says: `${says}: the law goes first`, expected });
}

/** What a machine decides rests on a ground that the law takes. @source GDPR Art. 22(2) */
export const checkAutomatedGrounds: Check = (context) => {
  for (const [id, purpose] of donePurposes(context.view)) {
    if (purpose.automated === undefined || purpose.automated.effect === "none") continue;
    for (const law of context.view.laws) {
      const article = citeLimit("automated", law);
      const basis = basisUnder(purpose, law);
      if (article === undefined || (basis !== undefined && GROUNDS_FOR_AUTOMATED.includes(basis))) continue;
      const says = `\`${id}\` decides by machine on ${basis ?? "no basis"}, which ${article} does not take`;
      conflict(context, ["purposes", id, "basis"], says, `one of: ${GROUNDS_FOR_AUTOMATED.join(", ")}`);
    }
  }
};

/** Nobody is told that they cannot object where the law lets them. @source GDPR Art. 21(1) */
export const checkObjections: Check = (context) => {
  for (const [id, purpose] of donePurposes(context.view)) {
    if (purpose.stop !== "none") continue;
    for (const law of context.view.laws) {
      const article = citeLimit("objection", law);
      const basis = basisUnder(purpose, law);
      if (article === undefined || basis === undefined || !OBJECTIONABLE.includes(basis)) continue;
      const says = `\`${id}\` cannot be stopped, and rests on ${basis}, against which ${article} lets people object`;
      conflict(context, ["purposes", id, "stop"], says, "stop: object");
    }
  }
};

/** A child is a child at the law's age at least. @source GDPR Art. 8(1) */
export const checkChildAges: Check = (context) => {
  const { under } = context.view.long.minors ?? {};
  if (typeof under !== "object") return;
  for (const law of context.view.laws) {
    const own = childAge(law);
    const said = under[law];
    if (own === undefined || said === undefined || said >= own) continue;
    const article = citeLimit("child", law) ?? citeLimit("child-sale", law);
    const says = `under ${law} a child is one under ${said} here, and under ${own} by ${article}`;
    conflict(context, ["minors", "under", law], says, `${own} or more`);
  }
};

const SALES: readonly string[] = ["sale", "rental", "cross-context-advertising"];

/** What a child is, is sold with a yes alone. @source Cal. Civ. Code 1798.120(c) */
export const checkChildSales: Check = (context) => {
  const { group, view } = context;
  const article = citeLimit("child-sale", "ccpa");
  if (!view.laws.includes("ccpa")) return;
  const minors = [...new Set([group.top, view])].flatMap((from) =>
    entriesOf(from, "subjects").flatMap(([id, subject]) => (subject.minor === true ? [id] : [])),
  );
  const reaches = (of: readonly string[]) => minors.find((id) => of.length === 0 || of.includes(id));
  for (const [id, purpose] of donePurposes(view)) {
    const minor = reaches(Object.keys(purpose.of ?? {}));
    const basis = basisUnder(purpose, "ccpa");
    const asked = basis === "consent" || basis === "explicit-consent" || purpose.never?.includes("ccpa") === true;
    if (minor === undefined || asked || !SALES.includes(knownKind(id, purpose)?.id ?? "")) continue;
    const says = `\`${id}\` goes on until an opt-out, and of a \`${minor}\` ${article} asks for a yes`;
    conflict(context, ["purposes", id, "basis"], says, "{ ccpa: consent }, or `of` without minors");
  }
};

/** What leaves for another country has a safeguard, under each law that asks for one. @source GDPR Art. 46 */
export const checkTransfers: Check = ({ group, view, report }) => {
  const home = (view.long.organization ?? group.top.long.organization)?.country;
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    if (recipient.transfer || recipient.capacity === "authority") continue;
    const away = view.laws.map((law) => ({ law, countries: countriesAway(law, recipient.country, home) }));
    const [first] = away.filter(({ countries }) => countries.length > 0);
    if (first === undefined) continue;
    const laws = away.flatMap(({ law, countries }) => (countries.length > 0 ? [citeLimit("transfer", law)] : []));
    report({
      code: "transfer",
      level: "warning",
      path: ["recipients", id, "country"],
      says: `${recipient.name} is in ${first.countries.join(", ")}, and no safeguard is named (${laws.join("; ")})`,
      expected: "transfer: { safeguard }",
    });
  }
};
