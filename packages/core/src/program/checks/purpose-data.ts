// Checks of the data that purposes use.
import { branch, longestMatch } from "../../taxonomy/index.ts";
import type { Path } from "../finding.ts";
import { allDatasets, categoriesOf, categoriesOfAll, entriesOf, fieldReferences, find, type View } from "../lookup.ts";
import { type Check, type CheckContext, needCategory, neverCollected } from "./check.ts";
import { donePurposes, knownKind, type LongPurpose } from "./purposes.ts";

/** A purpose lists its data, in categories that exist and that are collected. */
export const checkPurposeData: Check = (context) => {
  const never = neverCollected(context);
  for (const [id, purpose] of donePurposes(context.view)) {
    if (!purpose.data) {
      context.report({
        code: "no-data",
        level: "error",
        path: ["purposes", id],
        key: true,
        says: `\`${id}\` lists no data, so every decision for it is denied`,
        expected: "data: [<categories>]",
      });
    }
    for (const reference of Object.keys(purpose.data ?? {})) {
      const path = ["purposes", id, "data", reference];
      if (!needCategory(context, reference, path).some((category) => never.has(category))) continue;
      const says = `\`${id}\` uses \`${reference}\`, which is never collected`;
      context.report({ code: "never-collected", level: "error", path, key: true, says, expected: "only what is collected" });
    }
  }
};

/** Categories with `only` or `never` serve the purposes that they may. */
export const checkOnly: Check = (context) => {
  for (const [id, purpose] of donePurposes(context.view)) {
    for (const reference of Object.keys(purpose.data ?? {})) {
      const rule = ruleFor(context, reference);
      if (!rule) continue;
      const path: Path = ["purposes", id, "data", reference];
      const refuse = (says: string, expected: string) =>
        context.report({ code: "only", level: "error", path, key: true, says, expected });
      if (rule.only && !rule.only.includes(id)) refuse(`\`${reference}\` is not for \`${id}\``, `only: ${rule.only.join(", ")}`);
      if (rule.never?.includes(id)) refuse(`\`${reference}\` is never for \`${id}\``, "another category");
    }
  }
};

/** The entry of `data` that speaks of a reference most closely. */
function ruleFor({ group, view }: CheckContext, reference: string) {
  const own = find(group, view, "data", reference)?.value;
  if (typeof own === "object") return own;
  for (const from of new Set([view, group.top])) {
    const data = from.long.data ?? {};
    const rule = longestMatch(reference, Object.keys(data));
    const value = rule === undefined ? undefined : data[rule];
    if (typeof value === "object" && value.is === undefined) return value;
  }
  return undefined;
}

/** What a provider's rules limit is used within them. */
const LIMITED_TO: ReadonlySet<string> = new Set(["mail-client", "security", "legal-duty"]);

/** Limited data serves the kinds of purpose that its preset allows. */
export const checkLimited: Check = ({ group, view, report }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const kind = knownKind(id, purpose)?.id ?? "";
    for (const reference of Object.keys(purpose.data ?? {})) {
      const entry = find(group, view, "data", reference)?.value;
      if (typeof entry !== "object" || entry.limited === undefined || LIMITED_TO.has(kind)) continue;
      const says = `\`${reference}\` is limited (${entry.limited}), and \`${id}\` is no use that the rule allows`;
      report({
        code: "limited",
        level: "error",
        path: ["purposes", id, "data", reference],
        key: true,
        says,
        expected: `a purpose of the kind ${[...LIMITED_TO].join(", ")}`,
      });
    }
  }
};

/** What a purpose uses comes from somewhere. Asked only of programs that say where data enters. */
export const checkEntries: Check = ({ group, view, report }) => {
  if (entriesOf(view, "collection").length === 0) return;
  const known = new Set([view, group.top].flatMap((from) => [...comesIn(from, group)]));
  for (const [id, purpose] of donePurposes(view)) {
    for (const reference of missingEntries(purpose, (name) => categoriesOf(group, view, name), known)) {
      const says = `\`${id}\` uses \`${reference}\`, which nothing collects, derives or stores`;
      report({
        code: "no-entry",
        level: "warning",
        path: ["purposes", id, "data", reference],
        key: true,
        says,
        expected: "a collection point or a field that holds it",
      });
    }
  }
};

function missingEntries(
  purpose: LongPurpose,
  resolve: (name: string) => readonly string[],
  known: ReadonlySet<string>,
): readonly string[] {
  return Object.keys(purpose.data ?? {}).filter((reference) => {
    const categories = resolve(reference);
    return categories.length > 0 && !categories.some((category) => known.has(category));
  });
}

function comesIn(view: View, group: CheckContext["group"]): readonly string[] {
  const taken = entriesOf(view, "collection").flatMap(([, point]) => [
    ...(point.takes ?? []),
    ...Object.values(point.scopes ?? {}).flat(),
  ]);
  const stored = allDatasets(view).flatMap(({ dataset }) => Object.values(dataset.fields ?? {}).flatMap(fieldReferences));
  const said = entriesOf(view, "data").flatMap(([id, value]) => (typeof value === "object" ? [value.is ?? id] : []));
  const seen = entriesOf(view, "trackers").flatMap(([, tracker]) => tracker.data ?? []);
  const whole = categoriesOfAll(group, view, [...taken, ...stored, ...said, ...seen]);
  // A finer category of what is taken whole (`contact.address` gives `contact.city`), and the other way about.
  return whole.flatMap((category) => branch(category.split(".").slice(0, -1).join(".") || category).map(({ id }) => id));
}
