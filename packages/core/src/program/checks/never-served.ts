// What is never collected, or never done, and somebody or something that is there for it all the same.
import type { Path } from "../finding.ts";
import { categoriesOf, entriesOf, find } from "../lookup.ts";
import { type Check, neverCollected } from "./check.ts";

/** Nobody receives, and no tracker takes, what is never collected. */
export const checkNeverReceived: Check = (context) => {
  const { group, view, report } = context;
  const never = neverCollected(context);
  const refuse = (reference: string, path: Path, says: string) => {
    if (!categoriesOf(group, view, reference).some((category) => never.has(category))) return;
    report({
      code: "never-collected",
      level: "error",
      path,
      token: reference,
      says: `${says} \`${reference}\`, which is never collected`,
      expected: "only what is collected",
    });
  };
  for (const [id, recipient] of entriesOf(view, "recipients"))
    for (const reference of Object.keys(recipient.receives))
      refuse(reference, ["recipients", id, "receives"], `${recipient.name} receives`);
  for (const [id, tracker] of entriesOf(view, "trackers"))
    for (const reference of tracker.data ?? []) refuse(reference, ["trackers", id, "data"], `\`${id}\` takes`);
};

/** No client instructs, no role works for, and nothing is kept for a purpose that is never done. */
export const checkNeverServed: Check = ({ group, view, report }) => {
  const refuse = (purpose: string, path: Path, says: string, key = false) => {
    if (find(group, view, "purposes", purpose)?.value !== "never") return;
    report({
      code: "contradiction",
      level: "error",
      path,
      ...(key ? { key } : { token: purpose }),
      says: `${says} \`${purpose}\`, which is never done`,
      expected: "a purpose that is done",
    });
  };
  for (const purpose of Object.keys(view.long.clients?.instructions ?? {}))
    refuse(purpose, ["clients", "instructions", purpose], "clients can instruct", true);
  for (const [id, rule] of entriesOf(view, "retention"))
    for (const purpose of rule.for ?? []) refuse(purpose, ["retention", id, "for"], `\`${id}\` keeps data for`);
  for (const [id, role] of entriesOf(view, "staff"))
    for (const purpose of role.for ?? []) refuse(purpose, ["staff", id, "for"], `the role \`${id}\` works for`);
};

/** Whoever provides a tracker serves its purpose: else what it takes may never be passed to them. */
export const checkProviders: Check = ({ group, view, report }) => {
  for (const [id, tracker] of entriesOf(view, "trackers")) {
    const provider = tracker.provider === undefined ? undefined : find(group, view, "recipients", tracker.provider);
    const purpose = find(group, view, "purposes", tracker.purpose)?.value;
    if (typeof provider?.value !== "object" || typeof purpose !== "object") continue;
    const serves = provider.value.for.some((one) => find(group, provider.view, "purposes", one)?.value === purpose);
    if (serves) continue;
    report({
      code: "contradiction",
      level: "warning",
      path: ["trackers", id, "provider"],
      says: `\`${id}\` serves \`${tracker.purpose}\`, and ${provider.value.name} receives data for ${provider.value.for.join(", ")} only: it is always denied`,
      expected: `\`${tracker.purpose}\` in \`for\` of the recipient, or another provider`,
    });
  }
};
