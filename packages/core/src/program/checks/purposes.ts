// Checks of purposes: what they are, what they rest on, and what they use.
import { type PurposeKind, purposeKind, purposeKinds, replacedPurpose } from "../../taxonomy/index.ts";
import { asksForBasis } from "../law-limits.ts";
import { entriesOf, find, kindOfPurpose, type View } from "../lookup.ts";
import { nearest, oneOf } from "../nearest.ts";
import type { LongProgram } from "../schema/program-schema.ts";
import { type Check, type CheckContext, needAll, neverDone } from "./check.ts";

/** A purpose that is done, in long form. */
export type LongPurpose = Exclude<NonNullable<LongProgram["purposes"]>[string], "never">;

/** The purposes of a program that are done. */
export function donePurposes(view: View): readonly [string, LongPurpose][] {
  return entriesOf(view, "purposes").flatMap(([id, value]): [string, LongPurpose][] => (value === "never" ? [] : [[id, value]]));
}

/** The kind of a purpose, if it is one that the taxonomy knows. */
export function knownKind(id: string, purpose: LongPurpose): PurposeKind | undefined {
  const kind = kindOfPurpose(id, purpose);
  return kind === undefined ? undefined : purposeKind(kind);
}

/** The bases of a purpose by law; one word alone holds for each. */
export function basesOf(view: View, purpose: LongPurpose): readonly (string | undefined)[] {
  const { basis } = purpose;
  if (typeof basis === "string") return view.laws.length === 0 ? [basis] : view.laws.map(() => basis);
  return view.laws.map((law) => basis?.[law]);
}

/** Every purpose has a kind of the taxonomy, and is none of those that are never done. */
export const checkKinds: Check = (context) => {
  const { view, report } = context;
  const never = neverDone(context);
  for (const [id, value] of entriesOf(view, "purposes")) {
    const path = ["purposes", id];
    const kind = kindOfPurpose(id, value);
    const names = Object.keys(purposeKinds);
    const expected = oneOf("kinds of purpose", names);
    if (kind === undefined)
      report({
        code: "kind",
        level: "error",
        path,
        key: true,
        says: `purpose \`${id}\` does not say its kind`,
        expected: `kind: ${expected}`,
        write: nearest(id, names),
      });
    else if (!purposeKind(kind)) {
      const level = value === "never" ? "warning" : "error";
      report({
        code: "kind",
        level,
        path: [...path, "kind"],
        token: kind,
        says: `unknown kind of purpose \`${kind}\``,
        expected,
        write: nearest(kind, names),
      });
    } else if (typeof value === "object" && never.has(kind) && !value.never) {
      report({
        code: "contradiction",
        level: "error",
        path,
        key: true,
        says: `\`${id}\` is ${kind}, which this program says is never done`,
        expected: `no purpose of the kind ${kind}, or not \`${kind}: never\``,
      });
    }
    const now = kind === undefined ? undefined : replacedPurpose(kind);
    if (now !== undefined)
      report({
        code: "replaced",
        level: "info",
        path,
        key: true,
        says: `the kind \`${kind}\` is called \`${now}\` now`,
        write: now,
      });
  }
};

/** A law that asks for a basis gets one. */
export const checkBases: Check = ({ view, report }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const bases = basesOf(view, purpose);
    const without = view.laws.filter((law, index) => asksForBasis(law) && bases[index] === undefined);
    if (without.length === 0) continue;
    const asking = view.laws.filter((law) => asksForBasis(law)).join(", ");
    report({
      code: "basis",
      level: "error",
      path: ["purposes", id, "basis"],
      says: `purpose \`${id}\` needs a basis for ${without.join(", ")}`,
      expected: `a basis for each of: ${asking}`,
    });
  }
};

/** Bases that need words beside them have them. */
export const checkReasons: Check = ({ view, report }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const bases = basesOf(view, purpose);
    const path = ["purposes", id, "basis"];
    if (bases.includes("legitimate-interest") && purpose.interest === undefined) {
      report({
        code: "interest",
        level: "error",
        path,
        says: `\`${id}\` rests on a legitimate interest and does not say which`,
        expected: "interest: <in words>",
      });
    }
    if (bases.includes("legal-duty") && purpose.duty === undefined) {
      report({
        code: "duty",
        level: "error",
        path,
        says: `\`${id}\` rests on a legal duty and does not say which`,
        expected: "duty: <the law>",
      });
    }
  }
};

/** Marketing and advertising can be stopped, so they rest on nothing that cannot. */
export const checkStoppable: Check = ({ view, report }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const kind = knownKind(id, purpose);
    if (kind?.group !== "market" && kind?.group !== "advertise") continue;
    const rigid = basesOf(view, purpose).find(
      (basis) => basis === "contract" || basis === "legal-duty" || basis === "public-task",
    );
    if (rigid === undefined) continue;
    const what = kind.group === "market" ? "marketing" : "advertising";
    report({
      code: "unstoppable",
      level: "error",
      path: ["purposes", id, "basis"],
      token: rigid,
      says: `\`${id}\` is ${what} on ${rigid}: nobody could stop it`,
      expected: `one of: ${kind.bases.join(", ")}`,
      write: kind.bases[0],
    });
  }
};

