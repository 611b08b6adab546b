// The look of the privacy center (pages/assets), as far as this one page needs it: a package stands alone.
/** The style of index.html. */
export const pageStyle = `
:root { color-scheme: light dark; --page: #faf9f6; --surface: #fff; --sunken: #f3f1ec; --text: #1c1b18; --text-2: #524e46; --line: #e3e0d8; --edge: #87827a; --brand: #2b3f9e; --focus: #1f5eff; --radius: 6px; --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { --page: #141311; --surface: #1d1c19; --sunken: #262420; --text: #f2f0ea; --text-2: #c3beb3; --line: #35322d; --edge: #807a70; --brand: #b3c0ff; --focus: #8fb0ff; } }
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, p, ul, dl, dd { margin: 0; padding: 0; }
h1, h2, h3, h4, h5 { line-height: 1.25; letter-spacing: -.011em; font-weight: 620; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; } h2 { font-size: 1.375rem; margin-top: 2rem; } h3 { font-size: 1.125rem; } h4 { font-size: 1.125rem; } h5 { font-size: 1rem; color: var(--text-2); }
a { color: var(--brand); text-underline-offset: .18em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
code { font-family: var(--mono); font-size: .92em; overflow-wrap: anywhere; }
header, main, footer { width: 100%; max-width: 60rem; margin-inline: auto; padding-inline: 1rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
header { padding-block: 1.5rem 0; } main { padding-block: 1rem 4rem; }
body { border-top: 4px solid var(--brand); }
.org { color: var(--text-2); font-weight: 600; } .lead { font-size: 1.1875rem; color: var(--text-2); } .quiet { color: var(--text-2); font-size: 1rem; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; background: var(--surface); padding: .75rem 1rem; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.25rem; } .facts dt { color: var(--text-2); } .facts dd { overflow-wrap: anywhere; }
.toc { padding-left: 1.2em; columns: 2; column-gap: 2rem; } .toc li { break-inside: avoid; padding: .15rem 0; }
.list { padding-left: 1.2em; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: calc(var(--radius) + 4px); padding: 1rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; margin-bottom: 1rem; }
.table { width: 100%; border-collapse: collapse; text-align: left; font-size: 1rem; }
.table th { font-weight: 560; color: var(--text-2); font-size: .9375rem; } .table tbody th { color: var(--text); }
.table th, .table td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.table tbody tr:last-child > * { border-bottom: 0; }
.fields { table-layout: fixed; } .fields th:nth-child(-n+2) { width: 17%; } .fields th:nth-child(3) { width: 25%; }
.table ul { padding: 0; list-style: none; }
.value { white-space: pre-wrap; } .none { color: var(--text-2); font-style: italic; }
.entries { list-style: none; padding: 0; display: grid; gap: .75rem; } .entries > li { border-top: 1px solid var(--line); padding-top: .75rem; }
@media (max-width: 44rem) {
  .toc { columns: 1; } .facts { grid-template-columns: minmax(0, 1fr); gap: 0; } .facts dd { margin-bottom: .5rem; }
  .fields { table-layout: auto; }
  .stack thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .stack, .stack tbody, .stack tr, .stack td, .stack tbody th { display: block; width: auto; }
  .stack tr { padding: .75rem 0; border-bottom: 1px solid var(--line); } .stack tr:last-child { border-bottom: 0; }
  .stack td, .stack tbody th { padding: .1rem 0; border: 0; }
  .stack [data-label]::before { content: attr(data-label); display: block; color: var(--text-2); font-size: .9375rem; font-weight: 560; }
}
@media print { :root { color-scheme: light; --page: #fff; --surface: #fff; --text: #000; --text-2: #333; --line: #999; --brand: #000; } .skip, nav { display: none; } .card { border: 0; padding: 0; } tr, .entries > li { break-inside: avoid; } }
`;
