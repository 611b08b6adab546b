// The order of precedence for docs/decisions.md: every rule with one example of each kind, its promises and its law.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const EXAMPLES = fileURLToPath(new URL("../packages/core/src/decisions/examples.yaml", import.meta.url));

/** The block `order`; what it is made of comes from the doors of core/decisions and core/jurisdictions. */
export function decisionsTable({ precedence, grants, lawOf, lawBook }) {
  const { examples } = parse(readFileSync(EXAMPLES, "utf8"));
  const rows = [...precedence, ...grants].map((rule, index) => {
    const shown = examples.find((example) => example.rule === rule.id);
    if (shown === undefined) throw new Error(`examples.yaml has no example of ${rule.id}`);
    const head = index < precedence.length ? `${index + 1}. **${rule.id}**: ${rule.asks}` : `- **${rule.id}**`;
    const lines = [head, `no: ${shown.denied.says}`, `yes: ${shown.allowed.says}`, ...notes(rule, lawOf, lawBook)];
    return lines.join("<br>\n   ");
  });
  return `${rows.slice(0, precedence.length).join("\n")}\n\nA yes names why:\n\n${rows.slice(precedence.length).join("\n")}`;
}

function notes({ id, promises = [] }, lawOf, lawBook) {
  const words = lawOf[id] ?? [];
  const articles = lawBook
    .flatMap(({ uses }) => uses)
    .filter(({ use }) => words.includes(use))
    .map(({ article, verified }) => (verified ? article : `${article} [not verified]`));
  const said = [...(promises.length > 0 ? [promises.join(", ")] : []), ...articles];
  return said.length === 0 ? [] : [`<small>${said.join(" · ")}</small>`];
}
