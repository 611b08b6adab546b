// What people sign in with is verified where it lies, and goes to nobody.
import { categoriesOf, entriesOf } from "../lookup.ts";
import type { Check } from "./check.ts";
import { providesStore } from "./recipients.ts";

/** Categories that prove who somebody is: whoever has them can be that person. */
const PROOFS: ReadonlySet<string> = new Set(["auth.password", "auth.pin", "auth.secret-answer"]);

/** Kinds of recipient that keep it, so that it can be verified. */
const KEEPERS: ReadonlySet<string | undefined> = new Set(["hosting", "database-hosting", "identity-provider"]);

/** No recipient gets what people sign in with, but whoever keeps it for us. */
export const checkDisclosed: Check = ({ group, view, report }) => {
  for (const [id, recipient] of entriesOf(view, "recipients")) {
    if (KEEPERS.has(recipient.kind) || providesStore(group, view, id)) continue;
    for (const reference of Object.keys(recipient.receives)) {
      const proof = categoriesOf(group, view, reference).find((category) => PROOFS.has(category));
      if (proof === undefined) continue;
      report({
        code: "receives",
        level: "error",
        path: ["recipients", id, "receives", reference],
        key: true,
        says: `${recipient.name} receives \`${proof}\`, which may be verified, and never disclosed`,
        expected: "categories that people do not sign in with",
      });
    }
  }
};
