// Checks of retention.
import type { Path } from "../finding.ts";
import { allDatasets, categoriesOfAll, entriesOf, fieldReferences, isTarget, resolvePlace } from "../lookup.ts";
import type { LongProgram } from "../schema/program-schema.ts";
import { type Check, type CheckContext, needAll, needCategory, needPlace } from "./check.ts";
import { longer } from "./longer.ts";

/** Rules name what exists. */
export const checkRetentionReferences: Check = (context) => {
  for (const [id, rule] of entriesOf(context.view, "retention")) {
    const at = ["retention", id];
    for (const place of rule.datasets ?? []) needPlace(context, place, [...at, "datasets"]);
    for (const reference of rule.data ?? []) needCategory(context, reference, [...at, "data"]);
    needAll(context, "subjects", rule.subjects, [...at, "subjects"]);
    needAll(context, "purposes", rule.for, [...at, "for"]);
    (rule.steps ?? []).forEach((step, index) => {
      if (step.aggregate) needPlace(context, step.aggregate.into, [...at, "steps", index, "aggregate", "into"]);
    });
  }
};

/** A rule says of what, how long and why. */
export const checkPeriods: Check = ({ view, report }) => {
  for (const [id, rule] of entriesOf(view, "retention")) {
    const refuse = (code: string, path: Path, says: string, expected: string) =>
      report({ code, level: "error", path: ["retention", id, ...path], key: true, says, expected });
    if (!rule.datasets && !rule.data && !rule.subjects)
      refuse("no-period", [], `\`${id}\` does not say what it is about`, "`datasets`, `data` or `subjects`");
    if (!rule.after && !rule.keep && !rule.steps)
      refuse("no-period", [], `\`${id}\` says what, and not how long`, "`after`, `keep` or `steps`");
    if (rule.steps && rule.since === undefined)
      refuse("no-date", ["steps"], `\`${id}\` has steps, and no date that they count from`, "since: <a column>");
    if (rule.keep && !rule.because)
      refuse("because", ["keep"], `\`${id}\` keeps data against an erasure, and names no law`, "because: <the law>");
    if (rule.keep?.startsWith("at once"))
      refuse("no-period", ["keep"], `\`${id}\` keeps nothing`, "a span such as 7 years since issued_at");
  }
};

const SPAN = /^(.+) since (.+)$/;

/** What is kept at least so long does not go at most so long after the same day, by one rule or by two. */
export const checkSpans: Check = (context) => {
  const { view, report } = context;
  const rules = entriesOf(view, "retention");
  for (const [id, rule] of rules) {
    const { keep } = rule;
    const [, kept, from] = SPAN.exec(keep ?? "") ?? [];
    if (kept === undefined) continue;
    for (const [other, { after, ...of }] of rules) {
      const [, most, since] = SPAN.exec(after ?? "") ?? [];
      if (most === undefined || (other !== id && !isOfTheSame(context, rule, of)) || since !== from || !longer(kept, most))
        continue;
      report({
        code: "contradiction",
        level: "error",
        path: ["retention", other, "after"],
        says: `it goes ${most} after ${since}, and \`${id}\` keeps it for ${kept}`,
        expected: `no less than ${kept}, or other data`,
      });
    }
  }
};

type Rule = Pick<NonNullable<LongProgram["retention"]>[string], "datasets" | "data" | "laws">;

/** Whether two rules are about whole rows of one dataset, under the same laws. What is kept by its kind keeps every row that has it. */
function isOfTheSame(context: CheckContext, kept: Rule, gone: Rule): boolean {
  if (gone.data !== undefined || String(kept.laws ?? []) !== String(gone.laws ?? [])) return false;
  const { datasets = [], data } = kept;
  if (data === undefined) return datasets.some((place) => gone.datasets?.includes(place));
  const held = new Set(categoriesOfAll(context.group, context.view, data));
  return (gone.datasets ?? []).some(
    (place) => (datasets.length === 0 || datasets.includes(place)) && hasSome(context, place, held),
  );
}

/** Whether a dataset has data of some kinds. */
function hasSome({ group, view }: CheckContext, place: string, kinds: ReadonlySet<string>): boolean {
  const target = resolvePlace(group, view, place);
  if (!isTarget(target)) return false;
  const found = target.view.long.stores?.[target.store]?.datasets[target.dataset];
  const references = Object.values(found?.fields ?? {}).flatMap(fieldReferences);
  return categoriesOfAll(group, target.view, references).some((category) => kinds.has(category));
}

/** Exceptions that GDPR 17(3) does not have. @source GDPR Art. 17(3) */
const NOT_GDPR: ReadonlySet<string> = new Set(["security", "debugging", "internal-use", "contract"]);

/** A ground holds only where the law knows it. */
export const checkExceptions: Check = ({ view, report }) => {
  for (const [id, rule] of entriesOf(view, "retention")) {
    const laws = rule.laws ?? view.laws;
    const exception = rule.because?.exception;
    const others = laws.filter((law) => law !== "gdpr" && law !== "uk-gdpr");
    if (exception === undefined || !NOT_GDPR.has(exception) || others.length === laws.length) continue;
    const held = others.join(", ") || "no law of this program";
    report({
      code: "exception",
      level: "warning",
      path: ["retention", id, "because"],
      says: `\`${exception}\` is no ground of GDPR 17(3): \`${id}\` holds only under ${held}`,
      expected: "laws: <where it holds>",
    });
  }
};

/** COPPA knows no keeping for ever. @source 16 CFR 312.10 */
export const checkForever: Check = ({ view, report }) => {
  if (!view.laws.includes("coppa")) return;
  const ruled = new Set(entriesOf(view, "retention").flatMap(([, rule]) => [...(rule.datasets ?? []), ...(rule.subjects ?? [])]));
  for (const { store, name, dataset } of allDatasets(view)) {
    const personal = Object.values(dataset.fields ?? {}).some((field) => fieldReferences(field).length > 0);
    // Rows that lead to others go with them.
    const follows = Object.keys(dataset.links ?? {}).length > 0;
    const kept = ruled.has(`${store}/${name}`) || Object.keys(dataset.is ?? {}).some((subject) => ruled.has(subject));
    if (!personal || follows || kept || dataset.anonymous) continue;
    report({
      code: "kept-forever",
      level: "warning",
      path: ["stores", store, "datasets", name],
      key: true,
      says: `no retention rule reaches \`${name}\`, and COPPA knows no keeping for ever`,
      expected: "a retention rule",
    });
  }
};
