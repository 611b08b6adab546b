import type { Child } from "hono/jsx";

/** A form that changes something: posted, and checked by the server alone, which answers in words. */
export const Form = ({
  action,
  children,
  as = "column-tight",
  files = false,
}: {
  readonly action: string;
  /** It may bring files. */
  readonly files?: boolean;
  readonly children?: Child;
  readonly as?: string;
}) => (
  <form method="post" action={action} class={as} novalidate {...(files ? { enctype: "multipart/form-data" } : {})}>
    {children}
  </form>
);

/** A value that goes along. */
export const Hidden = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <input type="hidden" name={name} value={value} />
);

/** One button to press. */
export const Submit = ({
  children,
  primary = false,
  wide = false,
  small = false,
  name,
  value,
}: {
  readonly children?: Child;
  readonly primary?: boolean;
  readonly wide?: boolean;
  readonly small?: boolean;
  readonly name?: string;
  readonly value?: string;
}) => (
  <button
    class={["button", primary && "primary", wide && "wide", small && "small"].filter(Boolean).join(" ")}
    type="submit"
    {...(name === undefined ? {} : { name })}
    {...(value === undefined ? {} : { value })}
  >
    {children}
  </button>
);
