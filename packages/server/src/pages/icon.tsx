/** Every drawing there is. `ahead` is a step still to come. */
export type IconName =
  | "kept"
  | "broken"
  | "unknown"
  | "here"
  | "ahead"
  | "stopped"
  | "refused"
  | "bang"
  | "tick"
  | "database"
  | "key"
  | "file";

const Ring = ({ dashed = false }: { readonly dashed?: boolean }) => (
  <circle
    cx="8"
    cy="8"
    r="6.25"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    {...(dashed ? { "stroke-dasharray": "2.4 2.5" } : {})}
  />
);

const Line = ({ d, width = "1.5" }: { readonly d: string; readonly width?: string }) => (
  <path d={d} fill="none" stroke="currentColor" stroke-width={width} />
);

const drawings: Readonly<Record<IconName, () => unknown>> = {
  kept: () => [<Ring />, <Line d="M5 8.3l2.1 2.1L11 6" width="1.7" />],
  broken: () => (
    <path fill="currentColor" d="M8.6 1A7 7 0 0 0 5.9 14.7L8 9.4 5.5 6.9ZM10.5 1.45A7 7 0 0 1 7.7 15L10.3 8.8 7.9 6.3Z" />
  ),
  unknown: () => [
    <Ring dashed />,
    <Line d="M6.2 6.5a1.8 1.8 0 1 1 2.6 1.6c-.5.25-.8.6-.8 1.1" width="1.3" />,
    <circle cx="8" cy="11" r=".85" fill="currentColor" />,
  ],
  here: () => [<Ring />, <Line d="M8 4.5V8l2.4 1.6" />],
  ahead: () => <Ring />,
  stopped: () => [<Ring />, <path d="M5.6 5.6h4.8v4.8H5.6z" fill="currentColor" />],
  refused: () => [<Ring />, <Line d="M3.7 12.3l8.6-8.6" />],
  bang: () => [
    <circle cx="8" cy="8" r="7" fill="currentColor" />,
    <path class="cut" d="M8 4v5" stroke-width="1.8" />,
    <circle class="cut-dot" cx="8" cy="11.6" r="1.1" />,
  ],
  tick: () => <Line d="M3 8.5l3.2 3.2L13 4.8" width="1.8" />,
  database: () => (
    <g fill="none" stroke="currentColor" stroke-width="1.3">
      <ellipse cx="8" cy="3.8" rx="5" ry="2" />
      <path d="M3 3.8v8.4c0 1.1 2.2 2 5 2s5-.9 5-2V3.8M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />
    </g>
  ),
  key: () => (
    <g fill="none" stroke="currentColor" stroke-width="1.4">
      <circle cx="5.2" cy="10.8" r="3" />
      <path d="M7.4 8.6L13 3M10.4 5.6l2 2" />
    </g>
  ),
  file: () => <Line d="M4 1.8h5.2L12 4.6v9.6H4zM9 1.8v3h3" width="1.3" />,
};

/** A drawing beside words; it never stands alone, so it is hidden from screen readers. */
export const Icon = ({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
    {drawings[name]()}
  </svg>
);

/** Troth's mark: two rings that hold one another. */
export const Mark = () => (
  <svg width="22" height="22" viewBox="0 0 20 20" aria-hidden="true">
    <g fill="none" stroke="currentColor" stroke-width="2.2">
      <path d="M12.2 14.9a5.4 5.4 0 1 1 2.2-6.6" />
      <path d="M9.9 6.1a5.4 5.4 0 1 1-2.3 6.5" />
    </g>
  </svg>
);
