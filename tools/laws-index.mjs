// The index of every rule of every law for docs/laws.md, made from the laws themselves.

const cell = (text) => text.replaceAll("|", "\\|");

/** The block `laws`; the laws, their lists and the words for a rule come from the door of core/laws. */
export function lawsIndex({ lawBook, ruleLists, sayRule }) {
  return lawBook.map((law) => [heading(law, ruleLists), ...table(law, ruleLists, sayRule)].join("\n")).join("\n\n");
}

function heading(law, ruleLists) {
  const rules = ruleLists.flatMap((list) => law[list]);
  const unread = rules.filter(({ verified }) => !verified).length;
  const counts = `${rules.length} rules, ${unread} of them not verified.`;
  const sources = `Its folder, its cases and its sources: [\`laws/${law.id}\`](../packages/core/src/laws/${law.id}).`;
  return `## ${law.name.en} (\`${law.id}\`)\n\n${counts} ${sources}\n`;
}

function table(law, ruleLists, sayRule) {
  const rows = ruleLists.flatMap((list) => law[list].map((rule) => row(rule, sayRule(list, rule))));
  return ["| article | says | since | until | verified |", "|---|---|---|---|---|", ...rows];
}

function row({ article, state, since, until = "", verified, read, evidence }, says) {
  const where = state === undefined ? article : `${article} (${state})`;
  const cells = [cell(where), cell(says), since, until, verified ? `read ${read}` : `**no**: ${cell(evidence)}`];
  return `| ${cells.join(" | ")} |`;
}
