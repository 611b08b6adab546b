import { unreachable } from "@troth/core/foundation";
import type { Language } from "../words/index.ts";
import { type Html, html } from "./html.ts";
import type { Letter, LetterPart } from "./letter.ts";
import { isAddress } from "./plain-words.ts";
import { inGroups } from "./render-text.ts";

// Colors are those of the design's tokens. Mail programs drop style sheets, so each element has its style; what they keep
// of the sheet is for dark mode. No pictures, no script, nothing is fetched: nobody learns that a mail was opened.
const DARK =
  "@media (prefers-color-scheme:dark){body,.page{background:#141311!important}" +
  ".box{background:#1d1c19!important;border-color:#35322d!important;border-top-color:#b3c0ff!important}" +
  ".ink,.ink th,.ink td{color:#f2f0ea!important}.dim{color:#c3beb3!important}.row{border-color:#35322d!important}" +
  ".code,.quote{background:#262420!important;color:#f2f0ea!important}.link{color:#b3c0ff!important}" +
  ".go{background:#b3c0ff!important;color:#14172c!important}}";

const FONT = "font:17px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";
const MONO = "font:600 30px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.14em";

/** A letter as HTML that loads nothing. */
export function renderHtml(letter: Letter, language: Language): string {
  const { foot, parts, subject, title } = letter;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${subject}</title>
<style>${{ markup: DARK }}</style>
</head>
<body style="margin:0;background:#faf9f6">
<main class="page" style="max-width:34rem;margin:0 auto;padding:24px 16px;overflow-wrap:break-word;${{ markup: FONT }}">
<p class="ink" style="margin:0 0 16px;color:#1c1b18"><strong>${foot.organization}</strong></p>
<div class="box" style="padding:24px;background:#ffffff;border:1px solid #e3e0d8;border-top:4px solid #2b3f9e;border-radius:6px">
<h1 class="ink" style="margin:0 0 12px;font-size:22px;line-height:1.3;color:#1c1b18">${title}</h1>
${parts.map(partHtml)}</div>
<p class="dim" style="margin:16px 0 0;font-size:14px;color:#524e46">${footLines(letter)}</p>
</main>
</body>
</html>
`.markup;
}

function partHtml(part: LetterPart): Html {
  switch (part.kind) {
    case "text":
      return html`<p class="ink" style="margin:0 0 16px;color:#1c1b18">${part.says}</p>\n`;
    case "quiet":
      return html`<p class="dim" style="margin:0 0 16px;font-size:15px;color:#524e46">${part.says}</p>\n`;
    case "quote":
      return html`<blockquote class="quote" style="margin:0 0 16px;padding:12px 16px;background:#f3f1ec;border-radius:6px;white-space:pre-line;color:#1c1b18">${part.says}</blockquote>\n`;
    case "code":
      return html`<p class="code" style="margin:0 0 16px;padding:16px 8px;background:#f3f1ec;border-radius:6px;text-align:center;${{ markup: MONO }};color:#1c1b18">${inGroups(part.code)}</p>\n`;
    case "rows":
      return html`<table class="ink" style="width:100%;margin:0 0 16px;border-collapse:collapse;font-size:16px;text-align:left;color:#1c1b18">\n${part.rows.map(rowHtml)}</table>\n`;
    case "go":
      return html`<p style="margin:0 0 16px"><a class="go" href="${part.page}" style="display:inline-block;padding:12px 20px;background:#2b3f9e;color:#ffffff;border-radius:6px;font-weight:600;text-decoration:none">${part.label}</a></p>\n`;
    case "aside":
      return html`<p class="dim" style="margin:0 0 16px;font-size:15px;color:#524e46">${part.says} <a class="link" href="${part.page}" style="color:#2b3f9e">${part.label}</a></p>\n`;
    default:
      return unreachable(part);
  }
}

const rowHtml = ({ name, says }: { readonly name: string; readonly says: string }): Html =>
  html`<tr><th scope="row" class="row" style="padding:8px 12px 8px 0;font-weight:600;vertical-align:top;border-bottom:1px solid #e3e0d8">${name}</th><td class="row" style="padding:8px 0;vertical-align:top;border-bottom:1px solid #e3e0d8">${says}</td></tr>\n`;

function footLines({ foot }: Letter): readonly Html[] {
  const lines = [
    ...foot.lines.map((line) => html`${line}`),
    ...foot.writeTo.map(({ says, address }) =>
      isAddress(address)
        ? html`${says} <a class="link" href="mailto:${address}" style="color:#2b3f9e">${address}</a>`
        : html`${says} ${address}`,
    ),
  ];
  return lines.map((line, at) => (at === 0 ? line : html`<br>\n${line}`));
}
