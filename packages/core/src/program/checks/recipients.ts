// Checks of recipients and trackers.
import { purposeKind, recipientKind, recipientKinds } from "../../taxonomy/index.ts";
import { categoriesOf, categoriesOfAll, entriesOf, find, type Group, kindOfPurpose, qualified, type View } from "../lookup.ts";
import { nearest, oneOf } from "../nearest.ts";
import type { LongProgram } from "../schema/program-schema.ts";
import { type Check, need, needAll, needCategory, needPlace, neverDone } from "./check.ts";
import { longer } from "./longer.ts";

type LongRecipient = NonNullable<LongProgram["recipients"]>[string];

/** Recipients name kinds, purposes, categories, subjects, stores and places that exist. */
export const checkRecipientReferences: Check = (context) => {
  for (const [id, recipient] of entriesOf(context.view, "recipients")) {
    const at = ["recipients", id];
    const { kind, told, when } = recipient;
    if (kind !== undefined && !recipientKind(kind)) {
      const names = Object.keys(recipientKinds);
      context.report({
        code: "kind",
        level: "error",
        path: [...at, "kind"],
        says: `unknown kind of recipient \`${kind}\``,
        expected: oneOf("kinds of recipient", names),
        write: nearest(kind, names),
      });
    }
    needAll(context, "purposes", recipient.for, [...at, "for"]);
    needAll(context, "subjects", recipient.of, [...at, "of"]);
    needAll(context, "services", recipient.services, [...at, "services"]);
    for (const reference of Object.keys(recipient.receives)) needCategory(context, reference, [...at, "receives", reference]);
    if (told && "store" in told) need(context, "stores", told.store, [...at, "told", "store"]);
    if (when?.shown !== undefined) needPlace(context, when.shown, [...at, "when", "shown"]);
  }
};

/** Nothing is sent without an agreement that is in force. */
export const checkAgreements: Check = ({ view, report, today }) => {
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    const { agreement, capacity, name, until } = recipient;
    if (capacity === "authority") continue;
    const expected = "agreement: { kind, date, document }";
    if (!agreement)
      report({
        code: "agreement",
        level: "error",
        path: ["recipients", id],
        key: true,
        says: `${name} has no agreement on record: nothing is sent to it`,
        expected,
      });
    else if (
      today !== undefined &&
      agreement.ends !== undefined &&
      agreement.ends < today &&
      (until === undefined || until >= today)
    ) {
      report({
        code: "agreement",
        level: "error",
        path: ["recipients", id, "agreement", "ends"],
        says: `the agreement with ${name} ended on ${agreement.ends}`,
        expected: "a new agreement, or `until`",
      });
    }
  }
};

/** Dates that follow each other do: nobody receives before there is an agreement, or until before they began. */
export const checkDates: Check = ({ view, report, today }) => {
  for (const [id, { name, since, until, agreement, capacity }] of entriesOf(view, "recipients")) {
    const refuse = (path: readonly string[], says: string, expected: string) =>
      report({ code: "contradiction", level: "error", path: ["recipients", id, ...path], says, expected });
    if (since !== undefined && until !== undefined && until < since)
      refuse(["until"], `${name} receives data until ${until}, and from ${since} on`, "a day that is not before `since`");
    if (agreement === undefined || capacity === "authority") continue;
    const { date, ends } = agreement;
    if (ends !== undefined && ends < date)
      refuse(["agreement", "ends"], `the agreement with ${name} ends on ${ends}, and begins on ${date}`, "a day after its date");
    const isDone = until !== undefined && today !== undefined && until < today;
    if (today !== undefined && date > today && (since ?? today) <= today && !isDone)
      refuse(["agreement", "date"], `the agreement with ${name} begins on ${date} alone`, "an agreement that holds, or `since`");
  }
};

/** An erasure can be passed on. */
export const checkTold: Check = ({ group, view, report }) => {
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    if (recipient.told || recipient.capacity === "authority" || providesStore(group, view, id)) continue;
    const says = `an erasure cannot be passed on to ${recipient.name}`;
    const expected = "told: { mail | webhook | store }, or { impossible: <why> }";
    report({ code: "told", level: "warning", path: ["recipients", id], key: true, says, expected });
  }
};

/** Whether a recipient hosts a store, which is then erased directly. */
export function providesStore(group: Group, view: View, id: string): boolean {
  const wanted = qualified(view, id);
  return [...group.views.values()].some((from) =>
    entriesOf(from, "stores").some(([, { provider }]) => {
      const hit = provider === undefined ? undefined : find(group, from, "recipients", provider);
      return hit !== undefined && qualified(hit.view, hit.id) === wanted;
    }),
  );
}

