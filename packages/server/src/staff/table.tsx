import type { Child } from "hono/jsx";

/** A column of a staff table. `heading`: its cell says what the row is about. */
export interface TableColumn {
  readonly label: string;
  readonly num?: boolean;
  readonly heading?: boolean;
  /** What stands before the cell on a phone; the label unless given, and nothing if it is empty. */
  readonly short?: string;
  /** Shown above nothing: for those who do not see the column. */
  readonly silent?: boolean;
}

/** A table that fills its card; rows become blocks on a phone, so every part says its role. */
export const Table = ({
  label,
  columns,
  rows,
}: {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Child[])[];
}) => (
  // biome-ignore lint/a11y/noRedundantRoles: display: block takes the role away
  <table role="table" class="table stack rows" aria-label={label}>
    {/* biome-ignore lint/a11y/noRedundantRoles: display: block takes the role away */}
    <thead role="rowgroup">
      {/* biome-ignore lint/a11y/noRedundantRoles: display: block takes the role away */}
      <tr role="row">
        {columns.map((column) => (
          // biome-ignore lint/a11y/noRedundantRoles: display: block takes the role away
          <th scope="col" role="columnheader" class={column.num ? "num" : ""}>
            {column.silent ? <span class="hidden">{column.label}</span> : column.label}
          </th>
        ))}
      </tr>
    </thead>
    {/* biome-ignore lint/a11y/noRedundantRoles: display: block takes the role away */}
    <tbody role="rowgroup">
      {rows.map((cells) => (
        // biome-ignore lint/a11y/noRedundantRoles: display: block takes the role away
        <tr role="row">
          {cells.map((cell, at) => (
            <Cell column={columns[at]} cell={cell} />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

const labelOf = (column: TableColumn | undefined): string => (column?.silent ? "" : (column?.short ?? column?.label ?? ""));

const Cell = ({ column, cell }: { readonly column: TableColumn | undefined; readonly cell: Child }) =>
  column?.heading ? (
    // biome-ignore lint/a11y/noRedundantRoles: display: block takes the role away
    <th scope="row" role="rowheader">
      {cell}
    </th>
  ) : (
    // biome-ignore lint/a11y/noRedundantRoles: display: block takes the role away
    <td role="cell" class={column?.num ? "num" : ""} {...(labelOf(column) === "" ? {} : { "data-label": labelOf(column) })}>
      {cell}
    </td>
  );

/** A card whose body is a table, edge to edge. */
export const TableCard = ({
  id,
  title,
  aside,
  foot,
  children,
}: {
  readonly id: string;
  readonly title: Child;
  readonly aside?: Child;
  readonly foot?: Child;
  readonly children?: Child;
}) => (
  <section class="card" id={id} aria-labelledby={`${id}-title`}>
    <header>
      <h2 id={`${id}-title`}>{title}</h2>
      {aside === undefined ? null : <span class="small quiet">{aside}</span>}
    </header>
    {children}
    {foot === undefined ? null : <footer class="small quiet">{foot}</footer>}
  </section>
);