/** The right to stop is the law's: a program widens it. */
export const checkStops: Check = ({ view, report }) => {
  const rank: Readonly<Record<string, number>> = { none: 0, object: 1, withdraw: 1, review: 1, final: 2 };
  for (const [id, purpose] of donePurposes(view)) {
    const kind = knownKind(id, purpose);
    if (!kind || purpose.stop === undefined || (rank[purpose.stop] ?? 0) >= (rank[kind.stop] ?? 0)) continue;
    report({
      code: "stop-narrowed",
      level: "error",
      path: ["purposes", id, "stop"],
      says: `people may stop ${kind.id} (${kind.stop}): a program can widen that, not narrow it`,
      expected: `${kind.stop} or wider`,
      write: kind.stop,
    });
  }
};

/** In doubt only what keeps a service running may go on. */
export const checkDoubt: Check = ({ view, report }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const group = knownKind(id, purpose)?.group;
    if (purpose.doubt !== "allow" || group === "operate" || group === "protect" || group === "law") continue;
    report({
      code: "doubt",
      level: "error",
      path: ["purposes", id, "doubt"],
      says: `\`${id}\` may not go on in doubt`,
      expected: "deny",
      write: "deny",
    });
  }
};

/** What rests on consent can be withdrawn somewhere. */
export const checkWithdrawal: Check = ({ group, view, report }) => {
  const portal = (view.long.requests ?? group.top.long.requests)?.by?.portal;
  if (portal !== false) return;
  const banner = entriesOf(view, "services").some(
    ([, service]) => service.banner !== undefined && service.banner !== false && service.banner.choice === undefined,
  );
  for (const [id, purpose] of donePurposes(view)) {
    const consents = basesOf(view, purpose).some((basis) => basis === "consent" || basis === "explicit-consent");
    if (!consents || banner || (purpose.channels?.length ?? 0) > 0) continue;
    report({
      code: "withdraw",
      level: "error",
      path: ["purposes", id],
      key: true,
      says: `\`${id}\` rests on consent, and there is no way to withdraw it`,
      expected: "a privacy center (`requests.by.portal`) or `channels`",
    });
  }
};

/** Processing for clients rests on their instruction. */
export const checkInstructions: Check = ({ group, view, report }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const of = Object.keys(purpose.of ?? {});
    const processed =
      of.length > 0 && of.every((subject) => find(group, view, "subjects", subject)?.value?.capacity === "processor");
    if (!processed || purpose.basis === "instruction") continue;
    report({
      code: "instruction",
      level: "error",
      path: ["purposes", id, "basis"],
      says: `\`${id}\` is about people held as processor: its basis is the client's instruction`,
      expected: "instruction",
      write: "instruction",
    });
  }
};

/** A decision by machine alone has its safeguards. @source GDPR Art. 22(3) */
export const checkSafeguards: Check = ({ view, report }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const { automated } = purpose;
    const bare = automated
      ? automated.effect !== "none" && automated.safeguards.length === 0
      : knownKind(id, purpose)?.group === "decide";
    if (!bare) continue;
    report({
      code: "safeguards",
      level: "error",
      path: ["purposes", id, "automated"],
      says: `\`${id}\` decides by machine and names no safeguards`,
      expected: "automated: { effect, logic, safeguards: [human-review, own-view, contest] }",
    });
  }
};

/** What the law wants assessed first is assessed. @source GDPR Art. 35 */
export const checkAssessments: Check = ({ view, report, today }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const { assessment, automated } = purpose;
    const effect = automated !== undefined && automated.effect !== "none";
    if (effect && !assessment)
      report({
        code: "assessment",
        level: "warning",
        path: ["purposes", id],
        key: true,
        says: `\`${id}\` decides by machine, and no assessment is attached`,
        expected: "assessment: { kind: dpia, ... }",
      });
    if (assessment && today !== undefined && assessment.review < today) {
      report({
        code: "assessment",
        level: "warning",
        path: ["purposes", id, "assessment", "review"],
        says: `the assessment of \`${id}\` was to be reviewed by ${assessment.review}`,
        expected: "a later date, after a review",
      });
    }
  }
};

/** Purposes name services, subjects and places that exist. */
export const checkPurposeReferences: Check = (context: CheckContext) => {
  for (const [id, purpose] of donePurposes(context.view)) {
    for (const subject of Object.keys(purpose.of ?? {})) needAll(context, "subjects", [subject], ["purposes", id, "of", subject]);
    needAll(context, "services", purpose.services, ["purposes", id, "services"]);
  }
};
