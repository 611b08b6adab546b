// What is declared, and can never be: each decision about it is a no, which nobody sees before they ask.
import { categoriesOf, categoriesOfAll, entriesOf, find, type Group, type View } from "../lookup.ts";
import type { LongProgram } from "../schema/program-schema.ts";
import type { Check } from "./check.ts";

type LongPurpose = Exclude<NonNullable<LongProgram["purposes"]>[string], "never">;

/** A purpose that is done, where a reference leads; undefined: it is never done, or not there. */
function doneBy(group: Group, view: View, reference: string): { readonly purpose: LongPurpose; readonly view: View } | undefined {
  const hit = find(group, view, "purposes", reference);
  return typeof hit?.value === "object" ? { purpose: hit.value, view: hit.view } : undefined;
}

/** Whoever receives data of some kinds of people alone serves purposes that some of them are part of. */
export const checkServedPeople: Check = ({ group, view, report }) => {
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    const { of = [] } = recipient;
    if (of.length === 0) continue;
    for (const reference of recipient.for) {
      const theirs = Object.keys(doneBy(group, view, reference)?.purpose.of ?? {});
      if (theirs.length === 0 || theirs.some((one) => of.includes(one))) continue;
      report({
        code: "contradiction",
        level: "warning",
        path: ["recipients", id, "for"],
        token: reference,
        says: `${recipient.name} receives data of ${of.join(", ")}, and \`${reference}\` is about ${theirs.join(", ")}: it is always denied`,
        expected: "a kind of people that both are about",
      });
    }
  }
};

/** What is taken for some purposes alone is what one of them uses. */
export const checkTakenFor: Check = ({ group, view, report }) => {
  for (const [id, point] of entriesOf(view, "collection")) {
    if (point.for === undefined) continue;
    const purposes = point.for.flatMap((reference) => doneBy(group, view, reference) ?? []);
    const used = new Set(purposes.flatMap((one) => categoriesOfAll(group, one.view, Object.keys(one.purpose.data ?? {}))));
    for (const reference of purposes.length === 0 ? [] : (point.takes ?? [])) {
      const categories = categoriesOf(group, view, reference);
      if (categories.length === 0 || categories.some((category) => used.has(category))) continue;
      report({
        code: "contradiction",
        level: "warning",
        path: ["collection", id, "takes"],
        token: reference,
        says: `\`${id}\` takes \`${reference}\` for ${point.for.join(", ")} only, which uses none: it is always denied`,
        expected: "a purpose that uses it, or not to take it",
      });
    }
  }
};

/** Nobody receives data as it is where each of its purposes has it in a form: as it is, it is always denied. */
export const checkReceivedForm: Check = ({ group, view, report }) => {
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    for (const [reference, form] of Object.entries(recipient.receives)) {
      if (form !== "any") continue;
      const categories = categoriesOf(group, view, reference);
      const forms = recipient.for.flatMap((purpose) => formsOf(group, doneBy(group, view, purpose), categories));
      const [first] = forms;
      if (first === undefined || forms.includes("any") || forms.includes("consent")) continue;
      report({
        code: "contradiction",
        level: "warning",
        path: ["recipients", id, "receives", reference],
        key: true,
        says: `${recipient.name} receives \`${reference}\` as it is, and ${recipient.for.join(", ")} has it ${first}: as it is, it is always denied`,
        expected: `{ ${reference}: ${first} }`,
      });
    }
  }
};

/** In which forms a purpose has data that these kinds are among. */
function formsOf(
  group: Group,
  done: { readonly purpose: LongPurpose; readonly view: View } | undefined,
  categories: readonly string[],
): readonly string[] {
  if (done === undefined) return [];
  return Object.entries(done.purpose.data ?? {}).flatMap(([reference, form]) =>
    categoriesOf(group, done.view, reference).some((category) => categories.includes(category)) ? [form] : [],
  );
}

/**
 * What is held for a client is not sold: nobody instructs a sale of what they only had processed.
 *
 * @source GDPR Art. 28(3)(a), 28(10); Cal. Civ. Code 1798.140(ag)(1)(A)
 */
export const checkClientSales: Check = ({ group, view, report }) => {
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    const flag = (["sale", "rental", "sharing"] as const).find((one) => recipient[one]);
    if (flag === undefined) continue;
    const isHeld = (subject: string) => find(group, view, "subjects", subject)?.value?.capacity === "processor";
    for (const reference of recipient.for) {
      const theirs = Object.keys(doneBy(group, view, reference)?.purpose.of ?? {});
      const about = recipient.of === undefined ? theirs : theirs.filter((one) => recipient.of?.includes(one));
      const held = about.find(isHeld);
      if (held === undefined) continue;
      report({
        code: "contradiction",
        level: "error",
        path: ["recipients", id, flag],
        key: true,
        says: `${recipient.name} says \`${flag}: true\`, and \`${reference}\` is about ${held}, held as processor: what a client had processed is not sold`,
        expected: `no \`${flag}\`, or \`of\` without ${held}`,
      });
    }
  }
};
