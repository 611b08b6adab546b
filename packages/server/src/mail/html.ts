/** Markup that is safe to stand in a page: made by `html` alone. */
export interface Html {
  readonly markup: string;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** Markup with values in it. Every value is escaped, unless it is markup itself; a list stands one after the other. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const texts = values.map((value) =>
    typeof value === "string" ? escaped(value) : "markup" in value ? value.markup : value.map((one) => one.markup).join(""),
  );
  return { markup: parts.map((part, at) => `${part}${texts[at] ?? ""}`).join("") };
}
