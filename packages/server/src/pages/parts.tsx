import type { Child } from "hono/jsx";
import type { Language } from "../words/index.ts";
import { Icon } from "./icon.tsx";
import { iconOf } from "./state.tsx";
import { say } from "./words.ts";

/** A box with a heading, something beside the heading, a body, and a foot. */
export const Card = ({
  title,
  aside,
  foot,
  id,
  children,
  as = "",
}: {
  readonly title: Child;
  readonly aside?: Child;
  readonly foot?: Child;
  /** Also makes the ids of its parts: unique on its page. */
  readonly id: string;
  readonly children?: Child;
  /** A further class, such as `approve`. */
  readonly as?: string;
}) => (
  <section class={`card ${as}`.trim()} id={id} aria-labelledby={`${id}-title`}>
    <header>
      <h2 id={`${id}-title`}>{title}</h2>
      {aside === undefined ? null : <span class="small quiet">{aside}</span>}
    </header>
    <div class="body">{children}</div>
    {foot === undefined ? null : <footer class="small quiet">{foot}</footer>}
  </section>
);

/** A remark that stands out. `broken` is for our own failures alone. */
export const Note = ({ kind, children }: { readonly kind?: "soon" | "broken" | "brand"; readonly children?: Child }) => (
  <div class={kind === undefined ? "note" : `note ${kind}`}>{children}</div>
);

/** A fact: a term and what it is. */
export interface Fact {
  readonly term: Child;
  readonly is: Child;
}

/** Facts, one below the other. */
export const FactList = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(({ term, is }) => (
      <>
        <dt>{term}</dt>
        <dd>{is}</dd>
      </>
    ))}
  </dl>
);

/** A step of a request: done, where it stands, still to come, or where it ended without being done. */
export interface Step {
  readonly state: "done" | "here" | "ahead" | "stopped";
  readonly title: Child;
  /** When, or what stands below the title. */
  readonly says?: Child;
}

/** The way of a request. Each step says its state in words to those who do not see the drawing. */
export const Steps = ({ steps, language = "en" }: { readonly steps: readonly Step[]; readonly language?: Language }) => (
  <ol class="walk">
    {steps.map(({ state, title, says }) => (
      <li
        class={state}
        {...(state === "done" ? { "data-state": "done" } : {})}
        {...(state === "here" ? { "aria-current": "step" } : {})}
      >
        <Icon name={iconOf(state)} size={22} />
        <div>
          <strong>{title}</strong>
          <span class="hidden">, {say(language, `state.${state}`)}</span>
          {says === undefined ? null : <p class="small quiet">{says}</p>}
        </div>
      </li>
    ))}
  </ol>
);

/** Nothing to show, said plainly, and what will come or where to go. */
export const Empty = ({ title, children }: { readonly title: Child; readonly children?: Child }) => (
  <div class="empty">
    <h2>{title}</h2>
    {children}
  </div>
);

/** How far something is; the figures stand beside it. */
export const Progress = ({
  label,
  done,
  of,
  children,
}: {
  readonly label: string;
  readonly done: number;
  readonly of: number;
  readonly children?: Child;
}) => (
  <>
    <progress max={Math.max(1, of)} value={Math.min(done, Math.max(1, of))} aria-label={label} />
    {children === undefined ? null : <p class="small quiet">{children}</p>}
  </>
);

/** A hash in groups of four, to be compared by eye. */
export const Hash = ({ hash, label }: { readonly hash: string; readonly label?: Child }) => (
  <div>
    {label === undefined ? null : <p class="small quiet">{label}</p>}
    <p class="hash mono">{(hash.match(/.{1,4}/g) ?? []).join(" ")}</p>
  </div>
);

/** A column of a table. */
export interface Column {
  readonly label: Child;
  /** What stands before the cell on a phone; the label unless given. */
  readonly short?: string;
  /** Figures, aligned right. */
  readonly num?: boolean;
}

/**
 * A table whose rows become blocks on a phone. CSS takes a table's meaning away when it changes its display, so every part
 * says its role. The first cell of a row is its heading.
 */
export const DataTable = ({
  label,
  columns,
  rows,
}: {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Child[])[];
}) => (
  <table role="table" class="table stack" aria-label={label}>
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => (
          <th scope="col" role="columnheader" class={column.num ? "num" : ""}>
            {column.label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.map((cells) => (
        <tr role="row">
          {cells.map((cell, at) => {
            const column = columns[at];
            const short = column?.short ?? (typeof column?.label === "string" ? column.label : "");
            return at === 0 ? (
              <th scope="row" role="rowheader">
                {cell}
              </th>
            ) : (
              <td role="cell" class={column?.num ? "num" : ""} data-label={short}>
                {cell}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  </table>
);
