// Checks of purposes that ask who wrote a text for each.
import type { Path } from "../finding.ts";
import { categoriesOfAll, fieldReferences } from "../lookup.ts";
import { type Check, type CheckContext, needPlace } from "./check.ts";
import { basesOf, donePurposes, type LongPurpose } from "./purposes.ts";

/** Approving a text is consenting to it: nothing else would be taken back by taking the approval back. */
export const checkContentApprovals: Check = (context) => {
  const { view, report } = context;
  for (const [id, purpose] of donePurposes(view)) {
    const { content, withdrawn } = purpose.consent ?? {};
    const path = ["purposes", id, "consent"];
    if (content === undefined) {
      if (withdrawn !== undefined)
        report({
          code: "approval",
          level: "error",
          path: [...path, "withdrawn"],
          key: true,
          says: `\`${id}\` says what becomes of a text whose approval is taken back, and asks for none`,
          expected: "`content`: the field with the text, such as `main/testimonials.body`",
        });
      continue;
    }
    const other = basesOf(view, purpose).find((basis) => basis !== "consent" && basis !== "explicit-consent");
    if (other !== undefined || basesOf(view, purpose).length === 0)
      report({
        code: "approval",
        level: "error",
        path: [...path, "content"],
        key: true,
        says: `\`${id}\` asks who wrote a text for each, and rests on ${other ?? "no consent"}`,
        expected: "basis: consent",
      });
    checkTextField(context, { id, purpose, content, path: [...path, "content"] });
  }
};

/** The field of the texts holds something that the purpose publishes. */
function checkTextField(
  context: CheckContext,
  at: { readonly id: string; readonly purpose: LongPurpose; readonly content: string; readonly path: Path },
): void {
  const { group, view, report } = context;
  const { id, purpose, content, path } = at;
  const place = needPlace(context, content, path);
  if (place === undefined) return;
  const wrong = (says: string, expected: string) =>
    report({ code: "approval", level: "error", path, token: content, says, expected });
  const [column] = place.columns;
  if (column === undefined || place.columns.length > 1) {
    wrong(`\`${content}\` names no column: which text is approved?`, "a field, such as `main/testimonials.body`");
    return;
  }
  const field = place.view.long.stores?.[place.store]?.datasets[place.dataset]?.fields?.[column];
  const holds = field === undefined ? [] : fieldReferences(field);
  const held = categoriesOfAll(group, place.view, holds);
  const used = new Set(categoriesOfAll(group, view, Object.keys(purpose.data ?? {})));
  if (held.length > 0 && !held.some((category) => used.has(category)))
    wrong(
      `\`${content}\` holds ${holds.join(", ")}, which \`${id}\` does not use`,
      `a field with what \`${id}\` lists in \`data\``,
    );
}
