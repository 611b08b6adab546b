import type { Child } from "hono/jsx";

/** A form that posts. The browser's own checks are off: the server's are in the reader's language, and beside the field. */
export const PostForm = ({
  action,
  inline = false,
  fresh = false,
  children,
}: {
  readonly action: string;
  readonly inline?: boolean;
  /** Gone back to, it has what holds now, and not what was ticked before. */
  readonly fresh?: boolean;
  readonly children?: Child;
}) => (
  <form class={inline ? "" : "form"} method="post" action={action} novalidate autocomplete={fresh ? "off" : undefined}>
    {children}
  </form>
);

/** The one button of a form. */
export const Submit = ({ primary = false, children }: { readonly primary?: boolean; readonly children?: Child }) => (
  <p class="actions">
    <button class={primary ? "button primary" : "button"} type="submit">
      {children}
    </button>
  </p>
);