/** No recipient does what the program says is never done. */
export const checkContradictions: Check = (context) => {
  const { group, view, report } = context;
  const never = neverDone(context);
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    const flags = [
      ["sale", "sale"],
      ["rental", "rental"],
      ["rental", "sale"],
      ["sharing", "cross-context-advertising"],
    ] as const;
    for (const [flag, kind] of flags) {
      if (!recipient[flag] || !never.has(kind)) continue;
      report({
        code: "contradiction",
        level: "error",
        path: ["recipients", id, flag],
        key: true,
        says: `${recipient.name} says \`${flag}: true\`, and this program says \`${kind}: never\``,
        expected: "one of the two",
      });
    }
    for (const purpose of recipient.for) {
      if (find(group, view, "purposes", purpose)?.value !== "never") continue;
      report({
        code: "contradiction",
        level: "error",
        path: ["recipients", id, "for"],
        token: purpose,
        says: `${recipient.name} receives data for \`${purpose}\`, which is never done`,
        expected: "a purpose that is done",
      });
    }
  }
};

/** A recipient gets what its purposes use. */
export const checkReceives: Check = ({ group, view, report }) => {
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    if (recipient.kind === "advertiser") continue; // what it gets by consent of its own no purpose lists
    const used = usedBy(group, view, recipient);
    for (const reference of Object.keys(recipient.receives)) {
      const categories = categoriesOf(group, view, reference);
      if (categories.length === 0 || categories.some((category) => used.has(category))) continue;
      report({
        code: "receives",
        level: "warning",
        path: ["recipients", id, "receives", reference],
        key: true,
        says: `${recipient.name} receives \`${reference}\`, which none of its purposes uses`,
        expected: `what ${recipient.for.join(", ")} use`,
      });
    }
  }
};

function usedBy(group: Group, view: View, recipient: LongRecipient): ReadonlySet<string> {
  return new Set(
    recipient.for.flatMap((reference) => {
      const hit = find(group, view, "purposes", reference);
      return typeof hit?.value === "object" ? categoriesOfAll(group, hit.view, Object.keys(hit.value.data ?? {})) : [];
    }),
  );
}

/** Trackers serve purposes that exist and are done. */
export const checkTrackers: Check = (context) => {
  for (const [id, tracker] of entriesOf(context.view, "trackers")) {
    const at = ["trackers", id];
    const hit = need(context, "purposes", tracker.purpose, [...at, "purpose"]);
    if (tracker.provider !== undefined) need(context, "recipients", tracker.provider, [...at, "provider"]);
    needAll(context, "services", tracker.services, [...at, "services"]);
    for (const reference of tracker.data ?? []) needCategory(context, reference, [...at, "data"]);
    if (hit?.value !== "never") continue;
    context.report({
      code: "contradiction",
      level: "error",
      path: [...at, "purpose"],
      says: `\`${id}\` serves \`${tracker.purpose}\`, which is never done`,
      expected: "a purpose that is done",
    });
  }
};

/** Advertising, marketing and measuring are never essential. */
export const checkEssential: Check = ({ view, report }) => {
  for (const [id, purpose] of entriesOf(view, "purposes")) {
    const kind = kindOfPurpose(id, purpose);
    const group = kind === undefined ? undefined : purposeKind(kind)?.group;
    if (purpose === "never" || !purpose.essential || (group !== "market" && group !== "advertise" && group !== "measure"))
      continue;
    report({
      code: "essential",
      level: "error",
      path: ["purposes", id, "essential"],
      key: true,
      says: `\`${id}\` is called essential, and is no such thing`,
      expected: "no `essential`",
    });
  }
};

/** No tracker stays for ever, or longer than the consent behind it. */
export const checkTrackerLives: Check = ({ group, view, report }) => {
  for (const [id, tracker] of entriesOf(view, "trackers")) {
    const purpose = find(group, view, "purposes", tracker.purpose)?.value;
    const consent = typeof purpose === "object" ? purpose.consent?.lasts : undefined;
    const path = ["trackers", id, "lasts"];
    if (tracker.lasts === "forever")
      report({ code: "tracker-lasts", level: "warning", path, says: `\`${id}\` lasts for ever`, expected: "a period" });
    else if (consent !== undefined && longer(tracker.lasts, consent)) {
      report({
        code: "tracker-lasts",
        level: "warning",
        path,
        says: `\`${id}\` lasts longer than the consent (${consent})`,
        expected: `at most ${consent}`,
      });
    }
  }
};
